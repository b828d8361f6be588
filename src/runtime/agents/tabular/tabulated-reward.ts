import { tensor, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { Column, Environment } from "../../environments/index.js";
import type { SignalDescriptor, SpecDescriptor } from "../../kernel/descriptor.js";
import type { RewardKernel, RewardState, StepOutputs } from "../../kernel/kernel.js";
import { failuresOf } from "../../training/failures.js";
import { everyStateIn } from "./every-state.js";
import { learntAutomaton, slotOf, statesIn, type LearntAutomaton } from "./learnt-automaton.js";
import type { TabularTask, TaskReward, TaskRewardState, TaskStep } from "./task-reward.js";

/** What the kernel said of one (state, input). */
interface Answer {
  readonly reward: number;
  readonly total: number;
  readonly terminated: number;
  readonly truncated: number;
  /** 1 where the spec sets no discount of its own for steps. */
  readonly discount: number;
  readonly automatonState: number;
  /** Index of the reward state after the step. */
  readonly after: number;
  /** From every state of the automaton. */
  readonly next: Int32Array;
  readonly automatonReward: Float32Array;
}

/** How many values each of a spec's signals and actions has; undefined where one has infinitely many, or nobody says how many. */
function radices({ signals }: SpecDescriptor, environment: Environment): readonly number[] | undefined {
  const { actions } = environment.metadata;
  const counts = signals.map((signal): number | undefined => {
    if (signal.shape.length > 0) return undefined;
    if (signal.dtype === "bool") return 2;
    if (signal.role === "action") return actions.kind === "discrete" ? actions.count : undefined;
    return signal.members?.length;
  });
  return counts.every((count) => count !== undefined) ? counts : undefined;
}

/**
 * Whether a reward can be asked once for each (state, input) and remembered: its inputs have finitely many values, and its state is that of
 * machines, counters and objectives, begins alike in every episode and is not random, no schedule moves it, and no input can be missing.
 */
export function canTabulate(descriptor: SpecDescriptor, environment: Environment): boolean {
  const kinds: readonly string[] = ["machine", "counter", "objective", "shaping"];
  const small = descriptor.slots.every((slot) => kinds.includes(slot.kind) && !slot.persistent);
  return (
    small &&
    descriptor.clock === undefined &&
    descriptor.needsReset.length === 0 &&
    descriptor.signals.every(({ presence }) => presence === undefined) &&
    radices(descriptor, environment) !== undefined
  );
}

/**
 * A task's reward from a table that fills itself: kernels are pure, so the answer to a (state, input) that was asked before is known. What
 * is new in a step is asked in one kernel step; after a while nothing is. The same numbers as from `SteppedReward`, a hundred times as fast.
 */
export class TabulatedReward implements TaskReward {
  readonly automaton: LearntAutomaton | undefined;
  readonly states: number;
  readonly #kernel: RewardKernel;
  readonly #environment: Environment;
  readonly #radices: readonly number[];
  /** Values of all slots, then `ended`, of each reward state that has been met; and where each stands. */
  readonly #met: (readonly (readonly number[])[])[] = [];
  readonly #places = new Map<string, number>();
  /** By question: reward state and input as one number. */
  readonly #answers = new Map<number, Answer>();
  readonly #first: number;
  readonly #state: Int32Array;
  readonly #step: {
    readonly reward: Float32Array;
    readonly total: Float32Array;
    readonly terminated: Uint8Array;
    readonly truncated: Uint8Array;
    readonly discount?: Float32Array;
    readonly state: Int32Array;
    readonly next: Int32Array;
    readonly automatonReward: Float32Array;
  };

  constructor(
    readonly task: TabularTask,
    environment: Environment,
  ) {
    const { descriptor } = task.kernel;
    const { size } = environment;
    const found = radices(descriptor, environment);
    if (found === undefined || !canTabulate(descriptor, environment)) {
      throw new RangeError(
        `\`${descriptor.name}\` cannot be tabulated: its inputs must be bools, enums or the action, its state that of machines, counters and objectives, every episode must begin alike, and there must be no schedule`,
      );
    }
    this.#radices = found;
    this.automaton = learntAutomaton(descriptor, task.automaton);
    this.states = this.automaton?.tables.states.length ?? 1;
    this.#kernel = task.kernel;
    this.#environment = environment;
    const initial = valuesOf(() => task.kernel.init(1));
    this.#first = this.#place(initial.map((slot) => slot.row(0)));
    this.#state = new Int32Array(size).fill(this.#first);
    this.#step = {
      reward: new Float32Array(size),
      total: new Float32Array(size),
      terminated: new Uint8Array(size),
      truncated: new Uint8Array(size),
      ...(descriptor.stepDiscount === undefined ? {} : { discount: new Float32Array(size) }),
      state: new Int32Array(size),
      next: new Int32Array(size * this.states),
      automatonReward: new Float32Array(size * this.states),
    };
  }

  automatonStates(): ArrayLike<number> {
    const slot = slotOf(this.#kernel.descriptor, this.automaton);
    return this.#state.map((place) => this.#met[place]?.[slot]?.[0] ?? 0);
  }

  step(actions: Int32Array, steps: Int32Array, everyState: boolean): TaskStep {
    const { size } = this.#environment;
    const questions = this.#questions(actions);
    const unknown = new Map<number, number>();
    for (let row = 0; row < size; row++) {
      const question = questions[row] ?? 0;
      if (!this.#answers.has(question)) unknown.set(question, row);
    }
    if (unknown.size > 0) this.#ask([...unknown.keys()], [...unknown.values()], actions, steps);
    const { reward, total, terminated, truncated, discount, state, next, automatonReward } = this.#step;
    for (let row = 0; row < size; row++) {
      const answer = this.#answers.get(questions[row] ?? -1);
      if (answer === undefined) throw new Error("the kernel left a question without an answer");
      reward[row] = answer.reward;
      total[row] = answer.total;
      terminated[row] = answer.terminated;
      truncated[row] = answer.truncated;
      if (discount !== undefined) discount[row] = answer.discount;
      state[row] = answer.automatonState;
      this.#state[row] = answer.after;
      if (!everyState) continue;
      for (let from = 0; from < this.states; from++) {
        next[row * this.states + from] = answer.next[from] ?? from;
        automatonReward[row * this.states + from] = answer.automatonReward[from] ?? 0;
      }
    }
    return this.#step;
  }

  reset(mask: Uint8Array): void {
    for (let row = 0; row < mask.length; row++) if (mask[row] === 1) this.#state[row] = this.#first;
  }

  getState(): TaskRewardState {
    const slots = this.#met[this.#first]?.length ?? 0;
    return Array.from({ length: slots }, (_, slot) =>
      [...this.#state].flatMap((place) => this.#met[place]?.[slot] ?? []),
    );
  }

  setState(values: TaskRewardState): void {
    const widths = this.#met[this.#first]?.map((slot) => slot.length) ?? [];
    if (values.length !== widths.length)
      throw new Error(`the saved reward state has ${String(values.length)} slots, expected ${String(widths.length)}`);
    for (let row = 0; row < this.#state.length; row++) {
      this.#state[row] = this.#place(
        values.map((slot, index) => slot.slice(row * (widths[index] ?? 1), (row + 1) * (widths[index] ?? 1))),
      );
    }
  }

  dispose(): void {
    // No tensor outlives a step.
  }

  /** Signals, actions and ends of each row as one number, behind the row's reward state. */
  #questions(actions: Int32Array): Float64Array {
    const { size, terminated, truncated } = this.#environment;
    const questions = new Float64Array(size);
    for (let row = 0; row < size; row++)
      questions[row] = (this.#state[row] ?? 0) * 4 + (terminated[row] ?? 0) * 2 + (truncated[row] ?? 0);
    this.#kernel.descriptor.signals.forEach((signal, index) => {
      const count = this.#radices[index] ?? 1;
      const column = this.#column(signal, actions);
      for (let row = 0; row < size; row++) questions[row] = (questions[row] ?? 0) * count + (column[row] ?? 0);
    });
    return questions;
  }

  #column(signal: SignalDescriptor, actions: Int32Array): Column {
    const column = signal.role === "action" ? actions : this.#environment.signals[signal.name];
    if (column === undefined)
      throw new Error(`signal \`${signal.name}\` is not supplied: call requireSignals at start-up`);
    return column;
  }

  /** One kernel step for the questions that came up in `rows`, for the first time. */
  #ask(questions: readonly number[], rows: readonly number[], actions: Int32Array, steps: Int32Array): void {
    const { descriptor } = this.#kernel;
    const { terminated, truncated } = this.#environment;
    const pick = (column: ArrayLike<number>): Int32Array => Int32Array.from(rows, (row) => column[row] ?? 0);
    const flags = (column: ArrayLike<number>): Tensor => tensor(Uint8Array.from(pick(column)), [rows.length], "bool");
    const inputs = descriptor.signals.map((signal) => ({ ...signal, values: pick(this.#column(signal, actions)) }));
    tidy(() => {
      const outputs = this.#kernel.step(this.#stateOf(rows.map((row) => this.#state[row] ?? 0)), {
        signals: Object.fromEntries(
          inputs.map(({ name, dtype, values }) => [
            name,
            dtype === "bool"
              ? tensor(Uint8Array.from(values), [rows.length], "bool")
              : tensor(values, [rows.length], "int32"),
          ]),
        ),
        terminated: flags(terminated),
        truncated: flags(truncated),
      });
      failuresOf({
        descriptor,
        nonFinite: outputs.nonFinite.dataSync(),
        failedAsserts: outputs.failedAsserts.dataSync(),
        missing: outputs.missing?.dataSync(),
        steps: pick(steps),
        environments: rows,
        signals: Object.fromEntries(inputs.map(({ name, values }) => [name, values])),
        params: {},
      });
      this.#remember(
        questions,
        outputs,
        valuesOf(() => outputs.state),
      );
    });
  }

  #remember(questions: readonly number[], outputs: StepOutputs, after: readonly Slot[]): void {
    const { automaton, states } = this;
    const count = questions.length;
    const host = {
      reward: outputs.reward.dataSync(),
      total: outputs.total.dataSync(),
      terminated: outputs.terminated.dataSync(),
      truncated: outputs.truncated.dataSync(),
      discount: outputs.discount?.dataSync() ?? [],
      state: automaton === undefined ? [] : statesIn(outputs, automaton),
    };
    const every = automaton === undefined ? undefined : everyStateIn(outputs, automaton, count);
    questions.forEach((question, index) => {
      this.#answers.set(question, {
        reward: host.reward[index] ?? 0,
        total: host.total[index] ?? 0,
        terminated: host.terminated[index] ?? 0,
        truncated: host.truncated[index] ?? 0,
        discount: host.discount[index] ?? 1,
        automatonState: host.state[index] ?? 0,
        after: this.#place(after.map((slot) => slot.row(index))),
        next: every?.next.slice(index * states, (index + 1) * states) ?? new Int32Array(states),
        automatonReward: every?.automatonReward.slice(index * states, (index + 1) * states) ?? new Float32Array(states),
      });
    });
  }

  /** Where a reward state stands among those that have been met. */
  #place(values: readonly (readonly number[])[]): number {
    const key = JSON.stringify(values);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#met.push(values);
    this.#places.set(key, this.#met.length - 1);
    return this.#met.length - 1;
  }

  /** The kernel's state of rows that stand at these places. */
  #stateOf(places: readonly number[]): RewardState {
    const { slots } = this.#kernel.descriptor;
    const column = (slot: number): number[] => places.flatMap((place) => this.#met[place]?.[slot] ?? []);
    return {
      slots: slots.map(({ dtype, shape }, slot) => {
        const values = column(slot);
        const whole = [places.length, ...shape];
        if (dtype === "float") return tensor(Float32Array.from(values), whole, "float32");
        return dtype === "int"
          ? tensor(Int32Array.from(values), whole, "int32")
          : tensor(Uint8Array.from(values), whole, "bool");
      }),
      ended: tensor(Uint8Array.from(column(slots.length)), [places.length], "bool"),
    };
  }
}

/** A slot read back, by row. */
interface Slot {
  row(index: number): number[];
}

function valuesOf(make: () => RewardState): readonly Slot[] {
  const read: Slot[] = [];
  tidy(() => {
    const state = make();
    for (const slot of [...state.slots, state.ended]) {
      const values = slot.dataSync();
      const width = values.length / (slot.shape[0] ?? 1);
      read.push({ row: (index) => [...values.slice(index * width, (index + 1) * width)] });
    }
  });
  return read;
}

import { scalar, tensor, tensor1d, tidy, type Tensor } from "@tensorflow/tfjs-core";
import { actionColumns, signalColumns, type Environment } from "../../environments/index.js";
import type { Clock } from "../../kernel/clock.js";
import type { RewardKernel, RewardState, StepOutputs } from "../../kernel/kernel.js";
import { failuresOf } from "../../training/failures.js";
import { everyStateIn } from "./every-state.js";
import { learntAutomaton, slotOf, statesIn, type LearntAutomaton } from "./learnt-automaton.js";
import type { TabularTask, TaskReward, TaskRewardState, TaskStep } from "./task-reward.js";

/** Before the first step of a training. */
const begun: Clock = { steps: 0, updates: 0, episodes: 0 };

const nothing: ArrayLike<number> = new Float32Array();

/** A task's reward by one kernel step for all rows. Takes every kernel. */
export class SteppedReward implements TaskReward {
  readonly states: number;
  readonly automaton: LearntAutomaton | undefined;
  readonly #kernel: RewardKernel;
  readonly #environment: Environment;
  readonly #slot: number;
  #state: RewardState;

  constructor(
    readonly task: TabularTask,
    environment: Environment,
    seed: number,
  ) {
    const { descriptor } = task.kernel;
    this.automaton = learntAutomaton(descriptor, task.automaton);
    this.states = this.automaton?.tables.states.length ?? 1;
    this.#slot = slotOf(descriptor, this.automaton);
    this.#kernel = task.kernel;
    this.#environment = environment;
    const columns = signalColumns(descriptor, environment);
    this.#state = task.kernel.init(environment.size, columns, { seed, clock: begun });
    disposeAll(Object.values(columns));
  }

  automatonStates(): ArrayLike<number> {
    return this.#state.slots[this.#slot]?.dataSync() ?? new Int32Array(this.#environment.size);
  }

  step(actions: Int32Array, steps: Int32Array, everyState: boolean, clock: Clock): TaskStep {
    const environment = this.#environment;
    const { descriptor } = this.#kernel;
    let result: TaskStep | undefined;
    this.#replace(() => {
      const outputs = this.#kernel.step(this.#state, {
        signals: signalColumns(descriptor, environment),
        actions: actionColumns(descriptor, actions, environment.size),
        terminated: tensor1d(environment.terminated.slice(), "bool"),
        truncated: tensor1d(environment.truncated.slice(), "bool"),
        clock,
      });
      this.#refuseFailures(outputs, actions, steps);
      result = this.#read(outputs, everyState);
      return outputs.state;
    });
    if (result === undefined) throw new Error("a kernel step gave no outputs");
    return result;
  }

  reset(mask: Uint8Array, clock: Clock): void {
    this.#replace(() =>
      this.#kernel.reset(
        this.#state,
        tensor1d(mask.slice(), "bool"),
        signalColumns(this.#kernel.descriptor, this.#environment),
        { clock },
      ),
    );
  }

  getState(): TaskRewardState {
    return [...this.#state.slots, this.#state.ended].map((slot) => [...slot.dataSync()]);
  }

  setState(values: TaskRewardState): void {
    const present = [...this.#state.slots, this.#state.ended];
    if (values.length !== present.length)
      throw new Error(`the saved reward state has ${String(values.length)} slots, expected ${String(present.length)}`);
    this.#replace(() => {
      const [ended, ...slots] = present.map((slot, index) => restored(slot, values[index] ?? [])).reverse();
      return { slots: slots.reverse(), ended: ended ?? scalar(0) };
    });
  }

  dispose(): void {
    disposeAll([...this.#state.slots, this.#state.ended]);
  }

  /** Throws where a term is not finite (under `nan error`) or an assertion does not hold. */
  #refuseFailures(outputs: StepOutputs, actions: Int32Array, steps: Int32Array): void {
    const { descriptor } = this.#kernel;
    const action = descriptor.signals.find((signal) => signal.role === "action");
    failuresOf({
      descriptor,
      nonFinite: outputs.nonFinite.dataSync(),
      failedAsserts: outputs.failedAsserts.dataSync(),
      missing: outputs.missing?.dataSync(),
      steps,
      signals:
        action === undefined ? this.#environment.signals : { ...this.#environment.signals, [action.name]: actions },
      params: {},
    });
  }

  #read(outputs: StepOutputs, everyState: boolean): TaskStep {
    const { automaton } = this;
    const rows = this.#environment.size;
    return {
      reward: outputs.reward.dataSync(),
      total: outputs.total.dataSync(),
      terminated: outputs.terminated.dataSync(),
      truncated: outputs.truncated.dataSync(),
      ...(outputs.discount === undefined ? {} : { discount: outputs.discount.dataSync() }),
      state: automaton === undefined ? new Int32Array(rows) : statesIn(outputs, automaton),
      ...(everyState && automaton !== undefined
        ? everyStateIn(outputs, automaton, rows)
        : { next: nothing, automatonReward: nothing }),
    };
  }

  /** Replaces the state by a new one; all other tensors made on the way, and the old state, are disposed. */
  #replace(make: () => RewardState): void {
    const old = [...this.#state.slots, this.#state.ended];
    const kept = tidy(() => {
      const state = make();
      // Clones, so that a kernel that hands a tensor on does not lose it with the old state.
      return [...state.slots, state.ended].map((slot) => slot.clone());
    });
    disposeAll(old);
    const ended = kept.at(-1);
    if (ended === undefined) throw new Error("a reward state has at least `ended`");
    this.#state = { slots: kept.slice(0, -1), ended };
  }
}

function restored(slot: Tensor, values: readonly number[]): Tensor {
  if (values.length !== slot.size)
    throw new Error(`a saved slot has ${String(values.length)} values, expected ${String(slot.size)}`);
  const flat =
    slot.dtype === "bool"
      ? Uint8Array.from(values)
      : slot.dtype === "int32"
        ? Int32Array.from(values)
        : Float32Array.from(values);
  return tensor(flat, slot.shape, slot.dtype === "bool" ? "bool" : slot.dtype === "int32" ? "int32" : "float32");
}

function disposeAll(tensors: readonly Tensor[]): void {
  for (const each of tensors) each.dispose();
}

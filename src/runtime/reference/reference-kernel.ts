import { tensor, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { DType } from "../../compiler/ir/node.js";
import type { AutomatonOutput, Program } from "../../compiler/ir/program.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type {
  AllStates,
  Columns,
  Labels,
  RewardKernel,
  RewardState,
  Settings,
  StepInputs,
  StepOutputs,
} from "../kernel/kernel.js";
import { paidShape } from "../kernel/paid-shape.js";
import { initialState, step, type EpisodeState } from "./episode.js";
import { features } from "./features.js";
import { sizeOf } from "./indexing.js";
import type { Row, Values } from "./inputs.js";
import type { Outputs } from "./outputs.js";
import { shareSlots } from "./share-slots.js";
import { stepAllStates } from "./step-all-states.js";

/**
 * The reference behind the contract of a kernel: N environments, one after the other. It is for comparison, not for speed; tensors
 * hold floats in single precision, so that numbers are rounded once per row on their way through the state.
 */
export function referenceKernel(program: Program, descriptor: SpecDescriptor): RewardKernel {
  const pack = (states: readonly EpisodeState[]): RewardState => ({
    slots: program.slots.map(({ id, dtype, shape }) =>
      column(
        states.map((state) => [...(state.slots[id] ?? [])]),
        dtype,
        shape,
      ),
    ),
    ended: column(
      states.map(({ ended }) => [Number(ended)]),
      "bool",
      [],
    ),
  });
  const unpack = (state: RewardState): readonly EpisodeState[] => {
    const slots = program.slots.map(({ id, shape }) => rowsOf(state.slots[id], shape));
    return [...state.ended.dataSync()].map((ended, environment) => {
      const values = slots.map((slot) => Float64Array.from(slot[environment] ?? []));
      return { slots: values, ended: ended !== 0, steps: 0, environment };
    });
  };

  return {
    descriptor,
    init: (environments, reset = {}, options = {}) => {
      const signals = recordsOf(program, reset, environments);
      const params = paramsOf(options.params);
      return pack(
        signals.map((given, environment) =>
          initialState(program, given, { seed: options.seed ?? 0, environment, params, ...clockOf(options) }),
        ),
      );
    },
    reset: (state, mask, reset = {}, settings = {}) => {
      const chosen = [...mask.dataSync()];
      const signals = recordsOf(program, reset, chosen.length);
      const begun = unpack(state).map((each, row) =>
        chosen[row] === 0
          ? each
          : step(program, each, {
              signals: signals[row] ?? {},
              isFirst: true,
              params: paramsOf(settings.params),
              ...clockOf(settings),
            }).state,
      );
      return pack(begun);
    },
    step: (state, inputs) => {
      const rows = batchRows(program, inputs, state.ended.shape[0] ?? 0);
      const before = unpack(state);
      const moved = before.map((each, row) => step(program, each, rows[row] ?? {}));
      return outputsOf(
        program,
        descriptor,
        moved.map(({ outputs }) => outputs),
        pack(shareSlots(program, before, moved)),
      );
    },
    stepAllStates: (labels) => allStates(program, labels),
    features: (state) =>
      column(
        unpack(state).map((each) => [...features(program, each)]),
        "float",
        [descriptor.features],
      ),
  };
}

function outputsOf(
  program: Program,
  descriptor: SpecDescriptor,
  rows: readonly Outputs[],
  state: RewardState,
): StepOutputs {
  const floats = (names: readonly string[], of: (row: Outputs) => Readonly<Record<string, number>>): Columns =>
    record(named(names), ({ name }) =>
      column(
        rows.map((row) => [of(row)[name] ?? 0]),
        "float",
        [],
      ),
    );
  const flags = (width: number, of: (row: Outputs, index: number) => boolean): Tensor =>
    column(
      rows.map((row) => Array.from({ length: width }, (_, index) => Number(of(row, index)))),
      "bool",
      [width],
    );
  const flag = (of: (row: Outputs) => boolean): Tensor =>
    column(
      rows.map((row) => [Number(of(row))]),
      "bool",
      [],
    );
  const automata = automataOf(program);
  const terms = descriptor.terms.map(({ name }) => name);
  const { causes } = descriptor;
  const paid = paidShape(descriptor);
  return {
    state,
    reward: column(
      rows.map(({ reward }) => (typeof reward === "number" ? [reward] : [...reward])),
      "float",
      paid,
    ),
    total: column(
      rows.map(({ total }) => (typeof total === "number" ? [total] : [...total])),
      "float",
      paid,
    ),
    ...(descriptor.stepDiscount === undefined
      ? {}
      : {
          discount: column(
            rows.map(({ discount = 0 }) => [discount]),
            "float",
            [],
          ),
        }),
    terms: floats([...terms, ...descriptor.endingRewards], (row) => row.terms),
    raw: floats(terms, (row) => row.raw),
    shapings: floats(descriptor.shapings, (row) => row.shapings),
    machines: record(program.machines, ({ name, states }) =>
      column(
        rows.map((row) => [states.indexOf(row.machines[name] ?? "")]),
        "int",
        [],
      ),
    ),
    objectives: record([...program.objectives, ...program.pastObjectives], ({ name }) =>
      column(
        rows.map((row) => [row.objectives[name] ?? 0]),
        "int",
        [],
      ),
    ),
    ...(program.robustness === undefined
      ? {}
      : {
          robustness: floats(
            program.robustness.map(({ name }) => name),
            (row) => row.robustness ?? {},
          ),
        }),
    ...(program.gradients === undefined
      ? {}
      : {
          gradients: record(program.gradients, ({ name, value }) => {
            const shape = program.nodes[value]?.shape ?? [];
            const zeros = Array.from({ length: sizeOf(shape) }, () => 0);
            return column(
              rows.map((row) => [...(row.gradients?.[name] ?? zeros)]),
              "float",
              shape,
            );
          }),
        }),
    labels: {
      classes: record(automata, (automaton) => {
        const shape = labelShape(automaton);
        const classes = rows.map((row) => {
          const own = row.labels[automaton.name]?.class ?? 0;
          return typeof own === "number" ? Array.from({ length: shape[0] ?? 1 }, () => own) : own;
        });
        return column(classes, "int", shape);
      }),
      rewards: record(automata, ({ name }) => {
        const values = rows.map((row) => [...(row.labels[name]?.rewards ?? [])]);
        return column(values, "float", [values[0]?.length ?? 0]);
      }),
    },
    terminated: flag((row) => row.terminated),
    truncated: flag((row) => row.truncated),
    cause: column(
      rows.map(({ cause }) => [cause === undefined ? -1 : causes.indexOf(cause)]),
      "int",
      [],
    ),
    causes: flags(causes.length, (row, index) => row.causes.includes(causes[index] ?? "")),
    nonFinite: flags(terms.length, (row, index) => row.nonFinite.some(({ term }) => term === terms[index])),
    ...(descriptor.neverMissing === undefined
      ? {}
      : {
          missing: flags(descriptor.neverMissing.length, (row, index) =>
            row.missing.includes(descriptor.neverMissing?.[index] ?? ""),
          ),
        }),
    failedAsserts: flags(program.asserts.length, (row, index) => row.failedAsserts.includes(index)),
  };
}

function automataOf(program: Program): readonly AutomatonOutput[] {
  return [...program.machines, ...program.objectives];
}

/** The shape of one row's label. */
function labelShape({ labelPerState, states }: AutomatonOutput): readonly number[] {
  return labelPerState === true ? [states.length] : [];
}

function allStates(program: Program, labels: Labels): AllStates {
  const moved = automataOf(program).map((automaton) => {
    const values = rowsOf(labels.rewards[automaton.name], [program.nodes[automaton.rewardValues]?.shape[0] ?? 0]);
    const classes = rowsOf(labels.classes[automaton.name], labelShape(automaton));
    const moves = classes.map((label, row) =>
      stepAllStates(automaton, {
        class: automaton.labelPerState === true ? label : (label[0] ?? 0),
        rewards: values[row] ?? [],
      }),
    );
    return { name: automaton.name, shape: [automaton.states.length], moves };
  });
  return {
    next: record(moved, ({ moves, shape }) =>
      column(
        moves.map(({ next }) => next),
        "int",
        shape,
      ),
    ),
    reward: record(moved, ({ moves, shape }) =>
      column(
        moves.map(({ reward }) => reward),
        "float",
        shape,
      ),
    ),
  };
}

function batchRows(program: Program, inputs: StepInputs, environments: number): readonly Row[] {
  const signals = recordsOf(program, inputs.signals, environments);
  const actions = recordsOf(program, inputs.actions ?? {}, environments);
  const reset = recordsOf(program, inputs.reset ?? {}, environments);
  const flag = (values: Tensor | undefined): readonly boolean[] =>
    [...(values?.dataSync() ?? [])].map((value) => value !== 0);
  const [isFirst, terminated, truncated] = [inputs.isFirst, inputs.terminated, inputs.truncated].map(flag);
  const params = paramsOf(inputs.params);
  return Array.from({ length: environments }, (_, row) => ({
    signals: signals[row] ?? {},
    actions: actions[row] ?? {},
    reset: reset[row] ?? {},
    isFirst: isFirst?.[row] === true,
    terminated: terminated?.[row] === true,
    truncated: truncated?.[row] === true,
    params,
    ...clockOf(inputs),
  }));
}

/** Columns as one record per environment. */
function recordsOf(program: Program, columns: Columns, environments: number): readonly Values[] {
  const rows = program.signals.flatMap(({ name, shape }) =>
    columns[name] === undefined ? [] : [[name, rowsOf(columns[name], shape)] as const],
  );
  return Array.from({ length: environments }, (_, row) =>
    Object.fromEntries(rows.map(([name, values]) => [name, values[row] ?? []])),
  );
}

function paramsOf(params: StepInputs["params"] = {}): Values {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "number" ? value : [...value.dataSync()]]),
  );
}

function clockOf({ clock }: Settings): Pick<Settings, "clock"> {
  return clock === undefined ? {} : { clock };
}

function rowsOf(values: Tensor | undefined, shape: readonly number[]): readonly (readonly number[])[] {
  const data = values?.dataSync() ?? [];
  const size = sizeOf(shape);
  return Array.from({ length: size === 0 ? 0 : data.length / size }, (_, row) => [
    ...data.slice(row * size, (row + 1) * size),
  ]);
}

function column(rows: readonly (readonly number[])[], dtype: DType, shape: readonly number[]): Tensor {
  const type = dtype === "float" ? "float32" : dtype === "int" ? "int32" : "bool";
  return tidy(() => tensor(rows.flat(), [rows.length, ...shape], type));
}

function named(names: readonly string[]): readonly { readonly name: string }[] {
  return names.map((name) => ({ name }));
}

function record<T extends { readonly name: string }>(items: readonly T[], make: (item: T) => Tensor): Columns {
  return Object.fromEntries(items.map((item) => [item.name, make(item)]));
}

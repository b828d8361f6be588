import type { Tensor } from "@tensorflow/tfjs-core";
import type { Program } from "../../compiler/ir/program.js";
import { features, stepAllStates, type EpisodeState, type Outputs } from "../../runtime/reference/index.js";
import type { AllStates, Columns, RewardState, StepOutputs } from "../../runtime/kernel/kernel.js";

/** One thing that a row shows. Floats agree within a tolerance, everything else exactly. */
export interface Observation {
  readonly exact: boolean;
  readonly values: readonly number[];
  /** Later rows follow from it. */
  readonly remembered?: true;
}

/** All that a row shows, by a name for people: `reward`, `term delivery`, `state of Delivery`, … */
export type Observations = ReadonlyMap<string, Observation>;

/** What the reference shows of one row. `causes` are those of the descriptor, in order. */
export function observeReference(
  program: Program,
  causes: readonly string[],
  outputs: Outputs,
  after: EpisodeState,
): Observations {
  const shown = new Map<string, Observation>();
  const float = (name: string, values: readonly number[]): void => void shown.set(name, { exact: false, values });
  const exact = (name: string, values: readonly number[]): void => void shown.set(name, { exact: true, values });
  float("reward", [outputs.reward].flat());
  float("total", [outputs.total].flat());
  if (program.stepDiscount !== undefined) float("discount", [outputs.discount ?? 0]);
  for (const [name, value] of Object.entries(outputs.terms)) float(`term ${name}`, [value]);
  for (const [name, value] of Object.entries(outputs.raw)) float(`raw ${name}`, [value]);
  for (const [name, value] of Object.entries(outputs.shapings)) float(`shaping ${name}`, [value]);
  for (const { name, states } of program.machines)
    exact(`state of ${name}`, [states.indexOf(outputs.machines[name] ?? "")]);
  for (const { name } of [...program.objectives, ...program.pastObjectives])
    exact(`state of ${name}`, [outputs.objectives[name] ?? -1]);
  for (const { name } of program.robustness ?? []) float(`robustness of ${name}`, [outputs.robustness?.[name] ?? 0]);
  for (const { name, value } of program.gradients ?? []) {
    const size = (program.nodes[value]?.shape ?? []).reduce((product, length) => product * length, 1);
    float(`gradient by ${name}`, outputs.gradients?.[name] ?? Array.from({ length: size }, () => 0));
  }
  for (const automaton of [...program.machines, ...program.objectives]) {
    const { name } = automaton;
    const label = outputs.labels[name];
    if (label === undefined || !outputs.stepped) continue;
    const all = stepAllStates(automaton, label);
    exact(`label of ${name}`, typeof label.class === "number" ? [label.class] : label.class);
    float(`reward values of ${name}`, label.rewards);
    exact(`all next states of ${name}`, all.next);
    float(`all rewards of ${name}`, all.reward);
  }
  exact("terminated", [Number(outputs.terminated)]);
  exact("truncated", [Number(outputs.truncated)]);
  exact("cause", [outputs.cause === undefined ? -1 : causes.indexOf(outputs.cause)]);
  exact(
    "causes",
    causes.map((cause) => Number(outputs.causes.includes(cause))),
  );
  exact(
    "non-finite terms",
    program.terms.map(({ name }) => Number(outputs.nonFinite.some(({ term }) => term === name))),
  );
  const neverMissing = program.signals.filter(({ missing }) => missing?.policy === "error");
  if (neverMissing.length > 0)
    exact(
      "missing signals",
      neverMissing.map(({ name }) => Number(outputs.missing.includes(name))),
    );
  exact(
    "failed asserts",
    program.asserts.map((_, index) => Number(outputs.failedAsserts.includes(index))),
  );
  for (const [name, observation] of observeState(program, after)) shown.set(name, observation);
  return shown;
}

function observeState(program: Program, state: EpisodeState): Observations {
  const shown = new Map<string, Observation>();
  for (const slot of program.slots) {
    // What a reset leaves in it is the target's business.
    if (slot.scratch === true) continue;
    const values = [...(state.slots[slot.id] ?? [])];
    shown.set(`slot ${slot.name}`, { exact: slot.dtype !== "float", values, remembered: true });
  }
  shown.set("ended", { exact: true, values: [Number(state.ended)] });
  shown.set("features", { exact: false, values: features(program, state) });
  return shown;
}

/** Everything a kernel gives for one batch, read back: for each name a function from row to values. */
export type BatchObservations = ReadonlyMap<string, (row: number) => readonly number[]>;

/** `slots` are the names of the descriptor's slots, in order. */
export async function observeKernel(
  outputs: StepOutputs,
  all: AllStates,
  features: Tensor,
  slots: readonly string[],
): Promise<BatchObservations> {
  const tensors = new Map<string, Tensor>([
    ["reward", outputs.reward],
    ["total", outputs.total],
    ...(outputs.discount === undefined ? [] : [["discount", outputs.discount] as const]),
    ...named("term ", outputs.terms),
    ...named("raw ", outputs.raw),
    ...named("shaping ", outputs.shapings),
    ...named("state of ", outputs.machines),
    ...named("state of ", outputs.objectives),
    ...named("robustness of ", outputs.robustness ?? {}),
    ...named("gradient by ", outputs.gradients ?? {}),
    ...named("label of ", outputs.labels.classes),
    ...named("reward values of ", outputs.labels.rewards),
    ...named("all next states of ", all.next),
    ...named("all rewards of ", all.reward),
    ["terminated", outputs.terminated],
    ["truncated", outputs.truncated],
    ["cause", outputs.cause],
    ["causes", outputs.causes],
    ["non-finite terms", outputs.nonFinite],
    ...(outputs.missing === undefined ? [] : [["missing signals", outputs.missing] as const]),
    ["failed asserts", outputs.failedAsserts],
  ]);
  return new Map([...(await readBack(tensors)), ...(await observeKernelState(outputs.state, features, slots))]);
}

async function observeKernelState(
  state: RewardState,
  features: Tensor,
  slots: readonly string[],
): Promise<BatchObservations> {
  const tensors = new Map<string, Tensor>(state.slots.map((slot, index) => [`slot ${slots[index] ?? index}`, slot]));
  return readBack(tensors.set("ended", state.ended).set("features", features));
}

function named(prefix: string, columns: Columns): readonly (readonly [string, Tensor])[] {
  return Object.entries(columns).map(([name, column]) => [`${prefix}${name}`, column] as const);
}

async function readBack(tensors: ReadonlyMap<string, Tensor>): Promise<BatchObservations> {
  const read = [...tensors].map(async ([name, value]) => {
    const data = await value.data();
    const width = data.length / (value.shape[0] ?? 1);
    return [name, (row: number): readonly number[] => [...data.slice(row * width, (row + 1) * width)]] as const;
  });
  return new Map(await Promise.all(read));
}

import type { Program } from "../../compiler/ir/program.js";
import { paidShape } from "../kernel/paid-shape.js";
import { scalarOf, valueOf, type NodeValues } from "./evaluate.js";
import { blame, type NonFinite } from "./blame.js";

/** A number, or one for each component of a total that is a vector, in their order, or for each agent. */
export type Paid = number | readonly number[];

/** What a step pays where the total is known to be one number. */
export function scalarPaid(paid: Paid): number {
  if (typeof paid !== "number") throw new Error("a total with components is not one number");
  return paid;
}

/** What one row gives, by name. Rows that do not step (reset rows, rows after an end) have 0, false and nothing everywhere. */
export interface Outputs {
  /** Whether the row was a step: the flow graph ran and state moved. */
  readonly stepped: boolean;
  /** total + the rewards of endings + shapings. */
  readonly reward: Paid;
  readonly total: Paid;
  /** How much what comes after this step counts; absent where that is the spec's `discount` in all steps. */
  readonly discount?: number;
  /** Contribution of each term, and of each `terminate when … reward`. */
  readonly terms: Readonly<Record<string, number>>;
  readonly raw: Readonly<Record<string, number>>;
  readonly weight: Readonly<Record<string, number>>;
  readonly active: Readonly<Record<string, boolean>>;
  readonly shapings: Readonly<Record<string, number>>;
  /** The name of each machine's state after the move; given on every row. */
  readonly machines: Readonly<Record<string, string>>;
  /** The state of each objective after the move; given on every row. */
  readonly objectives: Readonly<Record<string, number>>;
  /** Robustness of each objective's trace if it ended with this step; only where the program has it, and the row stepped. */
  readonly robustness?: Readonly<Record<string, number>>;
  /** ∂ reward by signals and params, row-major; only where the program has them, and the row stepped. */
  readonly gradients?: Readonly<Record<string, readonly number[]>>;
  /**
   * Label class of the step (with `labelPerState` one for each state), and the values of the distinct reward expressions, for each
   * machine and objective (`stepAllStates`).
   */
  readonly labels: Readonly<
    Record<string, { readonly class: number | readonly number[]; readonly rewards: readonly number[] }>
  >;
  /** The environment's end or the spec's; terminated beats truncated. */
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** The first cause that holds, in file order; `environment` when only the environment ends; absent when nothing ends. */
  readonly cause?: string;
  /** All that hold. */
  readonly causes: readonly string[];
  /** Active terms that are not finite, with what they read; reported under every `nan` policy. */
  readonly nonFinite: readonly NonFinite[];
  /** External signals that may not be missing (`missing error`) and are. */
  readonly missing: readonly string[];
  /** Indices into `program.asserts`. */
  readonly failedAsserts: readonly number[];
}

/** The outputs of a row that stepped, from the values of its nodes. */
export function readOutputs(
  program: Program,
  values: NodeValues,
  environmentEnds: { readonly terminated: boolean; readonly truncated: boolean },
  missing: readonly string[],
): Outputs {
  const scalar = (id: number): number => scalarOf(values, id);
  const terminated = scalar(program.terminated) !== 0;
  const truncated = scalar(program.truncated) !== 0;
  const causes = causesOf(program, values, environmentEnds);
  const cause = causes[0];
  return {
    stepped: true,
    reward: paidOf(program, valueOf(values, program.reward)),
    total: paidOf(program, valueOf(values, program.total)),
    ...(program.stepDiscount === undefined ? {} : { discount: scalar(program.stepDiscount) }),
    terms: record([
      ...program.terms.map(({ name, contribution }) => [name, scalar(contribution)] as const),
      ...endingRewards(program, values),
    ]),
    raw: record(program.terms.map(({ name, raw }) => [name, scalar(raw)])),
    weight: record(program.terms.map(({ name, weight }) => [name, scalar(weight)])),
    active: record(program.terms.map(({ name, active }) => [name, scalar(active) !== 0])),
    shapings: record(program.shapings.map(({ name, value }) => [name, scalar(value)])),
    machines: record(program.machines.map(({ name, states, state }) => [name, states[scalar(state)] ?? "?"])),
    objectives: record(
      [...program.objectives, ...program.pastObjectives].map(({ name, state }) => [name, scalar(state)]),
    ),
    ...(program.robustness === undefined
      ? {}
      : { robustness: record(program.robustness.map(({ name, value }) => [name, scalar(value)])) }),
    ...(program.gradients === undefined
      ? {}
      : { gradients: record(program.gradients.map(({ name, value }) => [name, [...valueOf(values, value)]])) }),
    labels: record(
      [...program.machines, ...program.objectives].map(({ name, label, labelPerState, rewardValues }) => [
        name,
        {
          class: labelPerState === true ? [...valueOf(values, label)] : scalar(label),
          rewards: [...valueOf(values, rewardValues)],
        },
      ]),
    ),
    terminated,
    truncated,
    ...(cause === undefined ? {} : { cause }),
    causes,
    nonFinite: program.terms
      .filter(({ finite }) => scalar(finite) === 0)
      .map(({ name, raw, weight, contribution }) => blame(program, values, name, [raw, weight, contribution])),
    missing,
    failedAsserts: program.asserts.flatMap(({ condition }, index) => (scalar(condition) === 0 ? [index] : [])),
  };
}

/** What a step pays, from the value of the program's reward or total. */
export function paidOf(program: Program, value: Float64Array): Paid {
  return paidShape(program).length > 0 ? [...value] : (value[0] ?? NaN);
}

/** 0, in the shape of what a step pays. */
export function nothingPaid(program: Program): Paid {
  const [parts] = paidShape(program);
  return parts === undefined ? 0 : Array.from({ length: parts }, () => 0);
}

/** What endings pay, by name; endings of the same name add up. */
function endingRewards(program: Program, values: NodeValues): readonly (readonly [string, number])[] {
  const paid = new Map<string, number>();
  for (const { reward } of program.endings) {
    if (reward !== undefined) paid.set(reward.name, (paid.get(reward.name) ?? 0) + scalarOf(values, reward.value));
  }
  return [...paid];
}

/** The outputs of a row that does not step, between two steps or after a reset. */
export function stillOutputs(program: Program, slots: readonly Float64Array[]): Outputs {
  const zeros = record(program.terms.map(({ name }) => [name, 0]));
  const endings = record(
    program.endings.flatMap(({ reward }) => (reward === undefined ? [] : [[reward.name, 0] as const])),
  );
  return {
    stepped: false,
    reward: nothingPaid(program),
    total: nothingPaid(program),
    terms: { ...zeros, ...endings },
    raw: zeros,
    weight: zeros,
    active: record(program.terms.map(({ name }) => [name, false])),
    shapings: record(program.shapings.map(({ name }) => [name, 0])),
    machines: record(
      program.machines.map(({ name, states }) => [name, states[stateBetween(program, "machine", name, slots)] ?? "?"]),
    ),
    objectives: record(
      [...program.objectives, ...program.pastObjectives].map(({ name }) => [
        name,
        stateBetween(program, "objective", name, slots),
      ]),
    ),
    labels: record(
      [...program.machines, ...program.objectives].map(({ name, rewardValues }) => [
        name,
        { class: 0, rewards: Array.from({ length: program.nodes[rewardValues]?.shape[0] ?? 0 }, () => 0) },
      ]),
    ),
    terminated: false,
    truncated: false,
    causes: [],
    nonFinite: [],
    missing: [],
    failedAsserts: [],
  };
}

/** The state that an automaton is in between two steps. One of a single state may have no slot. */
function stateBetween(
  program: Program,
  kind: "machine" | "objective",
  automaton: string,
  slots: readonly Float64Array[],
): number {
  const slot = program.slots.find((candidate) => candidate.kind === kind && candidate.name === `${automaton}.state`);
  return slot === undefined ? 0 : (slots[slot.id]?.[0] ?? 0);
}

/** What ended the episode, in file order with the environment last; terminating causes come before truncating ones. */
function causesOf(
  program: Program,
  values: NodeValues,
  environment: { readonly terminated: boolean; readonly truncated: boolean },
): readonly string[] {
  const held = program.endings.filter(({ condition }) => scalarOf(values, condition) !== 0);
  const ofKind = (kind: "terminated" | "truncated"): readonly string[] => [
    ...held.filter((ending) => ending.kind === kind).map(({ cause }) => cause),
    ...(environment[kind] ? ["environment"] : []),
  ];
  return [...new Set([...ofKind("terminated"), ...ofKind("truncated")])];
}

function record<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}

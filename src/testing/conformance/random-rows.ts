import { sizeOf } from "../../compiler/ir/broadcast.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import type { RandomStream } from "../../runtime/random/index.js";
import type { RowSource } from "./compare-run.js";
import type { Row, Values } from "../../runtime/reference/index.js";

/** How episodes follow each other: Gymnasium's three modes. */
export type AutoresetMode = "next-step" | "same-step" | "disabled";

/** What rows of an environment are like. */
export interface RowKind {
  readonly mode: AutoresetMode;
  /** Ordinary values inside of declared ranges only, so that numbers stay comparable over whole episodes; else also NaN, both infinities, huge and tiny numbers, bounds of ranges and the program's own constants. */
  readonly tame: boolean;
  /** Among the tiny ones, numbers below 2⁻¹²⁶, which many a GPU takes for 0. Default: true. */
  readonly subnormal?: boolean;
  /** Each episode ends with its first step. Default: false. */
  readonly oneStep?: boolean;
}

/** Random rows for one environment; all numbers are exact in single precision, and external signals are missing at random. */
export function rowGenerator(
  program: Program,
  random: RandomStream,
  { mode, tame, subnormal = true, oneStep = false }: RowKind,
): RowSource {
  const thresholds = [...constants(program), ...(subnormal ? subnormals : [])];
  const likely = 0.05 + 0.4 * random.uniform();
  const signals = (): Values =>
    Object.fromEntries(
      program.signals
        .filter(({ presenceOf }) => presenceOf === undefined)
        .flatMap((signal) => {
          const given = [signal.name, values(signal, random, thresholds, tame, likely)] as const;
          return signal.presence === undefined ? [given] : absent(given, signal.presence, random);
        }),
    );
  const resetsBetween = (ended: boolean): boolean =>
    mode === "disabled" && random.chance(oneStep ? 1 : ended ? 0.7 : 0.02);
  const row = (ended: boolean): Row => {
    const given = { signals: signals() };
    const terminated = random.chance(oneStep ? 0.5 : 0.05);
    const ends = { terminated, truncated: random.chance(0.05) || (oneStep && !terminated) };
    const anyEnd = ends.terminated || ends.truncated;
    switch (mode) {
      case "disabled":
        return { ...given, ...ends };
      case "next-step":
        return random.chance(oneStep ? Number(ended) : ended ? 0.6 : 0.02)
          ? { ...given, isFirst: true }
          : { ...given, ...ends };
      case "same-step": {
        if (ended && random.chance(0.5)) return { ...given, truncated: true, isFirst: true, reset: signals() };
        return anyEnd ? { ...given, ...ends, isFirst: true, reset: signals() } : { ...given, reset: signals() };
      }
    }
  };
  return { signals, row, resetsBetween };
}

/** The smallest number, and others whose digits are cut off. */
const subnormals = [2 ** -149, -(2 ** -149), 1e-40, -1e-40];

/** An external signal that is there, is left out, or is said to be missing though a value stands in its column. */
function absent(
  given: readonly [string, readonly number[]],
  presence: string,
  random: RandomStream,
): readonly (readonly [string, readonly number[]])[] {
  if (random.chance(0.6)) return [given];
  return random.chance(0.5) ? [] : [given, [presence, [0]]];
}

function values(
  signal: SignalInput,
  random: RandomStream,
  thresholds: readonly number[],
  tame: boolean,
  likely: number,
): readonly number[] {
  return Array.from({ length: sizeOf(signal.shape) }, () => value(signal, random, thresholds, tame, likely));
}

function value(
  signal: SignalInput,
  random: RandomStream,
  thresholds: readonly number[],
  tame: boolean,
  likely: number,
): number {
  switch (signal.dtype) {
    case "bool":
      return random.chance(likely) ? 1 : 0;
    case "int":
      return int(signal, random, tame);
    case "float":
      return Math.fround(
        !tame && random.chance(0.15) ? adversarial(signal, random, thresholds) : ordinary(signal, random),
      );
  }
}

/** Ints keep to their declared range, which the graph relies on. */
function int({ members, range }: SignalInput, random: RandomStream, tame: boolean): number {
  if (members !== undefined) return random.int(members.length);
  const [low, high] = range ?? (tame ? [0, 5] : [-1000, 1000]);
  if (random.chance(0.2)) return random.chance(0.5) ? low : high;
  const near = range === undefined && random.chance(0.7) ? ([-3, 8] as const) : ([low, high] as const);
  return Math.floor(random.uniform(near[0], near[1] + 1));
}

function ordinary({ range }: SignalInput, random: RandomStream): number {
  if (range === undefined) return random.normal(0, random.chance(0.5) ? 1 : 5);
  const low = Number.isFinite(range[0]) ? range[0] : Math.min(-10, range[1] - 10);
  const high = Number.isFinite(range[1]) ? range[1] : Math.max(10, range[0] + 10);
  return random.uniform(low, high);
}

function adversarial({ range }: SignalInput, random: RandomStream, thresholds: readonly number[]): number {
  const anywhere = [NaN, Infinity, -Infinity, 0, -0];
  const unbounded = [1, -1, 0.5, 1e-6, -1e-6, 1e-30, 100, -100, 3000, -3000, 1e6, -1e6, 3e38, -3e38, ...thresholds];
  const pool =
    range === undefined
      ? [...anywhere, ...unbounded]
      : [...anywhere, ...range, ...thresholds.filter((x) => x >= range[0] && x <= range[1])];
  return pool[random.int(pool.length)] ?? 0;
}

/** Float constants of the program: where its branches change. */
function constants(program: Program): readonly number[] {
  const found = program.nodes.flatMap((node) =>
    node.op === "constant" && node.dtype === "float" && node.value.length <= 4 ? node.value : [],
  );
  return [...new Set(found)].filter(Number.isFinite).slice(0, 64);
}

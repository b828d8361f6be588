import type { RandomStream } from "../../runtime/random/index.js";
import { sizeOf } from "../ir/broadcast.js";
import type { Program, SignalInput } from "../ir/program.js";
import { usualValue } from "../ir/usual-value.js";
import type { Inputs, Trace } from "./trace.js";

/** Draws values of signals and actions. */
export type DrawInputs = (random: RandomStream) => Inputs;

/** How many constants of a program are tried as inputs. */
const mostConstants = 100;

/**
 * Ordinary inputs within the declared ranges, external signals also missing: defaults, ends and middles of ranges, zeros, ones, the program's own constants and what lies just
 * beside them, where comparisons change and functions have their poles; numbers anywhere else less often. `at` says for which part of a trace.
 */
export function inputsOf(program: Program, at: keyof Trace = "steps"): DrawInputs {
  const pool = constantsOf(program);
  return (random) =>
    Object.fromEntries(
      program.signals.flatMap((signal) => {
        if (signal.presenceOf !== undefined || !isRead(signal, at)) return [];
        const one = random.chance(0.5) ? () => value(signal, pool, random) : constantly(value(signal, pool, random));
        const isUsual = random.chance(0.3);
        if (isUsual && signal.missing !== undefined) return [];
        return [[signal.name, isUsual ? usualValue(signal) : Array.from({ length: sizeOf(signal.shape) }, one)]];
      }),
    );
}

function isRead({ per }: SignalInput, at: keyof Trace): boolean {
  if (per === undefined || per.rate === "segment") return at !== "end";
  return at === (per.atStart ? "reset" : "end");
}

function constantly(value: number): () => number {
  return () => value;
}

function value({ dtype, members, range }: SignalInput, pool: readonly number[], random: RandomStream): number {
  if (dtype === "bool") return random.chance(0.5) ? 1 : 0;
  if (members !== undefined) return random.int(members.length);
  const [low, high] = range ?? [-1e6, 1e6];
  const candidates = [low, high, (low + high) / 2, 0, 1, -1, ...pool].filter((each) => low <= each && each <= high);
  const drawn = random.chance(0.8)
    ? (candidates[random.int(candidates.length)] ?? low)
    : Math.min(Math.max(short(random.uniform(Math.max(low, -1e3), Math.min(high, 1e3))), low), high);
  return dtype === "int" ? Math.round(drawn) : drawn;
}

/** With few digits: people read these. */
function short(value: number): number {
  return Number(value.toPrecision(4));
}

function constantsOf(program: Program): readonly number[] {
  const found = new Set<number>();
  for (const node of program.nodes)
    if (node.op === "constant" && node.value.length <= 4)
      for (const each of node.value) if (Number.isFinite(each)) found.add(each).add(-each);
  const exact = [...found].slice(0, mostConstants);
  return [...exact, ...exact.flatMap((each) => [short(each - 0.01), short(each + 0.01)])];
}

import { sizeOf } from "../ir/broadcast.js";
import type { Program, SignalInput } from "../ir/program.js";
import { usualValue } from "../ir/usual-value.js";
import { stream } from "../../runtime/random/index.js";
import type { RandomStream } from "../../runtime/random/index.js";
import { outputsOf, type Inputs, type Trace } from "./trace.js";

const attempts = 400;

/**
 * A short trace of ordinary inputs (ends of ranges, zeros, ones, the program's own constants) on which the term is not finite in its last step;
 * the fewest values away from their defaults that were found. A search with a fixed seed: `undefined` proves nothing.
 */
export function breakingTrace(program: Program, term: number): Trace | undefined {
  const name = program.terms[term]?.name;
  const random = stream(1, "breaking-trace");
  const pool = constantsOf(program);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const inputs = (): Inputs => (attempt === 0 ? {} : drawn(program, pool, random));
    const trace = { reset: inputs(), steps: attempt % 2 === 0 ? [inputs()] : [inputs(), inputs()] };
    const broken = outputsOf(program, trace).findIndex(({ nonFinite }) =>
      nonFinite.some((finding) => finding.term === name),
    );
    if (broken >= 0) return simplified(program, name ?? "", { ...trace, steps: trace.steps.slice(0, broken + 1) });
  }
  return undefined;
}

/** Puts every value back to its default that the finding does not need. */
function simplified(program: Program, name: string, trace: Trace): Trace {
  const breaks = (candidate: Trace): boolean => {
    const outputs = outputsOf(program, candidate);
    const last = outputs[candidate.steps.length - 1];
    return last !== undefined && last.nonFinite.some(({ term }) => term === name);
  };
  let best = trace;
  const attempt = (candidate: Trace): void => {
    if (breaks(candidate)) best = candidate;
  };
  if (best.steps.length > 1) attempt({ ...best, steps: best.steps.slice(-1) });
  for (const { name: signal } of program.signals) {
    attempt({ ...best, reset: without(best.reset, signal) });
    best.steps.forEach((_, at) =>
      attempt({ ...best, steps: best.steps.map((inputs, index) => (index === at ? without(inputs, signal) : inputs)) }),
    );
  }
  return best;
}

function without(inputs: Inputs, name: string): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([signal]) => signal !== name));
}

function drawn(program: Program, pool: readonly number[], random: RandomStream): Inputs {
  return Object.fromEntries(
    program.signals.map((signal) => {
      const one = random.chance(0.5) ? () => value(signal, pool, random) : constantly(value(signal, pool, random));
      return [signal.name, random.chance(0.3) ? usualValue(signal) : Array.from({ length: sizeOf(signal.shape) }, one)];
    }),
  );
}

function constantly(value: number): () => number {
  return () => value;
}

function value({ dtype, members, range }: SignalInput, pool: readonly number[], random: RandomStream): number {
  if (dtype === "bool") return random.chance(0.5) ? 1 : 0;
  if (members !== undefined) return random.int(members.length);
  const [low, high] = range ?? [-1e6, 1e6];
  const candidates = [low, high, (low + high) / 2, 0, 1, -1, ...pool].filter((each) => low <= each && each <= high);
  const drawnValue = random.chance(0.8)
    ? (candidates[random.int(candidates.length)] ?? low)
    : random.uniform(Math.max(low, -1e3), Math.min(high, 1e3));
  return dtype === "int" ? Math.round(drawnValue) : drawnValue;
}

/** Constants of the program and their negatives: where its functions have their poles. */
function constantsOf(program: Program): readonly number[] {
  const found = new Set<number>();
  for (const node of program.nodes)
    if (node.op === "constant" && node.value.length <= 4)
      for (const each of node.value) if (Number.isFinite(each)) found.add(each).add(-each);
  return [...found].slice(0, 100);
}

import type { RandomStream } from "../../../../../src/runtime/random/index.js";
import type { Trace } from "./evaluate.js";

/** All traces of 1 to `longest` letters over the atoms, shortest first. */
export function* traces(atoms: number, longest: number): Generator<Trace> {
  const letters = 2 ** atoms;
  for (let length = 1; length <= longest; length++) {
    for (let code = 0; code < letters ** length; code++) {
      yield Array.from({ length }, (_, position) => Math.floor(code / letters ** position) % letters);
    }
  }
}

/** Traces of 1 to `longest` letters; a letter is the one before with probability 1/4, so that runs of equal letters come up. */
export function* randomTraces(
  random: RandomStream,
  { atoms, longest, count }: { readonly atoms: number; readonly longest: number; readonly count: number },
): Generator<Trace> {
  for (let index = 0; index < count; index++) {
    const trace: number[] = [];
    for (let length = 1 + random.int(longest); length > 0; length--) {
      trace.push(random.chance(0.25) ? (trace.at(-1) ?? 0) : random.int(2 ** atoms));
    }
    yield trace;
  }
}

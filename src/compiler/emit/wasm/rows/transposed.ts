import type { Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { interleaveHigh, interleaveLow, joinHigh, joinLow } from "../encoder/vector-instructions.js";

/** Four rows of four floats as four columns, in registers. */
export function transposed(body: FunctionBody, rows: readonly Code<"f32x4">[]): readonly Code<"f32x4">[] {
  const [p, q, r, s] = rows;
  if (p === undefined || q === undefined || r === undefined || s === undefined)
    throw new Error("four rows are transposed at a time");
  const pairs = (interleave: typeof interleaveLow) =>
    [body.keep(interleave(p, q)), body.keep(interleave(r, s))] as const;
  const [low, high] = [pairs(interleaveLow), pairs(interleaveHigh)];
  return [joinLow(...low), joinHigh(...low), joinLow(...high), joinHigh(...high)];
}

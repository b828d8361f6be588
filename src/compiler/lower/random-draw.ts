import type { GraphBuilder } from "../ir/builder.js";
import type { NodeId } from "../ir/node.js";

/*
 * Three small linear congruential generators (Wichmann and Hill 1982, AS 183). Every product stays below 2^24, so float32 and float64
 * draw exactly the same numbers. Their states are a slot of kind `random`, which `src/runtime/kernel/random.ts` seeds.
 */
const multipliers = [171, 172, 170] as const;
export const moduli = [30269, 30307, 30323] as const;

/** The generators one draw later. */
export function advanced(generators: NodeId, ir: GraphBuilder): NodeId {
  return ir.binary(
    "modulo",
    ir.binary("multiply", generators, ir.constant(multipliers, "int", [3])),
    ir.constant(moduli, "int", [3]),
  );
}

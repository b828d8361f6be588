import type { GraphBuilder } from "../../ir/builder.js";
import type { NodeId } from "../../ir/node.js";
import { advanced as advance, moduli } from "../random-draw.js";

/** Draws are whole numbers below this. */
const draws = moduli[0];

/**
 * The state in which an episode starts (a reset node), drawn with the given probabilities to within 1/30269. A start that is certain is a constant
 * and has no random slot.
 */
export function startState(ir: GraphBuilder, machine: string, probabilities: readonly number[]): NodeId {
  const support = probabilities.flatMap((probability, state) => (probability > 0 ? [state] : []));
  const certain = support[0] ?? 0;
  if (support.length <= 1) return ir.constant(certain, "int");
  const slot = ir.slot({
    name: `${machine}.random`,
    kind: "random",
    dtype: "int",
    shape: [3],
    initial: ir.constant([1, 1, 1], "int", [3]),
    persistent: true,
  });
  ir.setNext(slot, ir.read(slot));
  // The slot survives resets and advances once at each.
  const advanced = advance(ir.read(slot, "reset"), ir);
  ir.setInitial(slot, advanced);
  const draw = ir.binary("modulo", ir.reduce("sum", advanced), ir.constant(draws, "int"));
  return thresholds(probabilities, support).reduceRight<NodeId>(
    (rest, { state, below }) =>
      ir.select(ir.binary("less", draw, ir.constant(below, "int")), ir.constant(state, "int"), rest),
    ir.constant(support[support.length - 1] ?? 0, "int"),
  );
}

/** Every state of the support but the last, with the whole number that draws must stay below. */
function thresholds(
  probabilities: readonly number[],
  support: readonly number[],
): readonly { readonly state: number; readonly below: number }[] {
  const total = support.reduce((sum, state) => sum + (probabilities[state] ?? 0), 0);
  let sum = 0;
  return support.slice(0, -1).map((state) => {
    sum += probabilities[state] ?? 0;
    return { state, below: Math.round((sum / total) * draws) };
  });
}

import type { Lowering } from "../../builtins/builtin.js";
import type { NodeId } from "../../ir/node.js";
import { advanced, moduli } from "../random-draw.js";

/**
 * Whether a random stop happens in this step, with the probability that the state has. Two draws are the two digits of one number below m₀·m₁ (about
 * 9·10⁸), so that a probability is kept to within 10⁻⁹; the generators advance in every step and go on through resets.
 */
export function randomStop(name: string, probabilities: readonly number[], state: NodeId, { ir }: Lowering): NodeId {
  const slot = ir.slot({
    name: `${name}.random`,
    kind: "random",
    dtype: "int",
    shape: [3],
    initial: ir.constant([1, 1, 1], "int", [3]),
    persistent: true,
  });
  ir.setInitial(slot, ir.read(slot, "reset"));
  const drawn = advanced(ir.read(slot), ir);
  ir.setNext(slot, drawn);

  const high = ir.binary("modulo", ir.reduce("sum", drawn), ir.constant(moduli[0], "int"));
  const others = ir.binary("multiply", drawn, ir.constant([0, 1, 1], "int", [3]));
  const low = ir.binary("modulo", ir.reduce("sum", others), ir.constant(moduli[1], "int"));
  const below = probabilities.map((probability) => Math.round(probability * moduli[0] * moduli[1]));
  const highBelow = ir.lookup(
    below.map((count) => Math.floor(count / moduli[1])),
    state,
    "int",
  );
  const lowBelow = ir.lookup(
    below.map((count) => count % moduli[1]),
    state,
    "int",
  );
  const equal = ir.binary("and", ir.binary("equal", high, highBelow), ir.binary("less", low, lowBelow));
  return ir.binary("or", ir.binary("less", high, highBelow), equal);
}

import type { NodeId } from "../../ir/node.js";
import type { Lowering, SlotDraft } from "../builtin.js";

/** A slot that counts steps from 0 to `period` − 1 and begins again. */
export function placeInCycle(
  { name, kind }: Pick<SlotDraft, "name" | "kind">,
  period: number,
  lowering: Lowering,
): { readonly place: NodeId; readonly isLast: NodeId } {
  const { ir } = lowering;
  const zero = ir.constant(0, "int");
  const place = lowering.state({ name, kind, dtype: "int", shape: [], initial: zero }, (old) =>
    ir.select(
      ir.binary("equal", old, ir.constant(period - 1, "int")),
      zero,
      ir.binary("add", old, ir.constant(1, "int")),
    ),
  );
  return { place, isLast: ir.binary("equal", place, ir.constant(period - 1, "int")) };
}

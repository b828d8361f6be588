import type { NodeId } from "../../ir/node.js";
import type { Lowering, SlotDraft } from "../builtin.js";

/** The float of so many steps ago, whatever their number in a constant number of operations; 0 where `reaches` says that the episode is younger. `steps` is at least 1. */
export function delayLine(
  {
    name,
    kind,
    steps,
    value,
    reaches,
  }: Pick<SlotDraft, "name" | "kind"> & {
    readonly steps: number;
    /** Finite. */
    readonly value: NodeId;
    readonly reaches: NodeId;
  },
  lowering: Lowering,
): NodeId {
  const { ir } = lowering;
  const zero = ir.constant(0, "int");
  const place: NodeId = lowering.state({ name: `${name}.place`, kind, dtype: "int", shape: [], initial: zero }, () =>
    ir.select(
      ir.binary("equal", place, ir.constant(steps - 1, "int")),
      zero,
      ir.binary("add", place, ir.constant(1, "int")),
    ),
  );
  const ring = lowering.state(
    {
      name: `${name}.ring`,
      kind,
      dtype: "float",
      shape: [steps],
      initial: ir.constant(0, "float", [steps]),
      scratch: true,
    },
    (old) => ir.dynamicUpdate(old, place, value),
  );
  return ir.select(reaches, ir.dynamicSlice(ring, place), ir.constant(0));
}

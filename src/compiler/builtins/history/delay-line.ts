import type { NodeId } from "../../ir/node.js";
import type { Lowering, SlotDraft } from "../builtin.js";
import { placeInCycle } from "./place-in-cycle.js";

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
  const { place } = placeInCycle({ name: `${name}.place`, kind }, steps, lowering);
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

import type { NodeId } from "../../ir/node.js";
import type { SlotDraft, Lowering } from "../builtin.js";

interface Register extends Pick<SlotDraft, "name" | "dtype" | "shape" | "initial"> {
  /** How many steps a value stays. */
  readonly steps: number;
}

/** The value of `push` so many steps ago; `initial`, once given, fills the register at a reset. `push` is asked for later. */
export function shiftRegister(register: Register, push: () => NodeId, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const { steps, initial, shape } = register;
  const draft = {
    name: register.name,
    kind: "history",
    dtype: register.dtype,
    feature: { encoding: "value" },
  } as const;
  if (steps === 1) return lowering.state({ ...draft, shape, initial }, push);
  const whole = [steps, ...shape];
  const filled = ir.broadcast(ir.reshape(initial, [1, ...shape]), whole);
  const row = [1, ...shape];
  const old = lowering.state({ ...draft, shape: whole, initial: filled }, (rows) =>
    ir.concat([ir.slice(rows, [1, ...shape.map(() => 0)], [steps - 1, ...shape]), ir.reshape(push(), row)], 0),
  );
  return ir.reshape(
    ir.slice(
      old,
      whole.map(() => 0),
      row,
    ),
    shape,
  );
}

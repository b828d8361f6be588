import type { NodeId } from "../../ir/node.js";
import type { CausalScope } from "./scope.js";
import { remembered, storable } from "./scope.js";

/** The last n steps, the present one last along a new first axis. */
export interface Window {
  readonly values: NodeId;
  /** Which of them are in scope; what is not finite is never kept, the present value excepted. */
  readonly counts: NodeId;
}

/** The values of the last n steps with a mark for those that count. */
export function windowOf(scope: CausalScope, steps: number): Window {
  const { ir } = scope.lowering;
  const dtype = ir.node(scope.value).dtype;
  const row = [1, ...scope.shape];
  const now = { values: ir.reshape(scope.value, row), counts: ir.reshape(scope.counts, row) };
  if (steps === 1) return now;
  const older = [steps - 1, ...scope.shape];
  const shift = (rows: NodeId): NodeId => ir.slice(rows, [1, ...scope.shape.map(() => 0)], older);
  const values = (old: NodeId): NodeId => ir.concat([old, now.values], 0);
  const before = remembered(scope, "", dtype, 0, (old) => shift(values(old)), older);
  const kept = ir.reshape(storable(scope), row);
  const counted = remembered(scope, "counts", "bool", 0, (old) => shift(ir.concat([old, kept], 0)), older);
  return { values: values(before), counts: ir.concat([counted, now.counts], 0) };
}

/** Like `windowOf`, with `absent` in the place of what does not count, so that no mark is needed. */
export function filledWindow(scope: CausalScope, steps: number, absent: number): NodeId {
  const { ir } = scope.lowering;
  const dtype = ir.node(scope.value).dtype;
  const row = [1, ...scope.shape];
  const none = ir.constant(absent, dtype);
  const now = ir.reshape(ir.select(scope.counts, scope.value, none), row);
  if (steps === 1) return now;
  const older = [steps - 1, ...scope.shape];
  const kept = ir.reshape(ir.select(storable(scope), scope.value, none), row);
  const before = remembered(
    scope,
    "",
    dtype,
    absent,
    (old) => ir.slice(ir.concat([old, kept], 0), [1, ...scope.shape.map(() => 0)], older),
    older,
  );
  return ir.concat([before, now], 0);
}

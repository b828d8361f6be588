import type { Lowering } from "../../builtins/builtin.js";
import type { MachineAnalysis } from "../../check/machines/analysis.js";
import type { TypedCounter, TypedExpression } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";

/** A counter after the move: what the edge taken says, computed from the counters before the move and kept within the bounds. */
export function counterAfter(
  counter: TypedCounter,
  before: NodeId,
  entry: NodeId,
  { machine, keys, table }: MachineAnalysis,
  lowering: Lowering,
): NodeId {
  const { ir } = lowering;
  const ids = new Map<number, number>();
  const values: TypedExpression[] = [];
  const index = table.edge.map((edge, at) => {
    const update = machine.states[Math.floor(at / table.classes)]?.edges[edge]?.updates.find(
      (candidate) => candidate.counter === counter.name,
    );
    if (update === undefined) return 0;
    const key = keys.key(update.value);
    if (!ids.has(key)) {
      values.push(update.value);
      ids.set(key, values.length);
    }
    return ids.get(key) ?? 0;
  });
  if (values.length === 0) return before;
  const chosen = ir.lookup(index, entry, "int");
  const after = values.reduce<NodeId>(
    (rest, value, update) =>
      ir.select(
        ir.binary("equal", chosen, ir.constant(update + 1, "int")),
        ir.cast(lowering.expression(value), "int"),
        rest,
      ),
    before,
  );
  return ir.binary(
    "minimum",
    ir.binary("maximum", after, ir.constant(counter.low, "int")),
    ir.constant(counter.high, "int"),
  );
}

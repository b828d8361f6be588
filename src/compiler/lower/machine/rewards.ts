import type { Lowering } from "../../builtins/builtin.js";
import { constantPayment, type Payments } from "../../check/machines/payments.js";
import type { NodeId } from "../../ir/node.js";

/** Every distinct payment on the real transition, scalar float nodes. */
export function paymentValues({ distinct }: Payments, lowering: Lowering): readonly NodeId[] {
  const { ir } = lowering;
  return distinct.map((payment) => {
    const constant = constantPayment(payment);
    if (constant !== undefined) return ir.constant(constant);
    const parts = [payment.edge, payment.state].flatMap((value) =>
      value === undefined ? [] : [ir.cast(lowering.expression(value), "float")],
    );
    return parts.reduce((sum, part) => ir.binary("add", sum, part));
  });
}

/**
 * The payment of this step: constants from a table, the others by selects, so that what is not paid cannot spoil the reward with a value that is not finite.
 */
export function paid(payments: Payments, values: readonly NodeId[], entry: NodeId, { ir }: Lowering): NodeId {
  const constants = payments.distinct.map(constantPayment);
  const fixed = ir.lookup(
    payments.index.map((payment) => constants[payment] ?? 0),
    entry,
    "float",
  );
  if (constants.every((constant) => constant !== undefined)) return fixed;
  const chosen = ir.lookup(payments.index, entry, "int");
  return values.reduce(
    (rest, value, payment) =>
      constants[payment] === undefined
        ? ir.select(ir.binary("equal", chosen, ir.constant(payment, "int")), value, rest)
        : rest,
    fixed,
  );
}

import type { TypedExpression, TypedMachine } from "../typed.js";
import { everyExpression } from "./children.js";

/** Whether the expression reads one of the machine's own counters before the move. */
export function readsCounter(value: TypedExpression, machine: TypedMachine): boolean {
  return everyExpression([value]).some(
    (inner) =>
      inner.kind === "machine" &&
      inner.machine === machine.name &&
      inner.field.kind === "counter" &&
      inner.field.source,
  );
}

import { unreachable } from "../../unreachable.js";
import type { Loop, ScalarOperation, ScalarValue, ValueId } from "./loop-program.js";

/** The values that an operation reads, in order. */
export function inputsOf(operation: ScalarOperation): readonly ValueId[] {
  switch (operation.op) {
    case "constant":
    case "uniform":
    case "load":
      return [];
    case "unary":
      return [operation.input];
    case "binary":
      return [operation.left, operation.right];
    case "select":
      return [operation.condition, operation.then, operation.otherwise];
    case "table":
      return [operation.index];
    case "load-row":
      return [operation.row];
    default:
      return unreachable(operation);
  }
}

/** The same value where the values that it reads stand elsewhere. */
export function renumbered(value: ScalarValue, place: (id: ValueId) => ValueId): ScalarValue {
  switch (value.op) {
    case "constant":
    case "uniform":
    case "load":
      return value;
    case "unary":
      return { ...value, input: place(value.input) };
    case "binary":
      return { ...value, left: place(value.left), right: place(value.right) };
    case "select":
      return {
        ...value,
        condition: place(value.condition),
        then: place(value.then),
        otherwise: place(value.otherwise),
      };
    case "table":
      return { ...value, index: place(value.index) };
    case "load-row":
      return { ...value, row: place(value.row) };
    default:
      return unreachable(value);
  }
}

/** The values that stores read, rows' numbers among them, in order. */
export function storedValues({ stores, rowStores }: Pick<Loop, "stores" | "rowStores">): readonly ValueId[] {
  return [...stores.map(({ value }) => value), ...rowStores.flatMap(({ row, value }) => [row, value])];
}

/** The same stores where the values that they read stand elsewhere. */
export function renumberedStores(
  { stores, rowStores }: Pick<Loop, "stores" | "rowStores">,
  place: (id: ValueId) => ValueId,
): Pick<Loop, "stores" | "rowStores"> {
  return {
    stores: stores.map((store) => ({ ...store, value: place(store.value) })),
    rowStores: rowStores.map((store) => ({ ...store, row: place(store.row), value: place(store.value) })),
  };
}

/** A Boolean combination of literals; a literal holds where its variable is in one of the cells marked true. */
export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "literal"; readonly variable: number; readonly cells: readonly boolean[] }
  | { readonly kind: "not"; readonly operand: Formula }
  | { readonly kind: "and" | "or" | "xor"; readonly operands: readonly Formula[] };

export const always: Formula = { kind: "constant", value: true };
export const never: Formula = { kind: "constant", value: false };

/** A free Boolean variable (cell 1) as a formula. */
export function holds(variable: number): Formula {
  return { kind: "literal", variable, cells: [false, true] };
}

export function literal(variable: number, cells: readonly boolean[]): Formula {
  return { kind: "literal", variable, cells };
}

export function not(operand: Formula): Formula {
  return operand.kind === "not"
    ? operand.operand
    : operand.kind === "constant"
      ? { kind: "constant", value: !operand.value }
      : { kind: "not", operand };
}

export function and(...operands: readonly Formula[]): Formula {
  return operands.length === 1 ? (operands[0] ?? always) : { kind: "and", operands };
}

export function or(...operands: readonly Formula[]): Formula {
  return operands.length === 1 ? (operands[0] ?? never) : { kind: "or", operands };
}

/** True where an odd number of operands hold. */
export function xor(...operands: readonly Formula[]): Formula {
  return { kind: "xor", operands };
}

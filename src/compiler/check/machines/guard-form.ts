import type { Comparison } from "../../automata/ordered.js";
import { comparePoint } from "../../automata/ordered.js";
import type { BinaryFunction } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import type { TypedExpression } from "../typed.js";
import { constantValue } from "./constant-value.js";

/** What the outermost layer of a Boolean expression is: a connective, a comparison that the theory understands, or an atom. */
export type GuardForm =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "same"; readonly operand: TypedExpression }
  | { readonly kind: "not"; readonly operand: TypedExpression }
  | { readonly kind: "and" | "or" | "xor"; readonly operands: readonly [TypedExpression, TypedExpression] }
  | { readonly kind: "iff"; readonly operands: readonly [TypedExpression, TypedExpression] }
  | {
      readonly kind: "select";
      readonly condition: TypedExpression;
      readonly then: TypedExpression;
      readonly else: TypedExpression;
    }
  | {
      readonly kind: "ordered";
      readonly subject: TypedExpression;
      readonly operator: Comparison;
      readonly constant: number;
    }
  | { readonly kind: "member"; readonly subject: TypedExpression; readonly member: number; readonly equal: boolean }
  | {
      readonly kind: "pair";
      readonly left: TypedExpression;
      readonly right: TypedExpression;
      readonly operator: Comparison;
    }
  | { readonly kind: "atom"; readonly atom: TypedExpression };

const comparisons: ReadonlyMap<BinaryFunction, Comparison> = new Map([
  ["equal", "=="],
  ["not-equal", "!="],
  ["less", "<"],
  ["less-equal", "<="],
  ["greater", ">"],
  ["greater-equal", ">="],
]);

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  "<": ">",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
  ">=": "<=",
  ">": "<",
};

export function guardForm(value: TypedExpression): GuardForm {
  if (value.kind === "let") return { kind: "same", operand: value.let.value };
  if (value.kind === "constant") return { kind: "constant", value: value.value[0] !== 0 };
  if (value.kind === "unary" && value.fn === "not") return { kind: "not", operand: value.operand };
  if (value.kind === "select")
    return { kind: "select", condition: value.condition, then: value.then, else: value.else };
  if (value.kind !== "binary") return { kind: "atom", atom: value };
  if (value.fn === "and" || value.fn === "or" || value.fn === "xor")
    return { kind: value.fn, operands: [value.left, value.right] };
  const operator = comparisons.get(value.fn);
  if (operator === undefined || value.type.shape.length > 0) return { kind: "atom", atom: value };
  return comparison(value.left, operator, value.right);
}

function comparison(left: TypedExpression, operator: Comparison, right: TypedExpression): GuardForm {
  const [low, high] = [constantValue(left), constantValue(right)];
  if (low !== undefined && high !== undefined) return { kind: "constant", value: comparePoint(low, operator, high) };
  if (low !== undefined) return againstConstant(right, mirrored[operator], low);
  if (high !== undefined) return againstConstant(left, operator, high);
  if (left.type.element === "bool" && right.type.element === "bool" && operator === "==")
    return { kind: "iff", operands: [left, right] };
  if (left.type.element === "bool" && right.type.element === "bool" && operator === "!=")
    return { kind: "xor", operands: [left, right] };
  return { kind: "pair", left, right, operator };
}

function againstConstant(subject: TypedExpression, operator: Comparison, constant: number): GuardForm {
  if (subject.type.element === "bool") {
    const [atFalse, atTrue] = [comparePoint(0, operator, constant), comparePoint(1, operator, constant)];
    if (atFalse === atTrue) return { kind: "constant", value: atTrue };
    return atTrue ? { kind: "same", operand: subject } : { kind: "not", operand: subject };
  }
  if (subject.type.element === "enum" && (operator === "==" || operator === "!="))
    return { kind: "member", subject, member: constant, equal: operator === "==" };
  if (Number.isNaN(constant)) return { kind: "constant", value: false };
  return { kind: "ordered", subject, operator, constant };
}

/** What a connective connects; nothing below an atom. */
export function operandsOf(form: GuardForm): readonly TypedExpression[] {
  switch (form.kind) {
    case "same":
    case "not":
      return [form.operand];
    case "and":
    case "or":
    case "xor":
    case "iff":
      return form.operands;
    case "select":
      return [form.condition, form.then, form.else];
    case "constant":
    case "ordered":
    case "member":
    case "pair":
    case "atom":
      return [];
    default:
      return unreachable(form);
  }
}

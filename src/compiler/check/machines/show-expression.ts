import { unreachable } from "../../unreachable.js";
import type { BinaryFunction } from "../../ir/node.js";
import type { AggregateScope, TypedAggregate, TypedCall, TypedExpression } from "../typed.js";

const symbols: Readonly<Record<BinaryFunction, string>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  modulo: "%",
  remainder: "trunc_mod",
  power: "^",
  minimum: "min",
  maximum: "max",
  atan2: "atan2",
  equal: "==",
  "not-equal": "!=",
  less: "<",
  "less-equal": "<=",
  greater: ">",
  "greater-equal": ">=",
  and: "and",
  or: "or",
  xor: "xor",
};

/** Longer texts are cut with `…`: they stand in messages. */
const depthLimit = 4;

/** An expression in the language's own words, for messages; templates' parameters appear as what they stand for. */
export function showExpression(value: TypedExpression, depth: number = 0): string {
  if (depth > depthLimit) return "…";
  const show = (inner: TypedExpression): string => showExpression(inner, depth + 1);
  switch (value.kind) {
    case "constant":
      return showConstant(value.value, value.type.element, value.type.members);
    case "signal":
    case "param":
    case "environment":
      return value.name;
    case "let":
      return value.let.name;
    case "unary":
      return value.fn === "not"
        ? `not ${operand(value.operand, depth)}`
        : value.fn === "negate"
          ? `-${operand(value.operand, depth)}`
          : value.fn === "cast"
            ? show(value.operand)
            : `${value.fn}(${show(value.operand)})`;
    case "binary":
      return /^[a-z]+\d?$/.test(symbols[value.fn]) && !["and", "or", "xor"].includes(value.fn)
        ? `${symbols[value.fn]}(${show(value.left)}, ${show(value.right)})`
        : `${operand(value.left, depth)} ${symbols[value.fn]} ${operand(value.right, depth)}`;
    case "select":
      return `if ${show(value.condition)} then ${show(value.then)} else ${show(value.else)}`;
    case "vector":
      return `[${value.items.map(show).join(", ")}]`;
    case "index":
      return `${operand(value.value, depth)}[${value.items.map((item) => (item.kind === "point" ? item.index : item.kind === "dynamic" ? show(item.index) : item.kind === "range" ? `${item.start}:${item.end}` : item.indices.join(" "))).join(", ")}]`;
    case "permute":
      return show(value.value);
    case "call":
      return `${value.builtin}(${[...writtenArguments(value).map(show), ...Object.entries(value.options).map(([name, option]) => `${name}: ${String(option)}`)].join(", ")})`;
    case "causal":
      return `${value.aggregator}${value.value === undefined ? "" : `(${show(value.value)})`} over ${value.window.kind === "past" ? "past" : `last ${value.window.steps}`}`;
    case "segment":
      return value.field === "here" ? value.of.name : `${value.of.name}.${value.field}`;
    case "member":
      return `${value.side}.${show(value.value)}`;
    case "aggregate":
      return `${value.aggregator}${value.value === undefined ? "" : `(${show(value.value)})`} over ${scopeName(value.scope)}${clauses(value, show)}`;
    case "trajectory": {
      const { operation } = value;
      const moved = show(value.value);
      switch (operation.kind) {
        case "place":
          return `place(${moved}) at end of ${scopeName(operation.scope)}`;
        case "spread":
          return `spread(${moved}) over ${scopeName(operation.scope)}`;
        case "suffix_sum":
          return `suffix_sum(${moved}) over episode`;
        case "telescope":
          return `telescope(${moved}, ${operation.direction}, after: ${operation.after})`;
        default:
          return unreachable(operation);
      }
    }
    case "buffer": {
      const queue = `buffer(${show(value.of.value)}, ${value.of.size})`;
      return value.field === "items" ? queue : `length(${queue})`;
    }
    case "payment":
      return show(value.value);
    case "term":
      return value.part === "contribution" ? value.term : `${value.term}.${value.part}`;
    case "machine":
      if (value.field.kind === "counter" && value.field.source) return value.field.counter;
      return `${value.machine}.${value.field.kind === "counter" ? value.field.counter : value.field.kind === "entered" ? `entered(${value.field.state})` : value.field.kind}`;
    case "objective":
      return `${value.objective}.${value.field}`;
    case "scheme":
      return `${value.scheme.kind}(${value.objective})`;
    case "shaping":
      return value.shaping;
    case "error":
      return "…";
    default:
      return unreachable(value);
  }
}

/** ` by tag where p except self`, as far as they are there. */
function clauses({ by, where, exceptSelf }: TypedAggregate, show: (value: TypedExpression) => string): string {
  const condition = where && (where.kind === "binary" || where.kind === "select" ? `(${show(where)})` : show(where));
  const written = [by && ` by ${show(by.key)}`, condition && ` where ${condition}`, exceptSelf && " except self"];
  return written.filter((clause) => typeof clause === "string").join("");
}

/** Without what the checker adds: which items there are, and how many. */
function writtenArguments({ arguments: given }: TypedCall): readonly TypedExpression[] {
  return Object.entries(given).flatMap(([name, argument]) =>
    name === "present" || name.startsWith("length of ") ? [] : [argument],
  );
}

function operand(value: TypedExpression, depth: number): string {
  const text = showExpression(value, depth + 1);
  return value.kind === "binary" || value.kind === "select" ? `(${text})` : text;
}

function scopeName(scope: AggregateScope): string {
  return scope.kind === "segment" ? scope.segment.name : scope.kind;
}

function showConstant(value: readonly number[], element: string, members: readonly string[] | undefined): string {
  const items = value.map((item) =>
    element === "bool" ? String(item !== 0) : element === "enum" ? (members?.[item] ?? String(item)) : String(item),
  );
  return items.length === 1 ? (items[0] ?? "") : `[${items.join(", ")}]`;
}

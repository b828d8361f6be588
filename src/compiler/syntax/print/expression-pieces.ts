import { levels } from "../../../../grammar/precedence.js";
import type {
  Argument,
  BinaryExpression,
  Expression,
  IfExpression,
  IndexItem,
  MatchPattern,
  OnEvent,
  OverExpression,
  UnitExpression,
} from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { formulaPieces } from "./formula-pieces.js";
import { operatorLevel } from "./level.js";
import { closed, separated, type Part, type Piece } from "./pieces.js";
import { printName, printReference, type PrintPlace } from "./place.js";

/** The pieces of an expression: its own text, and the trees below it. */
export function expressionPieces(node: Expression, part: Part): Piece[] {
  const place: PrintPlace = part.place.kind === "sequence" ? { ...part.place, kind: "formula" } : part.place;
  const inCondition = part.inCondition ?? false;
  const whole = (inner: Expression): Part => ({ node: inner, least: levels.if, place });
  switch (node.kind) {
    case "number":
      return [node.text + (node.unit === undefined ? "" : ` ${printUnit(node.unit)}`)];
    case "boolean":
      return [String(node.value)];
    case "string":
      return [printString(node.value)];
    case "name":
      return [printName(node.name, part.place, part.beforeDot)];
    case "field":
      return [{ node: node.object, least: closed, place: part.place, beforeDot: true }, `.${node.field.name}`];
    case "index":
      return [
        { node: node.object, least: closed, place: part.place },
        "[",
        ...separated(
          node.items.map((item) => indexPieces(item, whole)),
          ", ",
        ),
        "]",
      ];
    case "call":
      return [{ node: node.callee, least: closed, place: part.place }, ...argumentPieces(node.arguments, whole)];
    case "vector":
      return [
        "[",
        ...separated(
          node.items.map((item) => [whole(item)]),
          ", ",
        ),
        "]",
      ];
    case "unary": {
      const minus = node.operator === "-";
      const operand: Part = {
        node: node.operand,
        least: minus ? levels.negation : levels.unary,
        place: part.place,
        inCondition,
      };
      return [minus ? "-" : "not ", { ...operand, ...(part.operandOnly === true ? { operandOnly: true } : {}) }];
    }
    case "binary":
      return binaryPieces(node, part, inCondition);
    case "in":
      return [
        { node: node.value, least: levels.comparison + 1, place: part.place },
        " in [",
        whole(node.low),
        ", ",
        whole(node.high),
        "]",
      ];
    case "if":
      return ifPieces(node, part, whole);
    case "match":
      return [
        "match ",
        whole(node.subject),
        " { ",
        ...separated(
          node.cases.map((one) => [...patternPieces(one.pattern, place), " -> ", whole(one.value)]),
          ", ",
        ),
        node.cases.length === 0 ? "}" : " }",
      ];
    case "comprehension": {
      const index = node.index === undefined ? "" : `${printReference(node.index.name)}, `;
      return [whole(node.body), ` for ${index}${printReference(node.item.name)} in `, whole(node.source)];
    }
    case "over":
      return overPieces(node, place);
    case "place":
      return ["place(", whole(node.value), `) at end of ${printReference(node.scope.name)}`];
    case "on":
      return [{ node: node.value, least: levels.if, place }, " on ", ...eventPieces(node.event, place)];
    case "terms":
      return [node.group === undefined ? "terms" : `terms ${printReference(node.group.name)}`];
    case "piecewise":
      return [
        "piecewise {",
        ...separated(
          node.points.map(([at, value]) => [whole(at), ": ", whole(value)]),
          ", ",
        ),
        "}",
      ];
    case "error":
      return ["error"];
    case "temporal-unary":
    case "temporal-binary":
    case "last-step":
    case "sequence":
    case "pattern":
    case "achieve":
    case "ensuring":
    case "task-then":
    case "task-or":
      return formulaPieces(node, part.place, inCondition);
    default:
      return unreachable(node);
  }
}

/** `m/s^2` as one word. */
export function printUnit(unit: UnitExpression): string {
  const factors = unit.factors.map(([name, exponent], position) => {
    const divided = exponent < 0 && position > 0;
    const power = divided ? -exponent : exponent;
    return `${position === 0 ? "" : divided ? "/" : "*"}${name}${power === 1 ? "" : `^${String(power)}`}`;
  });
  return factors.join("");
}

export function printString(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

function binaryPieces(node: BinaryExpression, part: Part, inCondition: boolean): Piece[] {
  const { level, associativity } = operatorLevel(node.operator);
  const right = associativity === "right" ? level : level + 1;
  const exponent = node.operator === "^" && node.right.kind === "unary" && node.right.operator === "-";
  const { place } = part;
  const least = { left: associativity === "left" ? level : level + 1, right: exponent ? levels.negation : right };
  return [
    { node: node.left, least: apart(node.left, level, least.left, place), place, inCondition },
    ` ${node.operator} `,
    { node: node.right, least: apart(node.right, level, least.right, place), place, inCondition },
  ];
}

/** In formulas, chains that other tools read differently are printed with the parentheses that make them safe; the compiler warns else. */
function apart(node: Expression, level: number, least: number, place: PrintPlace): number {
  if (place.kind !== "formula") return least;
  const implication =
    level === levels.implies && node.kind === "binary" && operatorLevel(node.operator).level === levels.implies;
  const until = level >= levels.or && level <= levels.and && node.kind === "temporal-binary";
  return implication || until ? closed : least;
}

/** `else if` is a loop here as it is in the grammar: a ladder of a thousand rungs is no nesting. */
function ifPieces(node: IfExpression, part: Part, whole: (inner: Expression) => Part): Piece[] {
  const pieces: Piece[] = [];
  let rest: Expression = node;
  for (; rest.kind === "if"; rest = rest.else) {
    pieces.push("if ", { ...whole(rest.condition), inCondition: true }, " then ", whole(rest.then), " else ");
  }
  return [...pieces, { ...whole(rest), place: part.place }];
}

function indexPieces(item: IndexItem, whole: (inner: Expression) => Part): Piece[] {
  if (item.kind !== "slice") return [whole(item)];
  return [
    ...(item.low === undefined ? [] : [whole(item.low)]),
    ":",
    ...(item.high === undefined ? [] : [whole(item.high)]),
  ];
}

/** `(a, name: b)` */
export function argumentPieces(list: readonly Argument[], whole: (inner: Expression) => Part): Piece[] {
  return [
    "(",
    ...separated(
      list.map((one): Piece[] => [
        ...(one.name === undefined ? [] : [`${one.name.name}: `]),
        { ...whole(one.value), least: levels.on },
      ]),
      ", ",
    ),
    ")",
  ];
}

function patternPieces(pattern: MatchPattern, outer: PrintPlace): Piece[] {
  const place: PrintPlace = { ...outer, kind: "expression" };
  const inner = (node: Expression, least: number): Part => ({ node, least, place });
  switch (pattern.kind) {
    case "value-pattern":
      return [inner(pattern.value, levels.sum)];
    case "compare-pattern":
      return [`${pattern.operator} `, inner(pattern.value, levels.sum)];
    case "in-pattern":
      return ["in [", inner(pattern.low, levels.if), ", ", inner(pattern.high, levels.if), "]"];
    case "else-pattern":
      return ["else"];
    default:
      return unreachable(pattern);
  }
}

function overPieces(node: OverExpression, place: PrintPlace): Piece[] {
  const operand = (inner: Expression): Part => ({ node: inner, least: levels.unary, place, operandOnly: true });
  return [
    { node: node.value, least: closed, place },
    " over ",
    ...scopePieces(node, place, operand),
    ...(node.by === undefined
      ? []
      : [` by ${node.by.map((name, at) => (at === 0 ? printReference(name.name) : name.name)).join(".")}`]),
    ...(node.where === undefined ? [] : [" where ", operand(node.where)]),
    ...(node.exceptSelf ? [" except self"] : []),
  ];
}

function scopePieces(node: OverExpression, place: PrintPlace, operand: (inner: Expression) => Part): Piece[] {
  const { scope } = node;
  switch (scope.kind) {
    case "past":
      return scope.after === undefined ? ["past"] : ["past after ", operand(scope.after)];
    case "last":
      return ["last ", { node: scope.count, least: closed, place: { ...place, kind: "expression", test: false } }];
    case "named": {
      const { name } = scope.name;
      return [name === "past" || name === "last" ? `\`${name}\`` : printReference(name)];
    }
    default:
      return unreachable(scope);
  }
}

function eventPieces(event: OnEvent, place: PrintPlace): Piece[] {
  switch (event.kind) {
    case "satisfied":
    case "violated":
      return [`${event.kind} `, { node: event.objective, least: levels.unary, place, operandOnly: true }];
    case "entered":
    case "rising":
    case "falling":
      return [`${event.kind}(`, { node: event.argument, least: levels.if, place }, ")"];
    case "terminated":
      return ["terminated"];
    default:
      return unreachable(event);
  }
}

import { levels } from "../../../../grammar/precedence.js";
import type {
  Bounds,
  Formula,
  PatternChain,
  PatternFormula,
  PatternScope,
  RegularExpression,
  TemporalBinary,
  TemporalUnary,
} from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { beginsWithBracket } from "./level.js";
import { closed, separated, type Piece } from "./pieces.js";
import { printPlaces, type PrintPlace } from "./place.js";

/** The pieces of a formula's node. */
export function formulaPieces(node: Formula, place: PrintPlace, inCondition: boolean): Piece[] {
  switch (node.kind) {
    case "temporal-unary":
      return temporalUnary(node, place, inCondition);
    case "temporal-binary":
      return temporalBinary(node, place, inCondition);
    case "last-step":
      return ["last"];
    case "sequence":
      return [
        node.exactly ? "sequence exactly { " : "sequence { ",
        { node: node.body, least: levels.sequence, place: { ...place, kind: "sequence" } },
        " }",
      ];
    case "pattern":
      return patternPieces(node, place);
    case "achieve":
      return ["achieve ", { node: node.goal, least: levels.unary, place, inCondition }];
    case "ensuring":
      return [
        { node: node.task, least: levels.ensuring, place, inCondition },
        " ensuring ",
        { node: node.condition, least: levels.unary, place, inCondition },
      ];
    case "task-then":
      return [
        { node: node.left, least: levels.then, place, inCondition },
        " then ",
        { node: node.right, least: levels.then + 1, place, inCondition },
      ];
    case "task-or":
      return [
        { node: node.left, least: levels.or, place, inCondition },
        " or ",
        { node: node.right, least: levels.or + 1, place, inCondition },
      ];
    default:
      return unreachable(node);
  }
}

function boundsPieces(bounds: Bounds | undefined): Piece[] {
  if (bounds === undefined) return [];
  const high: Piece = { node: bounds.high, least: levels.on, place: printPlaces.expression };
  return bounds.low === undefined ? ["[<= ", high, "]"] : ["[", { ...high, node: bounds.low }, ", ", high, "]"];
}

function temporalUnary(node: TemporalUnary, place: PrintPlace, inCondition: boolean): Piece[] {
  const least = node.bounds === undefined && beginsWithBracket(node.operand) ? closed + 1 : levels.unary;
  return [node.operator, ...boundsPieces(node.bounds), " ", { node: node.operand, least, place, inCondition }];
}

/** Chains of these operators get parentheses that the level does not ask for: other tools read them differently, and the compiler warns. */
function temporalBinary(node: TemporalBinary, place: PrintPlace, inCondition: boolean): Piece[] {
  const least = node.bounds === undefined && beginsWithBracket(node.right) ? closed + 1 : levels.until + 1;
  return [
    { node: node.left, least: levels.until + 1, place, inCondition },
    ` ${node.operator}${node.inclusive ? " inclusive" : ""}`,
    ...boundsPieces(node.bounds),
    " ",
    { node: node.right, least, place, inCondition },
  ];
}

function patternPieces(node: PatternFormula, place: PrintPlace): Piece[] {
  const { pattern, scope } = node;
  const written =
    scope.kind !== "globally" || scope.span !== undefined || pattern.kind === "always" || pattern.kind === "eventually";
  return [...formPieces(pattern, place), ...(written ? [" ", ...scopePieces(scope, place)] : [])];
}

function formPieces(pattern: PatternFormula["pattern"], place: PrintPlace): Piece[] {
  switch (pattern.kind) {
    case "never":
    case "always":
    case "eventually": {
      const bounded = pattern.kind !== "never" && beginsWithBracket(pattern.operand);
      return [`${pattern.kind} `, { node: pattern.operand, least: bounded ? closed + 1 : levels.unary, place }];
    }
    case "at-most":
      return [{ node: pattern.operand, least: levels.unary, place }, ` at most ${String(pattern.times)} times`];
    case "precedes":
      return [...chainPieces(pattern.subject, place), " precedes ", ...chainPieces(pattern.other, place)];
    case "responds":
      return [...chainPieces(pattern.subject, place), " responds to ", ...chainPieces(pattern.other, place)];
    default:
      return unreachable(pattern);
  }
}

function chainPieces(chain: PatternChain, place: PrintPlace): Piece[] {
  const items = separated(
    chain.items.map((node): Piece[] => [{ node, least: levels.unary, place }]),
    " then ",
  );
  if (chain.items.length === 1 && chain.without === undefined) return items;
  const without: Piece[] =
    chain.without === undefined ? [] : [" without ", { node: chain.without, least: levels.unary, place }];
  return ["(", ...items, ...without, ")"];
}

function scopePieces(scope: PatternScope, place: PrintPlace): Piece[] {
  const part = (node: Extract<PatternScope, { kind: "before" }>["end"]): Piece => ({
    node,
    least: levels.unary,
    place,
  });
  switch (scope.kind) {
    case "globally":
      return ["globally"];
    case "before":
      return ["before ", part(scope.end)];
    case "after":
      return ["after ", part(scope.start)];
    case "between":
      return ["between ", part(scope.start), " and ", part(scope.end)];
    case "after-until":
      return ["after ", part(scope.start), " until ", part(scope.end)];
    default:
      return unreachable(scope);
  }
}

/** The pieces of a part of a `sequence`. */
export function regularPieces(node: RegularExpression, place: PrintPlace, least: number): Piece[] {
  switch (node.kind) {
    case "regular-letter":
      return [{ node: node.condition, least: Math.max(least, levels.implies), place }];
    case "regular-concatenation":
    case "regular-union": {
      const concatenation = node.kind === "regular-concatenation";
      const inner = (concatenation ? levels.sequence : levels.or) + 1;
      return separated(
        node.items.map((item): Piece[] => [{ node: item, least: inner, place }]),
        concatenation ? "; " : " or ",
      );
    }
    case "regular-repetition":
      return [{ node: node.item, least: closed, place }, repetition(node.minimum, node.maximum)];
    default:
      return unreachable(node);
  }
}

function repetition(minimum: number, maximum: number | undefined): string {
  if (maximum === undefined) return minimum === 0 ? "*" : minimum === 1 ? "+" : `{${String(minimum)}}`;
  if (minimum === 0 && maximum === 1) return "?";
  return minimum === maximum ? `{${String(minimum)}}` : `{${String(minimum)}, ${String(maximum)}}`;
}

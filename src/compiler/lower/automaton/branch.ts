import type { TheoryVariable } from "../../check/machines/theory.js";
import type { Piece } from "../../automata/ordered.js";
import type { TypedExpression } from "../../check/typed.js";
import type { GraphBuilder } from "../../ir/builder.js";
import type { BinaryFunction, NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";

/** One value for each cell of a variable, chosen by the cell that it is in: nested selects. */
export function branch(
  ir: GraphBuilder,
  variable: TheoryVariable,
  cells: readonly NodeId[],
  operand: (value: TypedExpression) => NodeId,
): NodeId {
  switch (variable.kind) {
    case "boolean":
      return choose(ir, operand(variable.atom), cells[1] ?? 0, cells[0] ?? 0);
    case "enum":
      return branchEnum(ir, operand(variable.subject), cells);
    case "ordered":
      return branchOrdered(ir, operand(variable.subject), variable.variable.pieces, cells);
    case "pair":
      return branchPair(ir, operand(variable.left), operand(variable.right), cells);
    default:
      return unreachable(variable);
  }
}

/** A select; between 1 and 0 it is the condition itself. */
function choose(ir: GraphBuilder, condition: NodeId, then: NodeId, otherwise: NodeId): NodeId {
  if (then === otherwise) return then;
  const [one, zero] = [wholeConstant(ir, then), wholeConstant(ir, otherwise)];
  if (one === 1 && zero === 0) return ir.cast(condition, "int");
  if (one === 0 && zero === 1) return ir.cast(ir.unary("not", condition), "int");
  return ir.select(condition, then, otherwise);
}

function wholeConstant(ir: GraphBuilder, id: NodeId): number | undefined {
  const node = ir.node(id);
  return node.op === "constant" && node.dtype === "int" && node.shape.length === 0 ? node.value[0] : undefined;
}

/** The commonest value is what remains when no other member fits. */
function branchEnum(ir: GraphBuilder, subject: NodeId, cells: readonly NodeId[]): NodeId {
  const groups = groupsOf(cells);
  const [rest, ...others] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return others.reduceRight<NodeId>(
    (result, [value, members]) =>
      choose(
        ir,
        anyOf(
          ir,
          members.map((member) => ir.binary("equal", subject, ir.constant(member, "int"))),
        ),
        value,
        result,
      ),
    rest?.[0] ?? 0,
  );
}

/** Compares with the constants between runs of equal values; a number that is none fails every comparison and takes what remains. */
function branchOrdered(ir: GraphBuilder, subject: NodeId, pieces: readonly Piece[], cells: readonly NodeId[]): NodeId {
  const runs: { readonly value: NodeId; readonly first: Piece; last: Piece }[] = [];
  let notANumber: NodeId | undefined;
  pieces.forEach((piece, index) => {
    const value = cells[index] ?? 0;
    const previous = runs[runs.length - 1];
    if (piece.kind === "nan") notANumber = value;
    else if (previous?.value === value) previous.last = piece;
    else runs.push({ value, first: piece, last: piece });
  });
  const [first, middle] = runs;
  const last = runs[runs.length - 1];
  if (first === undefined || last === undefined) return notANumber ?? 0;
  const compare = (fn: BinaryFunction, constant: number): NodeId =>
    ir.binary(
      fn,
      subject,
      ir.constant(constant, ir.node(subject).dtype === "float" || !Number.isInteger(constant) ? "float" : "int"),
    );
  const plain = notANumber ?? first.value;
  if (
    runs.length === 3 &&
    middle?.first.kind === "point" &&
    middle.first === middle.last &&
    first.value === last.value &&
    first.value === plain
  ) {
    return choose(ir, compare("equal", middle.first.value), middle.value, first.value);
  }
  if (notANumber === undefined || notANumber === last.value) {
    return runs
      .slice(0, -1)
      .reduceRight<NodeId>((rest, { value, last: end }) => choose(ir, upTo(end, compare), value, rest), last.value);
  }
  const descending = runs
    .slice(1)
    .reduce<NodeId>((rest, { value, first: begin }) => choose(ir, from(begin, compare), value, rest), first.value);
  if (notANumber === first.value) return descending;
  return choose(ir, ir.binary("equal", subject, subject), descending, notANumber);
}

type Compare = (fn: BinaryFunction, constant: number) => NodeId;

function upTo(end: Piece, compare: Compare): NodeId {
  return end.kind === "point" ? compare("less-equal", end.value) : compare("less", end.kind === "gap" ? end.high : NaN);
}

function from(begin: Piece, compare: Compare): NodeId {
  return begin.kind === "point"
    ? compare("greater-equal", begin.value)
    : compare("greater", begin.kind === "gap" ? begin.low : NaN);
}

const pairTests: ReadonlyMap<string, BinaryFunction> = new Map([
  ["0", "less"],
  ["0,1", "less-equal"],
  ["1", "equal"],
  ["0,2", "not-equal"],
  ["1,2", "greater-equal"],
  ["2", "greater"],
]);

/** Cells: less, equal, greater and, for real numbers, not comparable, which fails every comparison. */
function branchPair(ir: GraphBuilder, left: NodeId, right: NodeId, cells: readonly NodeId[]): NodeId {
  const rest = cells[3] ?? cells[0] ?? 0;
  return [...groupsOf(cells)]
    .filter(([value]) => value !== rest)
    .reduceRight<NodeId>((result, [value, members]) => {
      const fn = pairTests.get(members.join());
      const test =
        fn === undefined
          ? ir.binary("or", ir.binary("not-equal", left, right), ir.binary("equal", left, right))
          : ir.binary(fn, left, right);
      return choose(ir, test, value, result);
    }, rest);
}

/** Distinct values with the cells that have them, in order of first appearance. */
function groupsOf(cells: readonly NodeId[]): ReadonlyMap<NodeId, readonly number[]> {
  const groups = new Map<NodeId, number[]>();
  cells.forEach((value, cell) => groups.set(value, [...(groups.get(value) ?? []), cell]));
  return groups;
}

function anyOf(ir: GraphBuilder, conditions: readonly NodeId[]): NodeId {
  return conditions.reduce((all, condition) => ir.binary("or", all, condition));
}

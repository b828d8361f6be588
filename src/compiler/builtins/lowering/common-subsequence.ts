import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";

/**
 * The length of the longest common subsequence of two sequences, given which items match: bool `[n, m]`, as an `int`.
 *
 * L(i, j) = max(L(i − 1, j), L(i, j − 1), L(i − 1, j − 1) + match(i, j)) (Wagner and Fischer 1974), one diagonal d = i + j at a time, all i at once: the two diagonals before
 * have what it reads, so that no running maximum is needed, and seven elementwise operations a diagonal are enough. An operation of its own would be a loop over the same tensor
 * operations on each target, and one more thing that every target must have; what it would save is text.
 */
export function commonSubsequence(matches: NodeId, lowering: Pick<Lowering, "ir">): NodeId {
  const { ir } = lowering;
  const [rows = 1, columns = 1] = ir.node(matches).shape;
  // Along the shorter sequence; which one that is makes no difference.
  if (rows > columns) return commonSubsequence(ir.transpose(matches, [1, 0]), lowering);
  const diagonals = rows + columns - 1;
  const skewed = skew(ir.cast(matches, "int"), rows, columns, lowering);
  const none = ir.constant(0, "int", [rows]);
  /** L(i − 1, ·) beside L(i, ·). */
  const above = (values: NodeId): NodeId =>
    rows === 1 ? none : ir.concat([ir.constant(0, "int", [1]), ir.slice(values, [0], [rows - 1])], 0);
  let [last, aboveLast, aboveBefore] = [none, none, none];
  for (let diagonal = 0; diagonal < diagonals; diagonal++) {
    const match = ir.reshape(ir.slice(skewed, [diagonal, 0], [1, rows]), [rows]);
    const longer = ir.binary("add", aboveBefore, match);
    const best = ir.binary("maximum", ir.binary("maximum", last, aboveLast), longer);
    [last, aboveBefore, aboveLast] = [best, aboveLast, above(best)];
  }
  return ir.reshape(ir.slice(last, [rows - 1], [1]), []);
}

/**
 * Row d of the result is diagonal d of the matrix: element i of it is match(i, d − i), 0 beyond the matrix. Rows that are longer by one than those that are read from the same
 * numbers begin one place later each.
 */
function skew(matrix: NodeId, rows: number, columns: number, { ir }: Pick<Lowering, "ir">): NodeId {
  const width = rows + columns - 1;
  const wide = ir.concat([matrix, ir.constant(0, "int", [rows, rows])], 1);
  const flat = ir.reshape(wide, [rows * (width + 1)]);
  return ir.transpose(ir.reshape(ir.slice(flat, [0], [rows * width]), [rows, width]), [1, 0]);
}

import type { NodeId } from "../../compiler/ir/node.js";
import type { ExpectationOutput } from "../../compiler/ir/program.js";
import type { Span } from "../../compiler/source/span.js";
import { unreachable } from "../../compiler/unreachable.js";

/** An expectation that does not hold. `found` and `expected` are for people. */
export interface Miss {
  readonly span: Span;
  readonly text: string;
  readonly found: string;
  readonly expected: string;
}

/** Judges one expectation on the values that `read` gives of nodes; `undefined` when it holds. Comparisons of arrays must hold for each element. */
export function judge(
  expectation: ExpectationOutput,
  read: (node: NodeId) => Float64Array,
  cause: string | undefined,
): Miss | undefined {
  const { form, span, text } = expectation;
  const miss = (found: string, expected: string): Miss => ({ span, text, found, expected });
  switch (form.kind) {
    case "condition":
      return [...read(form.node)].every((value) => value !== 0) ? undefined : miss("false", "true");
    case "cause": {
      if ((cause === form.value) === form.equals) return undefined;
      return miss(cause === undefined ? "no end" : `\`${cause}\``, `${form.equals ? "" : "not "}\`${form.value}\``);
    }
    case "compare": {
      const left = [...read(form.left)];
      const right = [...read(form.right)];
      const pairs = Array.from(
        { length: Math.max(left.length, right.length) },
        (_, i) => [element(left, i), element(right, i)] as const,
      );
      if (pairs.every(([x, y]) => holds(form.operator, x, y, form.tolerance))) return undefined;
      const exact = form.operator === "==" ? "" : `${form.operator} `;
      return miss(show(left), `${exact}${show(right)}`);
    }
    default:
      return unreachable(form);
  }
}

function element(values: readonly number[], index: number): number {
  return values[values.length === 1 ? 0 : index] ?? NaN;
}

/** Equal means no further apart than `tolerance`; `<=` and `>=` allow as much, `<` and `>` nothing. Comparisons with NaN are false. */
function holds(operator: "==" | "!=" | "<" | "<=" | ">" | ">=", x: number, y: number, tolerance: number): boolean {
  const near = x === y || Math.abs(x - y) <= tolerance;
  switch (operator) {
    case "==":
      return near;
    case "!=":
      return !near && !Number.isNaN(x) && !Number.isNaN(y);
    case "<":
      return x < y;
    case "<=":
      return x < y || near;
    case ">":
      return x > y;
    case ">=":
      return x > y || near;
    default:
      return unreachable(operator);
  }
}

function show(values: readonly number[]): string {
  return values.length === 1 ? String(values[0]) : `[${values.join(", ")}]`;
}

import {
  always,
  and,
  atom,
  binary,
  first,
  or,
  strongRelease,
  weakUntil,
  windowed,
  xor,
  never,
  type TemporalFormula,
  type Window,
} from "../formula.js";
import { unreachable } from "../../../unreachable.js";
import type { ConstantMeaning } from "./dialect.js";
import { box, diamond, type PathValue } from "./modality.js";
import type { FormulaProblem, FormulaTree, WrittenBounds } from "./tree.js";
import {
  atTheLast,
  behindTheLast,
  condition,
  conjunction,
  disjunction,
  everywhere,
  negation,
  temporal,
  type FormulaValue,
} from "./value.js";

type Operation = Extract<FormulaTree, { readonly kind: "operation" }>;
type Value = FormulaValue | PathValue;

export type BuiltFormula = { readonly value: FormulaValue } | { readonly problem: FormulaProblem };

/** What a tree means. `index` gives each atom its number, in the order in which they appear. */
export function buildFormula(tree: FormulaTree, index: (name: string) => number): BuiltFormula {
  const values: Value[] = [];
  const stack: { readonly tree: FormulaTree; readonly ready: boolean }[] = [{ tree, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const node = top.tree;
    if (node.kind === "atom") values.push(condition(atom(index(node.name))));
    else if (node.kind === "constant") values.push(constantValue(node.meaning));
    else if (!top.ready) {
      stack.push({ tree: node, ready: true });
      for (const operand of [...node.operands].reverse()) stack.push({ tree: operand, ready: false });
    } else {
      const operands = values.splice(values.length - node.operands.length);
      const built = operation(node, operands);
      if ("problem" in built) return built;
      values.push(built.value);
    }
  }
  const value = values.pop();
  return value?.kind === "formula"
    ? { value }
    : { problem: { kind: "syntax", place: tree.place, found: "a regular expression", expected: "a formula" } };
}

function constantValue(meaning: ConstantMeaning): FormulaValue {
  switch (meaning) {
    case "true":
      return condition(always);
    case "false":
      return condition(never);
    case "tt":
      return everywhere;
    case "ff":
      return negation(everywhere);
    case "end":
      return behindTheLast;
    case "last":
      return atTheLast;
    case "start":
      return temporal(first, false);
    default:
      return unreachable(meaning);
  }
}

function operation(
  node: Operation,
  operands: readonly Value[],
): { readonly value: Value } | { readonly problem: FormulaProblem } {
  const { meaning, place } = node;
  switch (meaning) {
    case "star":
    case "test":
    case "sequence":
    case "union":
      return pathOperation(meaning, node, operands);
    case "diamond":
    case "box": {
      const [path, target] = operands;
      if (path === undefined || target?.kind !== "formula") return { problem: notAFormula(node, operands) };
      const steps = pathOf(path, node.operands[0] ?? node);
      if ("problem" in steps) return steps;
      const found = meaning === "diamond" ? diamond(steps.value, target) : box(steps.value, target);
      if ("value" in found) return found;
      return {
        problem: {
          kind: "unsupported",
          place: found.unsupported,
          construct:
            "a repetition of several steps before a formula that is more than `tt`, `end`, a condition or another `<r>`",
        },
      };
    }
    default:
  }
  if (node.bounds?.high !== undefined && node.bounds.high < node.bounds.low)
    return {
      problem: {
        kind: "syntax",
        place,
        found: "bounds of which the first is greater",
        expected: "the lower bound first",
      },
    };
  const formulas = operands.filter((operand) => operand.kind === "formula");
  if (formulas.length < operands.length) return { problem: notAFormula(node, operands) };
  return { value: formulaOperation(meaning, formulas, node.bounds) };
}

function pathOperation(
  meaning: "star" | "test" | "sequence" | "union",
  node: Operation,
  operands: readonly Value[],
): { readonly value: PathValue } | { readonly problem: FormulaProblem } {
  const { place } = node;
  const [only] = operands;
  if (meaning === "test" && only === everywhere) return { value: { kind: "sequence", items: [], place } };
  if (meaning === "test")
    return only?.kind === "formula"
      ? { value: { kind: "test", value: only, place } }
      : { problem: notAFormula(node, operands) };
  const items: PathValue[] = [];
  for (const [position, operand] of operands.entries()) {
    const path = pathOf(operand, node.operands[position] ?? node);
    if ("problem" in path) return path;
    // `a; b; c` nests to the left: one flat sequence keeps deep chains shallow.
    if (path.value.kind === meaning && path.value.kind !== "star") items.push(...path.value.items);
    else items.push(path.value);
  }
  const [item] = items;
  if (meaning !== "star") return { value: { kind: meaning, items, place } };
  return item === undefined ? { problem: notAFormula(node, operands) } : { value: { kind: "star", item, place } };
}

/** A condition is a step of a path. */
function pathOf(
  value: Value,
  { place }: FormulaTree,
): { readonly value: PathValue } | { readonly problem: FormulaProblem } {
  if (value.kind !== "formula") return { value };
  if (value.isBoolean) return { value: { kind: "letter", condition: value.formula, place } };
  return {
    problem: { kind: "syntax", place, found: "a formula", expected: "a condition on one letter, or a test `f?`" },
  };
}

function notAFormula(node: Operation, operands: readonly Value[]): FormulaProblem {
  const wrong = operands.findIndex(({ kind }) => kind !== "formula");
  return {
    kind: "syntax",
    place: node.operands[wrong]?.place ?? node.place,
    found: "a regular expression",
    expected: "a formula",
  };
}

type FormulaMeaning = Exclude<Operation["meaning"], "star" | "test" | "sequence" | "union" | "diamond" | "box">;

function formulaOperation(
  meaning: FormulaMeaning,
  values: readonly FormulaValue[],
  bounds: WrittenBounds | undefined,
): FormulaValue {
  const [left = everywhere, right = everywhere] = values;
  const operand = left.formula;
  switch (meaning) {
    case "not":
    case "negated":
      return negation(left);
    case "as-is":
      return left;
    case "and":
      return conjunction(values);
    case "or":
      return disjunction(values);
    case "implies":
      return disjunction([negation(left), right]);
    case "xor":
    case "iff":
      return equivalence(meaning, values);
    case "next":
    case "weak-next":
      if (bounds !== undefined) return temporal(repeatedNext(operand, bounds), !bounds.strong);
      return temporal({ kind: meaning, operand }, meaning === "weak-next");
    case "previously":
      return temporal({ kind: meaning, operand }, false);
    case "eventually":
      return temporal(bounds === undefined ? windowed(meaning, operand) : boundedEventually(operand, bounds), false);
    case "always":
      return temporal(bounds === undefined ? windowed(meaning, operand) : boundedAlways(operand, bounds), true);
    case "once":
    case "historically":
      return temporal(windowed(meaning, operand), meaning === "historically");
    case "until":
    case "since":
      return temporal(binary(meaning, operand, right.formula), false);
    case "release":
      return temporal(binary(meaning, operand, right.formula), true);
    case "weak-until":
      return temporal(weakUntil(operand, right.formula), true);
    case "strong-release":
      return temporal(strongRelease(operand, right.formula), false);
    default:
      return unreachable(meaning);
  }
}

/** Of more than two operands: all are equal. */
function equivalence(meaning: "xor" | "iff", values: readonly FormulaValue[]): FormulaValue {
  if (values.length > 2) return disjunction([conjunction(values), conjunction(values.map(negation))]);
  const [left = everywhere, right = everywhere] = values;
  const differ = xor(left.formula, right.formula);
  const atEnd = left.atEnd !== right.atEnd;
  const isBoolean = left.isBoolean && right.isBoolean;
  const value = isBoolean ? condition(differ, atEnd) : temporal(differ, atEnd);
  return meaning === "xor" ? value : negation(value);
}

/** X[n] f, all of whose steps are weak unless it is marked strong. */
function repeatedNext(operand: TemporalFormula, { low, strong }: WrittenBounds): TemporalFormula {
  return windowed(strong ? "eventually" : "always", operand, { low, high: low });
}

/**
 * F[m..n] f = X[m] (f ∨ X (f ∨ …)): with weak steps it also holds where the trace ends before the window does, with strong ones it is the language's own window.
 */
function boundedEventually(operand: TemporalFormula, { low, high = low, strong }: WrittenBounds): TemporalFormula {
  const within = windowed("eventually", operand, { low, high });
  return strong ? within : or(within, windowed("always", never, furthest(low, high)));
}

/** G[m..n] f = X[m] (f ∧ X (f ∧ …)), likewise: strong steps must exist. */
function boundedAlways(operand: TemporalFormula, { low, high = low, strong }: WrittenBounds): TemporalFormula {
  const within = windowed("always", operand, { low, high });
  return strong ? and(within, windowed("eventually", always, furthest(low, high))) : within;
}

/** The last step that the bounds name. */
function furthest(low: number, high: number): Window {
  const distance = high === Infinity ? low : high;
  return { low: distance, high: distance };
}

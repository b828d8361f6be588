import type { Place } from "../../syntax-problem.js";
import { and, binary, or, unary, weakUntil, type RegularExpression, type TemporalFormula } from "../formula.js";
import { everywhere, negation, temporal, type FormulaValue, type Words } from "./value.js";

/** LDLf's regular expressions over conditions and tests `f?`. */
export type PathValue =
  | { readonly kind: "letter"; readonly condition: TemporalFormula; readonly place: Place }
  | { readonly kind: "test"; readonly value: FormulaValue; readonly place: Place }
  | { readonly kind: "sequence" | "union"; readonly items: readonly PathValue[]; readonly place: Place }
  | { readonly kind: "star"; readonly item: PathValue; readonly place: Place };

export type ModalityResult = { readonly value: FormulaValue } | { readonly unsupported: Place };

/**
 * `<path>value` (De Giacomo and Vardi 2013, §4). Where the path has no tests and the value says only which words may follow, it is a sequence of the language; else the
 * path is unfolded: <ρ₁; ρ₂>f = <ρ₁><ρ₂>f, <ρ₁ + ρ₂>f = <ρ₁>f ∨ <ρ₂>f, <g?>f = g ∧ f, <c>f = c ∧ X f, and <(g?; c)*>f is (g ∧ c) U f. Other repetitions are unsupported.
 */
export function diamond(path: PathValue, value: FormulaValue): ModalityResult {
  const tasks: ({ readonly path: PathValue } | { readonly load: FormulaValue } | { readonly join: number })[] = [
    { path },
  ];
  const values: FormulaValue[] = [value];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ("load" in task) {
      values.push(task.load);
      continue;
    }
    if ("join" in task) {
      const branches = values.splice(values.length - task.join);
      values.push(
        temporal(
          or(...branches.map(({ formula }) => formula)),
          branches.some(({ atEnd }) => atEnd),
        ),
      );
      continue;
    }
    const target = values.pop() ?? everywhere;
    const step = task.path;
    const before = target.words === undefined ? undefined : wordsOf(step);
    if (before !== undefined) {
      values.push(following(before, target.words ?? [], target.atEnd));
      continue;
    }
    switch (step.kind) {
      case "letter":
        values.push(temporal(and(step.condition, unary(target.atEnd ? "weak-next" : "next", target.formula)), false));
        break;
      case "test":
        values.push(temporal(and(step.value.formula, target.formula), step.value.atEnd && target.atEnd));
        break;
      case "sequence":
        values.push(target);
        tasks.push(...step.items.map((item) => ({ path: item })));
        break;
      case "union":
        tasks.push({ join: step.items.length });
        for (const item of step.items) tasks.push({ path: item }, { load: target });
        break;
      case "star": {
        const held = repeatedLetter(step.item);
        if (held === undefined) return { unsupported: step.place };
        const { formula, atEnd } = target;
        values.push(temporal(atEnd ? weakUntil(held, formula) : binary("until", held, formula), atEnd));
        break;
      }
    }
  }
  return { value: values.pop() ?? everywhere };
}

/** `[path]value`, the dual. */
export function box(path: PathValue, value: FormulaValue): ModalityResult {
  const found = diamond(path, negation(value));
  return "value" in found ? { value: negation(found.value) } : found;
}

/** `<before>` in front of words that may follow. */
function following(before: RegularExpression, words: readonly Words[], atEnd: boolean): FormulaValue {
  const longer = words.map(({ expression, exactly }): Words => ({
    expression: inTurn(before, expression),
    exactly,
  }));
  const formula = or(
    ...longer.map(({ expression, exactly }): TemporalFormula => ({ kind: "matches", exactly, expression })),
  );
  return { ...temporal(formula, atEnd && isNullable(before)), words: longer };
}

/** One after the other, flat. */
function inTurn(first: RegularExpression, second: RegularExpression): RegularExpression {
  const items = [first, second].flatMap((part) => (part.kind === "concatenation" ? part.items : [part]));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: "concatenation", items };
}

/** (g?; c) as the condition g ∧ c. */
function repeatedLetter(path: PathValue): TemporalFormula | undefined {
  const items = path.kind === "sequence" ? path.items : [path];
  const step = items.at(-1);
  if (step?.kind !== "letter") return undefined;
  const tests = items.slice(0, -1).map((item) => (item.kind === "test" ? item.value.formula : undefined));
  const known = tests.filter((test) => test !== undefined);
  return known.length === tests.length ? and(...known, step.condition) : undefined;
}

/** The path as a regular expression, where it has no tests. */
function wordsOf(root: PathValue): RegularExpression | undefined {
  const done = new Map<PathValue, RegularExpression>();
  const stack = [root];
  for (let path = stack.at(-1); path !== undefined; path = stack.at(-1)) {
    if (path.kind === "test") return undefined;
    const parts = path.kind === "letter" ? [] : path.kind === "star" ? [path.item] : path.items;
    const waiting = parts.filter((part) => !done.has(part));
    if (waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    const items = parts.flatMap((part) => done.get(part) ?? []);
    done.set(path, expressionOf(path, items));
  }
  return done.get(root);
}

function expressionOf(
  path: Exclude<PathValue, { readonly kind: "test" }>,
  items: readonly RegularExpression[],
): RegularExpression {
  switch (path.kind) {
    case "letter":
      return { kind: "letter", condition: path.condition };
    case "sequence":
      return { kind: "concatenation", items };
    case "union":
      return { kind: "union", items };
    case "star":
      return { kind: "repetition", item: items[0] ?? { kind: "concatenation", items: [] }, minimum: 0 };
  }
}

/** Whether the empty word is in the language. */
function isNullable(root: RegularExpression): boolean {
  const done = new Map<RegularExpression, boolean>();
  const stack = [root];
  for (let expression = stack.at(-1); expression !== undefined; expression = stack.at(-1)) {
    const parts =
      expression.kind === "letter" ? [] : expression.kind === "repetition" ? [expression.item] : expression.items;
    const waiting = parts.filter((part) => !done.has(part));
    if (waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    const values = parts.map((part) => done.get(part) === true);
    const nullable =
      expression.kind === "letter"
        ? false
        : expression.kind === "union"
          ? values.includes(true)
          : (expression.kind === "repetition" && expression.minimum === 0) || values.every(Boolean);
    done.set(expression, nullable);
  }
  return done.get(root) === true;
}

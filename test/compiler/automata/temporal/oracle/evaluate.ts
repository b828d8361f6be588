import type {
  RegularExpression,
  TemporalFormula,
  Window,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { unreachable } from "../../../../../src/compiler/unreachable.js";
import { inOrder, type Part } from "./parts.js";

/** A letter is a number whose bit k says whether atom k holds; a trace is not empty. */
export type Trace = readonly number[];

/** By position of the trace. */
type Truths = readonly boolean[];
/** By pair of cuts i ≤ j of the trace, at i · (n + 1) + j: is the word between them in the language? Cut i is before letter i. */
type Spans = readonly boolean[];

/** Whether the formula holds at a position of the trace, by the definitions of its operators. */
export function evaluate(formula: TemporalFormula, trace: Trace, position = 0): boolean {
  return evaluator(formula)(trace)[position] === true;
}

/**
 * The truths of a formula at all positions of a trace. Each operator is its definition, read as quantifiers over positions: no rewriting, no
 * derivative, no automaton, so that it can judge those. Subformulas are evaluated once per position.
 */
export function evaluator(formula: TemporalFormula): (trace: Trace) => Truths {
  const order = inOrder(formula);
  return (trace) => {
    if (trace.length === 0) throw new Error("LTLf has no empty trace");
    const values = new Map<Part, readonly boolean[]>();
    const of = (part: Part): readonly boolean[] => values.get(part) ?? [];
    for (const part of order)
      values.set(part, isExpression(part) ? spans(part, trace.length, of) : truths(part, trace, of));
    return of(formula);
  };
}

function isExpression(part: Part): part is RegularExpression {
  return ["letter", "concatenation", "union", "repetition"].includes(part.kind);
}

function truths(formula: TemporalFormula, trace: Trace, of: (part: Part) => readonly boolean[]): Truths {
  const n = trace.length;
  const at = (holds: (i: number) => boolean): Truths => trace.map((_, i) => holds(i));
  switch (formula.kind) {
    case "constant":
      return at(() => formula.value);
    case "atom":
      return at((i) => (((trace[i] as number) >>> formula.atom) & 1) === 1);
    case "not": {
      const operand = of(formula.operand);
      return at((i) => !operand[i]);
    }
    case "and": {
      const operands = formula.operands.map(of);
      return at((i) => operands.every((operand) => operand[i]));
    }
    case "or": {
      const operands = formula.operands.map(of);
      return at((i) => operands.some((operand) => operand[i]));
    }
    case "xor": {
      const [left, right] = [of(formula.left), of(formula.right)];
      return at((i) => left[i] !== right[i]);
    }
    case "next": {
      const operand = of(formula.operand);
      return at((i) => i + 1 < n && operand[i + 1] === true);
    }
    case "weak-next": {
      const operand = of(formula.operand);
      return at((i) => i + 1 >= n || operand[i + 1] === true);
    }
    case "previously": {
      const operand = of(formula.operand);
      return at((i) => i > 0 && operand[i - 1] === true);
    }
    case "weak-previously": {
      const operand = of(formula.operand);
      return at((i) => i === 0 || operand[i - 1] === true);
    }
    case "eventually": {
      const operand = of(formula.operand);
      return at((i) => some(ahead(i, n, formula.window), (j) => operand[j] === true));
    }
    case "always": {
      const operand = of(formula.operand);
      return at((i) => every(ahead(i, n, formula.window), (j) => operand[j] === true));
    }
    case "once": {
      const operand = of(formula.operand);
      return at((i) => some(behind(i, formula.window), (j) => operand[j] === true));
    }
    case "historically": {
      const operand = of(formula.operand);
      return at((i) => every(behind(i, formula.window), (j) => operand[j] === true));
    }
    case "until": {
      const [left, right] = [of(formula.left), of(formula.right)];
      const kept = (i: number, j: number): boolean => every([i, j - 1], (k) => left[k] === true);
      return at((i) => some(ahead(i, n, formula.window), (j) => right[j] === true && kept(i, j)));
    }
    case "release": {
      const [left, right] = [of(formula.left), of(formula.right)];
      const freed = (i: number, j: number): boolean => some([i, j - 1], (k) => left[k] === true);
      return at((i) => every(ahead(i, n, formula.window), (j) => right[j] === true || freed(i, j)));
    }
    case "since": {
      const [left, right] = [of(formula.left), of(formula.right)];
      const kept = (i: number, j: number): boolean => every([j + 1, i], (k) => left[k] === true);
      return at((i) => some(behind(i, formula.window), (j) => right[j] === true && kept(i, j)));
    }
    case "trigger": {
      const [left, right] = [of(formula.left), of(formula.right)];
      const freed = (i: number, j: number): boolean => some([j + 1, i], (k) => left[k] === true);
      return at((i) => every(behind(i, formula.window), (j) => right[j] === true || freed(i, j)));
    }
    case "matches": {
      const words = of(formula.expression);
      const whole = (i: number): boolean => words[i * (n + 1) + n] === true;
      const prefix = (i: number): boolean => some([i, n], (j) => words[i * (n + 1) + j] === true);
      return at(formula.exactly ? whole : prefix);
    }
    default:
      return unreachable(formula);
  }
}

/** Both ends included; empty if the first is greater. */
type Range = readonly [from: number, to: number];

function ahead(i: number, n: number, { low, high }: Window = { low: 0, high: Infinity }): Range {
  return [i + low, Math.min(n - 1, i + high)];
}

function behind(i: number, { low, high }: Window = { low: 0, high: Infinity }): Range {
  return [Math.max(0, i - high), i - low];
}

function some([from, to]: Range, holds: (position: number) => boolean): boolean {
  for (let position = from; position <= to; position++) if (holds(position)) return true;
  return false;
}

function every(range: Range, holds: (position: number) => boolean): boolean {
  return !some(range, (position) => !holds(position));
}

function spans(expression: RegularExpression, n: number, of: (part: Part) => readonly boolean[]): Spans {
  switch (expression.kind) {
    case "letter": {
      const condition = of(expression.condition);
      return relation(n, (i, j) => j === i + 1 && condition[i] === true);
    }
    case "concatenation":
      return expression.items.reduce<Spans>((words, item) => concatenated(n, words, of(item)), onlyEmpty(n));
    case "union": {
      const items = expression.items.map(of);
      return relation(n, (i, j) => items.some((item) => item[i * (n + 1) + j]));
    }
    case "repetition": {
      const item = of(expression.item);
      let power = onlyEmpty(n);
      for (let count = 0; count < expression.minimum; count++) power = concatenated(n, power, item);
      // A word of up to n letters has at most n parts that are not empty, so more than n further parts add no words.
      const further = Math.min((expression.maximum ?? Infinity) - expression.minimum, n);
      if (further < 0) return relation(n, () => false);
      let words = power;
      for (let count = 0; count < further; count++) {
        power = concatenated(n, power, item);
        const [before, more] = [words, power];
        words = relation(n, (i, j) => before[i * (n + 1) + j] === true || more[i * (n + 1) + j] === true);
      }
      return words;
    }
    default:
      return unreachable(expression);
  }
}

function relation(n: number, holds: (i: number, j: number) => boolean): Spans {
  const spans: boolean[] = [];
  for (let i = 0; i <= n; i++) for (let j = 0; j <= n; j++) spans.push(i <= j && holds(i, j));
  return spans;
}

function onlyEmpty(n: number): Spans {
  return relation(n, (i, j) => i === j);
}

function concatenated(n: number, left: Spans, right: Spans): Spans {
  return relation(n, (i, j) => some([i, j], (k) => left[i * (n + 1) + k] === true && right[k * (n + 1) + j] === true));
}

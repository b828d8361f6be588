import type {
  RegularExpression,
  TemporalFormula,
  Window,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { unreachable } from "../../../../../src/compiler/unreachable.js";

/**
 * The formula at position 0 as a MONA program in monadic second-order logic over strings: `m2l-str`, one set variable for each atom
 * (De Giacomo and Vardi 2013 for the first-order part; Büchi 1960 for sequences). The text grows with the formula as a tree.
 */
export function monaText(formula: TemporalFormula, atoms: number): string {
  const names = Array.from({ length: atoms }, (_, atom) => `P${atom}`);
  const declared = atoms === 0 ? "" : `var2 ${names.join(", ")};\n`;
  return `m2l-str;\n${declared}ex1 x: x=0 & ${new Encoder().at(formula, "x")};\n`;
}

class Encoder {
  #variables = 0;

  /** The formula at the position that the variable stands for. */
  at(formula: TemporalFormula, x: string): string {
    switch (formula.kind) {
      case "constant":
        return formula.value ? "true" : "false";
      case "atom":
        return `${x} in P${formula.atom}`;
      case "not":
        return `~(${this.at(formula.operand, x)})`;
      case "and":
        return joined(
          formula.operands.map((operand) => this.at(operand, x)),
          "&",
          "true",
        );
      case "or":
        return joined(
          formula.operands.map((operand) => this.at(operand, x)),
          "|",
          "false",
        );
      case "xor":
        return `~(${this.at(formula.left, x)} <=> ${this.at(formula.right, x)})`;
      case "next":
        return this.#some((y) => [`${y}=${x}+1`, this.at(formula.operand, y)]);
      case "weak-next":
        return this.#every((y) => [`${y}=${x}+1`, this.at(formula.operand, y)]);
      case "previously":
        return this.#some((y) => [`${x}=${y}+1`, this.at(formula.operand, y)]);
      case "weak-previously":
        return this.#every((y) => [`${x}=${y}+1`, this.at(formula.operand, y)]);
      case "eventually":
        return this.#some((y) => [between(x, y, formula.window), this.at(formula.operand, y)]);
      case "always":
        return this.#every((y) => [between(x, y, formula.window), this.at(formula.operand, y)]);
      case "once":
        return this.#some((y) => [between(y, x, formula.window), this.at(formula.operand, y)]);
      case "historically":
        return this.#every((y) => [between(y, x, formula.window), this.at(formula.operand, y)]);
      case "until":
        return this.#some((y) => {
          const kept = this.#every((z) => [`${x}<=${z} & ${z}<${y}`, this.at(formula.left, z)]);
          return [between(x, y, formula.window), `${this.at(formula.right, y)} & ${kept}`];
        });
      case "release":
        return this.#every((y) => {
          const freed = this.#some((z) => [`${x}<=${z} & ${z}<${y}`, this.at(formula.left, z)]);
          return [between(x, y, formula.window), `(${this.at(formula.right, y)} | ${freed})`];
        });
      case "since":
        return this.#some((y) => {
          const kept = this.#every((z) => [`${y}<${z} & ${z}<=${x}`, this.at(formula.left, z)]);
          return [between(y, x, formula.window), `${this.at(formula.right, y)} & ${kept}`];
        });
      case "trigger":
        return this.#every((y) => {
          const freed = this.#some((z) => [`${y}<${z} & ${z}<=${x}`, this.at(formula.left, z)]);
          return [between(y, x, formula.window), `(${this.at(formula.right, y)} | ${freed})`];
        });
      case "matches": {
        const { expression, exactly } = formula;
        if (!exactly && hasEmptyWord(expression)) return "true";
        const last = (y: string): string => (exactly ? ` & ${this.#every((z) => ["true", `${z}<=${y}`])}` : "");
        return this.#some((y) => [`${x}<=${y}${last(y)}`, this.#word(expression, x, y)]);
      }
      default:
        return unreachable(formula);
    }
  }

  /** The letters from position x to position y, both included, are a word. */
  #word(expression: RegularExpression, x: string, y: string): string {
    switch (expression.kind) {
      case "letter":
        return `(${x}=${y} & ${this.at(expression.condition, x)})`;
      case "concatenation":
        return this.#words(expression.items, x, y);
      case "union":
        return joined(
          expression.items.map((item) => this.#word(item, x, y)),
          "|",
          "false",
        );
      case "repetition": {
        const { item, maximum = Infinity } = expression;
        if (maximum < expression.minimum) return "false";
        const minimum = hasEmptyWord(item) ? 0 : expression.minimum;
        if (minimum > 0) {
          const rest = { ...expression, minimum: 0, ...(maximum === Infinity ? {} : { maximum: maximum - minimum }) };
          return this.#words([...Array.from({ length: minimum }, () => item), rest], x, y);
        }
        if (maximum === Infinity) return this.#repeated(item, x, y);
        if (maximum === 0) return "false";
        const optional = { kind: "repetition", item, minimum: 0, maximum: maximum - 1 } as const;
        return maximum === 1 ? this.#word(item, x, y) : this.#words([item, optional], x, y, true);
      }
      default:
        return unreachable(expression);
    }
  }

  /** One word of each item in turn; `further`: the first word is not empty, whatever the item says. */
  #words(items: readonly RegularExpression[], x: string, y: string, further = false): string {
    const [first, ...rest] = items;
    if (first === undefined) return "false";
    if (rest.length === 0) return this.#word(first, x, y);
    const choices: string[] = [];
    if (rest.every(hasEmptyWord)) choices.push(this.#word(first, x, y));
    if (hasEmptyWord(first) && !further) choices.push(this.#words(rest, x, y));
    const start = this.#variable();
    choices.push(
      this.#some((end) => [
        `${x}<=${end} & ${end}<${y}`,
        `${this.#word(first, x, end)} & (ex1 ${start}: ${start}=${end}+1 & ${this.#words(rest, start, y)})`,
      ]),
    );
    return joined(choices, "|", "false");
  }

  /** Some set has the first positions of the repetitions: from each of them to the next one (or to y) there is one word. */
  #repeated(item: RegularExpression, x: string, y: string): string {
    const starts = `B${this.#variable()}`;
    const [start, end, between] = [this.#variable(), this.#variable(), this.#variable()];
    const ends = `(${end}=${y} | ${end}+1 in ${starts}) & ~(ex1 ${between}: ${start}<${between} & ${between}<=${end} & ${between} in ${starts})`;
    const repetition = `${start} in ${starts} & ${x}<=${start} & ${start}<=${end} & ${end}<=${y} & ${ends}`;
    return `(ex2 ${starts}: ${x} in ${starts} & (all1 ${start}, ${end}: (${repetition}) => ${this.#word(item, start, end)}))`;
  }

  #some(body: (y: string) => readonly [range: string, holds: string]): string {
    const y = this.#variable();
    const [range, holds] = body(y);
    return `(ex1 ${y}: ${range} & ${holds})`;
  }

  #every(body: (y: string) => readonly [range: string, holds: string]): string {
    const y = this.#variable();
    const [range, holds] = body(y);
    return `(all1 ${y}: (${range}) => (${holds}))`;
  }

  #variable(): string {
    return `x${this.#variables++}`;
  }
}

function joined(parts: readonly string[], operator: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.join(` ${operator} `)})`;
}

/** y is x and a distance in the window. */
function between(x: string, y: string, { low, high }: Window = { low: 0, high: Infinity }): string {
  const from = low === 0 ? `${x}<=${y}` : `${x}+${low}<=${y}`;
  return high === Infinity ? from : `${from} & ${y}<=${high === 0 ? x : `${x}+${high}`}`;
}

function hasEmptyWord(expression: RegularExpression): boolean {
  switch (expression.kind) {
    case "letter":
      return false;
    case "concatenation":
      return expression.items.every(hasEmptyWord);
    case "union":
      return expression.items.some(hasEmptyWord);
    case "repetition": {
      const { item, minimum, maximum = Infinity } = expression;
      return maximum >= minimum && (minimum === 0 || hasEmptyWord(item));
    }
    default:
      return unreachable(expression);
  }
}

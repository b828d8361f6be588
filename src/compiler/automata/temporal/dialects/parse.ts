import type { Place } from "../../syntax-problem.js";
import type { Bracket, Dialect, InfixMeaning, OperandToken, OperatorToken, PrefixMeaning } from "./dialect.js";
import type { FormulaProblem, FormulaTree, WrittenBounds } from "./tree.js";

export type ParsedFormula = { readonly tree: FormulaTree } | { readonly problem: FormulaProblem };

interface Found<T> {
  readonly token: T;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly place: Place;
}

/** What waits on the stack for its right operand. */
type Pending =
  | {
      readonly kind: "prefix";
      readonly meaning: PrefixMeaning;
      readonly bounds?: WrittenBounds;
      readonly place: Place;
    }
  | {
      readonly kind: "modality";
      readonly meaning: "diamond" | "box";
      readonly expression: FormulaTree;
      readonly place: Place;
    }
  | { readonly kind: "infix"; readonly meaning: InfixMeaning; readonly left: FormulaTree }
  | { readonly kind: "bracket"; readonly bracket: Bracket; readonly place: Place };

const closing: Readonly<Record<Bracket, string>> = { parenthesis: ")", diamond: ">", box: "]" };

/**
 * Operator-precedence parsing by the dialect's table (Floyd 1963), with a stack of its own, so that depth is bounded by memory only. What is read next depends on whether
 * an operand is due: `U` is an operator after one, and may be a name before. Stops at the first mistake.
 */
export function parseFormula(text: string, dialect: Dialect): ParsedFormula {
  const reader = new Reader(text, dialect);
  const pending: Pending[] = [];
  for (;;) {
    const operand = reader.operand(pending);
    if ("problem" in operand) return operand;
    if (operand.tree === undefined) continue;
    let value = operand.tree;
    for (;;) {
      const next = reader.next(dialect.operators);
      if (next === undefined) {
        value = reduce(pending, value, -1, dialect);
        const open = pending.at(-1);
        if (!reader.atEnd)
          return reader.expected(open === undefined ? "an operator" : `an operator or \`${closer(open)}\``);
        if (open?.kind === "bracket") return unclosed(open);
        return { tree: value };
      }
      if (next.token.kind === "close") {
        value = reduce(pending, value, -1, dialect);
        const open = pending.pop();
        if (open?.kind !== "bracket" || open.bracket !== next.token.bracket)
          return syntax(
            next.place,
            `\`${text.slice(next.place.start, next.place.end)}\``,
            open === undefined ? "an operator" : `\`${closer(open)}\``,
          );
        const place = { start: open.place.start, end: next.place.end };
        if (open.bracket === "parenthesis") {
          value = value.kind === "operation" ? { ...value, parenthesised: true, place } : { ...value, place };
          continue;
        }
        pending.push({ kind: "modality", meaning: open.bracket, expression: value, place });
        break;
      }
      const level = levelOf(dialect, next.token.meaning);
      const { associativity } = dialect.levels[level] ?? { associativity: "left" };
      value = reduce(pending, value, associativity === "left" ? level : level + 1, dialect);
      if (next.token.kind === "postfix") {
        const place = { start: value.place.start, end: next.place.end };
        value = { kind: "operation", meaning: next.token.meaning, operands: [value], parenthesised: false, place };
        continue;
      }
      pending.push({ kind: "infix", meaning: next.token.meaning, left: value });
      break;
    }
  }
}

/** Applies what waits, down to the next bracket, as long as it binds at least as tightly as `floor`. */
function reduce(pending: Pending[], operand: FormulaTree, floor: number, dialect: Dialect): FormulaTree {
  let value = operand;
  for (let top = pending.at(-1); top !== undefined && top.kind !== "bracket"; top = pending.at(-1)) {
    const strength = top.kind === "infix" ? levelOf(dialect, top.meaning) : Infinity;
    if (strength < floor) break;
    pending.pop();
    switch (top.kind) {
      case "infix":
        value = joined(top.meaning, top.left, value, dialect);
        break;
      case "prefix": {
        const { meaning, bounds } = top;
        const place = { start: top.place.start, end: value.place.end };
        value = {
          kind: "operation",
          meaning,
          operands: [value],
          parenthesised: false,
          place,
          ...(bounds === undefined ? {} : { bounds }),
        };
        break;
      }
      case "modality": {
        const place = { start: top.place.start, end: value.place.end };
        value = {
          kind: "operation",
          meaning: top.meaning,
          operands: [top.expression, value],
          parenthesised: false,
          place,
        };
        break;
      }
    }
  }
  return value;
}

function joined(meaning: InfixMeaning, left: FormulaTree, right: FormulaTree, dialect: Dialect): FormulaTree {
  const place = { start: left.place.start, end: right.place.end };
  const chain = dialect.levels[levelOf(dialect, meaning)]?.associativity === "chain";
  const goesOn = chain && right.kind === "operation" && right.meaning === meaning && !right.parenthesised;
  const operands = goesOn && right.kind === "operation" ? [left, ...right.operands] : [left, right];
  return { kind: "operation", meaning, operands, parenthesised: false, place };
}

function levelOf(dialect: Dialect, meaning: Dialect["levels"][number]["meanings"][number]): number {
  return dialect.levels.findIndex(({ meanings }) => meanings.includes(meaning));
}

function closer(open: Pending): string {
  return open.kind === "bracket" ? closing[open.bracket] : ")";
}

function unclosed(open: Pending & { readonly kind: "bracket" }): { readonly problem: FormulaProblem } {
  return syntax(open.place, "a bracket that is never closed", `\`${closing[open.bracket]}\``);
}

function syntax(place: Place, found: string, expected: string): { readonly problem: FormulaProblem } {
  return { problem: { kind: "syntax", place, found, expected } };
}

/** Cuts one token after the other out of the text. */
class Reader {
  #at = 0;

  constructor(
    readonly text: string,
    readonly dialect: Dialect,
  ) {
    this.#skip();
  }

  get atEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Reads prefix operators and opening brackets onto the stack, then an operand. `tree` is absent after a prefix or bracket. */
  operand(pending: Pending[]): { readonly tree: FormulaTree | undefined } | { readonly problem: FormulaProblem } {
    const next = this.next(this.dialect.operands);
    if (next === undefined) return this.expected("a formula");
    const { token, groups, place } = next;
    switch (token.kind) {
      case "prefix": {
        const bounds = boundsOf(groups);
        pending.push({ kind: "prefix", meaning: token.meaning, place, ...(bounds === undefined ? {} : { bounds }) });
        return { tree: undefined };
      }
      case "open":
        pending.push({ kind: "bracket", bracket: token.bracket, place });
        return { tree: undefined };
      case "constant":
        return { tree: { kind: "constant", meaning: token.meaning, place } };
      case "atom": {
        const name = groups["name"] ?? (groups["quoted"] ?? "").replace(/\\(.)/gsu, "$1");
        return { tree: { kind: "atom", name, place } };
      }
    }
  }

  next<T extends OperandToken | OperatorToken>(tokens: readonly T[]): Found<T> | undefined {
    for (const token of tokens) {
      token.pattern.lastIndex = this.#at;
      const match = token.pattern.exec(this.text);
      if (match === null) continue;
      const place = { start: this.#at, end: this.#at + match[0].length };
      this.#at = place.end;
      this.#skip();
      return { token, groups: match.groups ?? {}, place };
    }
    return undefined;
  }

  /** The problem that the text goes on with something else. */
  expected(expected: string): { readonly problem: FormulaProblem } {
    if (this.atEnd)
      return syntax({ start: this.text.length, end: this.text.length }, "the end of the formula", expected);
    const word = /[\p{L}\p{N}_.]+|[^\s]/uy;
    word.lastIndex = this.#at;
    const found = word.exec(this.text)?.[0] ?? "";
    return syntax({ start: this.#at, end: this.#at + found.length }, `\`${found}\``, expected);
  }

  #skip(): void {
    const { blank } = this.dialect;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.text)?.[0].length ?? 0;
  }
}

function boundsOf({ low, to, high, strong }: Found<unknown>["groups"]): WrittenBounds | undefined {
  if (low === undefined) return undefined;
  const upper = high === undefined || high === "$" || high === "inf" ? Infinity : Number(high);
  return { low: Number(low), ...(to === undefined ? {} : { high: upper }), strong: strong === "!" };
}

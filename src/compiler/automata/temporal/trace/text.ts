import type { Place, SyntaxProblem } from "../../syntax-problem.js";
import type { Letter, Trace } from "./letter.js";

interface Token {
  readonly kind: "separator" | "line" | "comma" | "none" | "atom" | "unknown";
  /** The name of an atom, without quotes. */
  readonly text: string;
  readonly place: Place;
}

/**
 * Reads `a; a, b; -`: one letter after the other, separated by `;` or line ends, each the atoms that hold, or `-` for none. Atoms that are not names stand in double
 * quotes. Blank lines and a separator at the end say nothing.
 */
export function readTrace(
  text: string,
  atoms: readonly string[],
): { readonly trace: Trace; readonly problems: readonly SyntaxProblem[] } {
  const indices = new Map(atoms.map((name, index) => [name, index]));
  const problems: SyntaxProblem[] = [];
  const trace: Letter[] = [];
  let inside: Token[] = [];
  const end: Token = { kind: "line", text: "", place: { start: text.length, end: text.length } };
  for (const token of [...tokens(text), end]) {
    if (token.kind !== "separator" && token.kind !== "line") {
      inside.push(token);
      continue;
    }
    if (inside.length > 0) trace.push(readLetter(inside, token.place, indices, problems));
    else if (token.kind === "separator")
      problems.push({ place: token.place, found: "an empty letter", expected: "atoms, or `-` where none holds" });
    inside = [];
  }
  return { trace, problems };
}

/** The atoms of one letter, with commas between them. */
function readLetter(
  tokens: readonly Token[],
  end: Place,
  indices: ReadonlyMap<string, number>,
  problems: SyntaxProblem[],
): Letter {
  const letter = Array.from(indices, () => false);
  if (tokens.length === 1 && tokens[0]?.kind === "none") return letter;
  tokens.forEach((token, position) => {
    const expected = position % 2 === 1 ? "`,` or `;`" : expectedAtom(indices);
    const index = token.kind === "atom" ? indices.get(token.text) : undefined;
    const fits = position % 2 === 1 ? token.kind === "comma" : index !== undefined;
    if (!fits) problems.push({ place: token.place, found: `\`${token.text}\``, expected });
    else if (index !== undefined) letter[index] = true;
  });
  if (tokens.length % 2 === 0)
    problems.push({ place: end, found: "the end of the letter", expected: expectedAtom(indices) });
  return letter;
}

function tokens(text: string): readonly Token[] {
  const pattern = /[ \t]+|(\r\n|[\r\n])|(;)|(,)|"((?:[^"\\\r\n]|\\.)*)"|([^\s;,"]+)|(.)/suy;
  const found: Token[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, line, separator, comma, quoted, plain, unknown] = match;
    const place = { start: match.index, end: match.index + whole.length };
    const add = (kind: Token["kind"], content: string): number => found.push({ kind, text: content, place });
    if (line !== undefined) add("line", line);
    else if (separator !== undefined) add("separator", separator);
    else if (comma !== undefined) add("comma", comma);
    else if (quoted !== undefined) add("atom", quoted.replace(/\\(.)/gu, "$1"));
    else if (plain !== undefined) add(plain === "-" ? "none" : "atom", plain);
    else if (unknown !== undefined) add("unknown", unknown);
  }
  return found;
}

function expectedAtom(indices: ReadonlyMap<string, number>): string {
  if (indices.size === 0) return "`-`: the formula has no atoms";
  return indices.size > 8
    ? "an atom of the formula"
    : `one of ${[...indices.keys()].map((name) => `\`${name}\``).join(", ")}`;
}

/** The trace as `readTrace` reads it, on one line. */
export function writeTrace(trace: Trace, atoms: readonly string[]): string {
  return trace.map((letter) => writeLetter(letter, atoms)).join("; ");
}

/** `a, b`, or `-` where nothing holds. */
export function writeLetter(letter: Letter, atoms: readonly string[]): string {
  const held = atoms.filter((_, index) => letter[index] === true);
  return held.length === 0 ? "-" : held.map(writeAtom).join(", ");
}

function writeAtom(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}

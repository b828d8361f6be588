import type { SyntaxProblem } from "../syntax-problem.js";
import { Cursor, LineProblem } from "./cursor.js";
import type { TextEdge, TextLiteral, TextMachine, TextReward } from "./text-machine.js";
import { tokens } from "./tokens.js";

export interface ReadText {
  /** What could be read; absent when a line is broken. */
  readonly machine?: TextMachine;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads a machine from its text. The original evaluates each line as code; here every line is parsed, and nothing is run. */
export function readText(text: string): ReadText {
  const lines = cursors(text);
  const problems: SyntaxProblem[] = [];
  const attempt = <T>(cursor: Cursor | undefined, expected: string, read: (cursor: Cursor) => T): T | undefined => {
    try {
      const found = cursor ?? new Cursor([], { start: text.length, end: text.length });
      if (cursor === undefined) found.fail(expected);
      const value = read(found);
      found.done();
      return value;
    } catch (error) {
      if (!(error instanceof LineProblem)) throw error;
      problems.push(error.problem);
      return undefined;
    }
  };
  const initial = attempt(lines[0], "the initial state", (cursor) => cursor.whole("the initial state, a whole number"));
  const terminals = attempt(lines[1], "the list of terminal states", readTerminals);
  const edges = lines.slice(2).map((cursor) => attempt(cursor, "an edge", readEdge));
  if (problems.length > 0 || initial === undefined || terminals === undefined) return { problems };
  return { machine: { initial, terminals, edges: edges.filter((edge) => edge !== undefined) }, problems };
}

/** One cursor for each line that says something. */
function cursors(text: string): readonly Cursor[] {
  const found: Cursor[] = [];
  const line = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
  for (let match = line.exec(text); match !== null && match[0] !== ""; match = line.exec(text)) {
    const content = match[0].replace(/[\r\n]+$/, "");
    const end = match.index + content.length;
    const inside = tokens(content, match.index);
    if (inside.length > 0) found.push(new Cursor(inside, { start: end, end }));
  }
  return found;
}

function readTerminals(cursor: Cursor): readonly number[] {
  cursor.mark("[");
  const found: number[] = [];
  while (!cursor.try("]")) {
    found.push(cursor.whole("a terminal state, a whole number"));
    if (!cursor.try(",")) {
      cursor.mark("]");
      break;
    }
  }
  return found;
}

function readEdge(cursor: Cursor): TextEdge {
  const start = cursor.peek?.place.start ?? cursor.end.start;
  cursor.mark("(");
  const from = cursor.whole("the state that the edge leaves");
  cursor.mark(",");
  const to = cursor.whole("the state that the edge leads to");
  cursor.mark(",");
  const guard = cursor.take("string", "a guard in quotes");
  // The quote is one character wide on each side.
  const inner = new Cursor(tokens(guard.text, guard.place.start + 1), {
    start: guard.place.end - 1,
    end: guard.place.end,
  });
  const disjunction = readGuard(inner);
  inner.done();
  cursor.mark(",");
  const reward = readReward(cursor);
  const end = cursor.peek?.place.end ?? cursor.end.end;
  cursor.mark(")");
  return { from, to, guard: disjunction, reward, place: { start, end } };
}

/** `|` over `&` over `!`; `True` and `False`. */
function readGuard(cursor: Cursor): TextEdge["guard"] {
  const cubes: (readonly TextLiteral[])[] = [];
  do {
    const cube: TextLiteral[] = [];
    let impossible = false;
    do {
      const start = cursor.peek?.place.start ?? cursor.end.start;
      let negated = false;
      while (cursor.try("!") || cursor.try("~")) negated = !negated;
      const token = cursor.take("name", "the name of a label");
      if (token.text === "True" || token.text === "False") impossible ||= (token.text === "False") !== negated;
      else cube.push({ label: token.text, negated, place: { start, end: token.place.end } });
    } while (cursor.try("&"));
    if (!impossible) cubes.push(cube);
  } while (cursor.try("|"));
  return cubes;
}

function readReward(cursor: Cursor): TextReward {
  const start = cursor.peek;
  if (start === undefined) return cursor.fail("a reward");
  if (start.kind === "number")
    return { function: undefined, arguments: [Number(cursor.take("number", "a reward").text)], place: start.place };
  const name = cursor.take("name", "a reward");
  cursor.mark("(");
  const values: number[] = [];
  let end = cursor.peek?.place.end ?? name.place.end;
  while (!cursor.try(")")) {
    values.push(Number(cursor.take("number", "a number").text));
    end = cursor.peek?.place.end ?? end;
    if (!cursor.try(",")) {
      cursor.mark(")");
      break;
    }
  }
  return { function: name.text, arguments: values, place: { start: name.place.start, end } };
}

import type { EnvironmentDefinition } from "../environment.js";
import { WritingEnvironment, type WritingTask } from "./writing-environment.js";

const digits = Array.from({ length: 10 }, (_, digit) => `D${digit}`);
const tokens = [...digits, "Open", "Close", "Stop"];
const [open, close, stop] = [10, 11, 12];
/** Summands are 0 to 4. */
const summands = 5;
const limit = 6;
const seen = 2 * summands + tokens.length + 1 + limit;

/**
 * Sums of two numbers as they are asked of a language model: the answer, a digit, stands between `Open` and `Close`, and `Stop` ends it. The writer sees the summands, the last token and its place. Right answers
 * are rare at first, so that the format is a task of its own.
 */
const task: WritingTask = {
  name: "sums",
  tokens,
  prompts: summands * summands,
  limit,
  observation: seen,
  observe: (prompt, written, into) => {
    const [a, b] = summandsOf(prompt);
    into[a] = 1;
    into[summands + b] = 1;
    // Behind the tokens stands a place for none yet.
    into[2 * summands + (written.at(-1) ?? tokens.length)] = 1;
    if (written.length < limit) into[seen - limit + written.length] = 1;
  },
  signals: [
    { name: "token", dtype: "int", shape: [], members: tokens },
    { name: "a", dtype: "int", shape: [] },
    { name: "b", dtype: "int", shape: [] },
    // The number between the tags; −1 where the text is not exactly that.
    { name: "answer", dtype: "int", shape: [] },
    { name: "formatted", dtype: "bool", shape: [] },
    { name: "correct", dtype: "bool", shape: [] },
  ],
  values: (prompt, written) => {
    const [a, b] = summandsOf(prompt);
    const answer = answerOf(written);
    return [written.at(-1) ?? 0, a, b, answer, Number(answer >= 0), Number(answer === a + b)];
  },
  isOver: (_, written) => written.at(-1) === stop,
};

function summandsOf(prompt: number): readonly [a: number, b: number] {
  return [Math.floor(prompt / summands), prompt % summands];
}

/** The number of an answer that is exactly `Open`, digits, `Close`, `Stop`. */
function answerOf(written: readonly number[]): number {
  const inside = written.slice(1, -2);
  const framed = written[0] === open && written.at(-2) === close && written.at(-1) === stop;
  if (!framed || inside.length === 0 || inside.some((token) => token > 9)) return -1;
  return Number(inside.join(""));
}

export const sums: EnvironmentDefinition = {
  name: "sums",
  summary: "write the sum of two small numbers between tags, token by token",
  create: (options) => new WritingEnvironment(task, options),
};

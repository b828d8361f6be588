import type { EnvironmentDefinition } from "../environment.js";
import { WritingEnvironment, type WritingTask } from "./writing-environment.js";

const letters = ["A", "B", "C", "D"];
const tokens = [...letters, "Stop"];
const limit = 12;
const seen = tokens.length + limit;

/** Strings of four letters, ended by `Stop` or cut off: what makes one good is for the spec to say, by an objective over `letter`. The writer sees its last letter and its place. */
const task: WritingTask = {
  name: "strings",
  tokens,
  prompts: 1,
  limit,
  observation: seen,
  observe: (_, written, into) => {
    const last = written.at(-1);
    if (last !== undefined) into[last] = 1;
    if (written.length < limit) into[tokens.length + written.length] = 1;
  },
  signals: [
    { name: "letter", dtype: "int", shape: [], members: tokens },
    { name: "letters", dtype: "int", shape: [] },
  ],
  values: (_, written) => [written.at(-1) ?? 0, written.filter((token) => token < letters.length).length],
  isOver: (_, written) => written.at(-1) === letters.length,
};

export const strings: EnvironmentDefinition = {
  name: "strings",
  summary: "write a string of the letters A to D; the spec says which are good",
  create: (options) => new WritingEnvironment(task, options),
};

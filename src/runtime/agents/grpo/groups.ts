import type { GroupRecord } from "../../logging/records.js";
import type { RandomStream } from "../../random/index.js";
import type { Answers } from "./answers.js";
import type { Judgement } from "./judge.js";

/** Prompts for an update, different ones as long as there are any. */
export function drawPrompts(count: number, prompts: number, random: RandomStream): Int32Array {
  const drawn: number[] = [];
  while (drawn.length < count) drawn.push(...random.permutation(prompts).slice(0, count - drawn.length));
  return Int32Array.from(drawn);
}

/** What became of each group: rows of group g are g·members and those after it. */
export function groupRecords(
  update: number,
  members: number,
  { prompts, steps }: Answers,
  { returns, advantages, kept }: Judgement,
): readonly GroupRecord[] {
  const rows = prompts.length;
  return Array.from({ length: rows / members }, (_, group) => {
    const own = Array.from({ length: members }, (__, member) => group * members + member);
    const mean = own.reduce((sum, row) => sum + (returns[row] ?? 0), 0) / members;
    const squares = own.reduce((sum, row) => sum + ((returns[row] ?? 0) - mean) ** 2, 0);
    const flat = own.every((row) => {
      for (let step = 0; step < steps; step++) if (advantages[step * rows + row] !== 0) return false;
      return true;
    });
    return {
      v: 1,
      type: "group",
      update,
      prompt: prompts[group * members] ?? 0,
      episodes: members,
      return: mean,
      deviation: Math.sqrt(squares / members),
      flat,
      kept: kept[group] === 1,
    };
  });
}

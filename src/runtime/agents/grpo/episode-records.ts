import type { SpecDescriptor } from "../../kernel/descriptor.js";
import type { EpisodeRecord } from "../../logging/records.js";
import type { Answers } from "./answers.js";
import type { Judgement } from "./judge.js";

/** The episodes that ended, as they are logged. `steps` is the learner's clock after them. */
export function episodeRecords(
  { causes: names }: SpecDescriptor,
  { lengths, causes }: Answers,
  { ended, terminated, returns, shaped, terms, shapings }: Judgement,
  steps: number,
): readonly EpisodeRecord[] {
  const at = (columns: Readonly<Record<string, Float32Array>>, row: number): Record<string, number> =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row] ?? 0]));
  return Array.from(lengths, (length, row): EpisodeRecord => ({
    v: 1,
    type: "episode",
    steps,
    environment: row,
    length,
    return: returns[row] ?? 0,
    shaped: shaped[row] ?? 0,
    terms: at(terms, row),
    shapings: at(shapings, row),
    machines: {},
    end: terminated[row] === 1 ? "terminated" : "truncated",
    cause: names[causes[row] ?? -1] ?? "?",
  })).filter((_, row) => ended[row] === 1);
}

import type { TypedTestEpisode, TypedTestValue } from "../../compiler/check/typed.js";
import type { Program } from "../../compiler/ir/program.js";
import { usualValue } from "../../compiler/ir/usual-value.js";
import type { Row } from "../../runtime/reference/index.js";

type Signals = Readonly<Record<string, readonly number[]>>;

/** The signals at the reset of a test's episode. */
export function resetOf(program: Program, episode: TypedTestEpisode): Signals {
  return filled(program, episode.reset);
}

/** The rows of a test's episode. */
export function rowsOf(program: Program, episode: TypedTestEpisode): readonly Row[] {
  return episode.rows.map((row) => ({
    signals: filled(program, row.values),
    terminated: row.terminated,
    truncated: row.truncated,
    clock: row.clock,
  }));
}

/** A test sets what differs from the usual value. */
function filled(program: Program, values: readonly TypedTestValue[]): Signals {
  const set = new Map(values.map(({ name, value }) => [name, value]));
  return Object.fromEntries(program.signals.map((signal) => [signal.name, set.get(signal.name) ?? usualValue(signal)]));
}

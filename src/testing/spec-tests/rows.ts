import type { TypedTest, TypedTestEpisode, TypedTestValue } from "../../compiler/check/typed.js";
import type { Program } from "../../compiler/ir/program.js";
import { usualValue } from "../../compiler/ir/usual-value.js";
import type { Batch, Row, TrajectoryRows } from "../../runtime/reference/index.js";

/** An episode of a test as it is played. */
interface TestEpisode {
  /** Its place in the test. */
  readonly index: number;
  readonly episode: TypedTestEpisode;
  readonly trajectory: TrajectoryRows;
}

/** One update of a test: its episodes and groups, and the params that the test sets. */
export function batchOf(
  program: Program,
  { episodes, groups, params }: TypedTest,
  batch: number,
): Pick<Batch, "groups"> & { readonly episodes: readonly TestEpisode[]; readonly params: Signals } {
  const first = groups.findIndex((group) => group.batch === batch);
  const set = Object.fromEntries(params.map(({ name, value }) => [name, value]));
  return {
    episodes: episodes.flatMap((episode, index) => {
      if (groups[episode.group]?.batch !== batch) return [];
      const trajectory = {
        reset: resetOf(program, episode),
        rows: rowsOf(program, episode).map((row) => ({ ...row, params: set })),
        end: filled(program, episode.end),
        group: episode.group - first,
      };
      return [{ index, episode, trajectory }];
    }),
    groups: groups.filter((group) => group.batch === batch).map(({ end }) => filled(program, end)),
    params: set,
  };
}

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

/** A test sets what differs from the usual value; an external signal that it does not set is missing. */
function filled(program: Program, values: readonly TypedTestValue[]): Signals {
  const set = new Map(values.map(({ name, value }) => [name, value]));
  return Object.fromEntries(
    program.signals.flatMap((signal) => {
      const { name, presence, presenceOf } = signal;
      const value =
        set.get(name) ?? (presence === undefined && presenceOf === undefined ? usualValue(signal) : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

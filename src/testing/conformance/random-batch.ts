import type { Program } from "../../compiler/ir/program.js";
import type { RandomStream } from "../../runtime/random/index.js";
import type { Batch, Row, Values } from "../../runtime/reference/index.js";
import { randomClock } from "./random-clock.js";
import { rowGenerator } from "./random-rows.js";

export interface BatchSize {
  readonly groups: number;
  /** Episodes in a group, at most. */
  readonly members: number;
  /** Steps of an episode, at most. */
  readonly steps: number;
}

/**
 * Random trajectories: groups of different sizes whose episodes stand mixed, of different lengths, ended by the environment, by the spec, or not at all. `tame` ones see ordinary values inside of
 * declared ranges only.
 */
export function randomBatch(
  program: Program,
  random: RandomStream,
  size: BatchSize,
  tame: boolean,
  subnormal = true,
): Batch {
  const source = rowGenerator(program, random, { mode: "disabled", tame, subnormal });
  const sizes = Array.from({ length: size.groups }, () => 1 + random.int(size.members));
  const ordered = sizes.flatMap((members, group) => Array.from({ length: members }, () => group));
  const groups = random.chance(0.5)
    ? ordered
    : Array.from(random.permutation(ordered.length), (at) => ordered[at] ?? 0);
  const clock = randomClock(program, random)();
  const settings = { clock };
  return {
    ...settings,
    groups: sizes.map(() => source.signals()),
    episodes: groups.map((group) => ({
      group,
      reset: source.signals(),
      rows: rowsOf(source.signals, random, size.steps).map((row) => ({ ...row, ...settings })),
      end: source.signals(),
    })),
  };
}

function rowsOf(signals: () => Values, random: RandomStream, steps: number): readonly Row[] {
  const length = random.chance(0.1) ? 1 : 1 + random.int(steps);
  const ending = random.int(4);
  return Array.from({ length }, (_, step) => ({
    signals: signals(),
    terminated: ending <= 1 && step === length - 1,
    truncated: (ending === 2 || random.chance(0.2)) && step === length - 1 && ending !== 3,
  }));
}

import { spawnSync } from "node:child_process";
import type { Phase } from "./phases.js";
import type { Revision } from "./revision.js";

/** Milliseconds of one piece of work, round by round; revisions take turns, so that the i-th numbers of two were taken side by side. */
export interface Series {
  readonly name: string;
  readonly milliseconds: readonly (readonly number[])[];
}

/** Times a process of each revision's command line, which begins from nothing. */
export function coldSeries(
  name: string,
  revisions: readonly Revision[],
  args: readonly string[],
  rounds: number,
): Series {
  const run = ({ cli }: Revision): number => {
    const begin = performance.now();
    const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: "ignore" });
    if (status !== 0) throw new Error(`rewardc ${args.join(" ")} exited with ${status}`);
    return performance.now() - begin;
  };
  for (const revision of revisions) run(revision);
  return { name, milliseconds: inTurns(revisions, (revision) => run(revision), rounds) };
}

/** Times one phase of each revision, warm: for about `seconds` altogether, each round at least 5 ms long, when it has run for as long before. On the wall: that is what somebody waits for. */
export async function warmSeries(alternatives: readonly Phase[], seconds: number, fewest: number): Promise<Series> {
  const once = async (phase: Phase, times: number): Promise<number> => {
    const begin = performance.now();
    for (let time = 0; time < times; time++) await phase.run();
    return (performance.now() - begin) / times;
  };
  // What an engine makes of code that has run often comes late: the first rounds take several times as long.
  const warmUntil = performance.now() + seconds * 1000;
  let slowest = 0;
  for (let warm = 0; warm < 3 || performance.now() < warmUntil; warm++) {
    const round: number[] = [];
    for (const phase of alternatives) round.push(await once(phase, 1));
    slowest = Math.max(...round);
  }
  const times = Math.max(1, Math.ceil(5 / slowest));
  const rounds = Math.ceil((seconds * 1000) / (slowest * times * alternatives.length));
  const milliseconds = alternatives.map((): number[] => []);
  for (let round = 0; round < Math.min(200, Math.max(fewest, rounds)); round++)
    for (const index of turn(alternatives.length, round)) {
      const phase = alternatives[index];
      if (phase !== undefined) milliseconds[index]?.push(await once(phase, times));
    }
  return { name: alternatives[0]?.name ?? "", milliseconds };
}

function inTurns<T>(items: readonly T[], run: (item: T) => number, rounds: number): readonly (readonly number[])[] {
  const found = items.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const index of turn(items.length, round)) {
      const item = items[index];
      if (item !== undefined) found[index]?.push(run(item));
    }
  return found;
}

/** Which goes first changes from round to round. */
function turn(length: number, round: number): readonly number[] {
  return Array.from({ length }, (_, index) => (index + round) % length);
}

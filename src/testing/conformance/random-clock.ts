import { clockCounts, clockReadings } from "../../compiler/ir/clock.js";
import type { Program } from "../../compiler/ir/program.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import type { RandomStream } from "../../runtime/random/index.js";

/** A clock for each row that jumps to where the program's schedules begin, turn and end, and to anywhere between and far behind them. */
export function randomClock(program: Program, random: RandomStream): () => Clock {
  const readings = clockReadings(program.nodes);
  const times = clockCounts.map((count) => {
    const ends = readings.flatMap(({ counts, begin, end }) => (counts === count ? [begin, end] : []));
    return { count, turns: [0, ...ends], last: Math.max(1, ...ends) };
  });
  return () =>
    Object.fromEntries(
      times.map(({ count, turns, last }) => {
        const turn = turns[random.int(turns.length)] ?? 0;
        if (random.chance(0.4)) return [count, Math.max(0, turn + random.int(3) - 1)];
        return [count, random.chance(0.1) ? 2 ** 31 + random.int(1000) : Math.floor(random.uniform(0, 1.5 * last))];
      }),
    );
}

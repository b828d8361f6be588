/** Seconds that have passed, of which the difference counts. */
export type Clock = () => number;

/** Of the processor, all threads of this process together: others on the machine matter less. */
export const processorSeconds: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** On the wall. */
export const wallSeconds: Clock = () => performance.now() / 1000;

/** Seconds of one step of each way: the best of many short stretches, in turns, so that what happens on the machine meets all alike. */
export function bestSeconds(steps: readonly (() => unknown)[], secondsEach: number, clock: Clock): readonly number[] {
  const counts = steps.map((step) => stepsOfStretch(step, clock));
  const best = steps.map(() => Infinity);
  const until = clock() + secondsEach * steps.length;
  do {
    steps.forEach((step, index) => {
      const count = counts[index] ?? 1;
      // A few steps bring back to the caches what belongs there.
      for (let times = 0; times < Math.ceil(count / 8); times++) step();
      const begin = clock();
      for (let times = 0; times < count; times++) step();
      best[index] = Math.min(best[index] ?? Infinity, (clock() - begin) / count);
    });
  } while (clock() < until);
  return best;
}

/** So many that a stretch takes about five milliseconds. */
function stepsOfStretch(step: () => unknown, clock: Clock): number {
  const begin = clock();
  let steps = 0;
  do {
    step();
    steps++;
  } while (clock() - begin < 0.1);
  return Math.max(1, Math.round(steps / 20));
}

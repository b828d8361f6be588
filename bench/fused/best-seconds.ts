/** Seconds of one step of each way: the best of many short stretches, in turns, so that others on the machine matter less and matter alike. */
export function bestSeconds(steps: readonly (() => unknown)[], secondsEach: number): readonly number[] {
  const counts = steps.map(stepsOfStretch);
  const best = steps.map(() => Infinity);
  const until = performance.now() + 1000 * secondsEach * steps.length;
  do {
    steps.forEach((step, index) => {
      const count = counts[index] ?? 1;
      // A few steps bring back to the caches what belongs there.
      for (let times = 0; times < Math.ceil(count / 8); times++) step();
      const begin = performance.now();
      for (let times = 0; times < count; times++) step();
      best[index] = Math.min(best[index] ?? Infinity, (performance.now() - begin) / count / 1000);
    });
  } while (performance.now() < until);
  return best;
}

/** So many that a stretch takes about half a millisecond, shorter than a scheduler's turns. */
function stepsOfStretch(step: () => unknown): number {
  const warmUp = performance.now();
  let steps = 0;
  do {
    step();
    steps++;
  } while (performance.now() - warmUp < 100);
  return Math.max(1, Math.round(steps / 200));
}

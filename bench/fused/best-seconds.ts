/** Seconds of the processor for one step of each way: the best of many short stretches, in turns, so that others on the machine matter less and matter alike. */
export function bestSeconds(steps: readonly (() => unknown)[], secondsEach: number): readonly number[] {
  const counts = steps.map(stepsOfStretch);
  const best = steps.map(() => Infinity);
  const until = processorSeconds() + secondsEach * steps.length;
  do {
    steps.forEach((step, index) => {
      const count = counts[index] ?? 1;
      // A few steps bring back to the caches what belongs there.
      for (let times = 0; times < Math.ceil(count / 8); times++) step();
      const begin = processorSeconds();
      for (let times = 0; times < count; times++) step();
      best[index] = Math.min(best[index] ?? Infinity, (processorSeconds() - begin) / count);
    });
  } while (processorSeconds() < until);
  return best;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** So many that a stretch takes about five milliseconds. */
function stepsOfStretch(step: () => unknown): number {
  const begin = processorSeconds();
  let steps = 0;
  do {
    step();
    steps++;
  } while (processorSeconds() - begin < 0.1);
  return Math.max(1, Math.round(steps / 20));
}

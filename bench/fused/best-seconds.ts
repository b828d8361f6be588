/** Seconds that have passed, of which the difference counts. */
export type Clock = () => number;

/** Of the processor, all threads of this process together: others on the machine matter less. */
export const processorSeconds: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** On the wall. */
export const wallSeconds: Clock = () => performance.now() / 1000;

/**
 * Seconds of one step of each way: the best mean of many short stretches. Each way has a few turns of some length, so that what happens on the machine meets all alike, and has the machine to
 * itself during a turn, as it has in training and as a process has that runs nothing else: what others leave in the caches is not what is measured.
 */
export function bestSeconds(
  steps: readonly (() => unknown)[],
  secondsEach: number,
  clock: Clock,
  turns = 3,
): readonly number[] {
  const counts = steps.map((step) => stepsOfStretch(step, clock));
  const best = steps.map(() => Infinity);
  for (let turn = 0; turn < turns; turn++)
    steps.forEach((step, index) => {
      const count = counts[index] ?? 1;
      best[index] = Math.min(best[index] ?? Infinity, bestOfTurn(step, count, secondsEach / turns, clock));
    });
  return best;
}

function bestOfTurn(step: () => unknown, count: number, seconds: number, clock: Clock): number {
  const until = clock() + seconds;
  let best = Infinity;
  do {
    const begin = clock();
    for (let times = 0; times < count; times++) step();
    best = Math.min(best, (clock() - begin) / count);
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

/** Rollouts, row-major `[steps, episodes]`; the groups stand one after the other, `members` episodes each. */
export interface Rollouts {
  readonly steps: number;
  readonly groups: number;
  readonly members: number;
  readonly process: Float32Array;
  readonly correct: Uint8Array;
  readonly lengths: Int32Array;
}

/** What somebody would write by hand for `spec`: rewards and advantages of all steps, and the process reward to go, 0 behind the ends. */
export function plainLoop(rollouts: Rollouts): {
  readonly reward: Float32Array;
  readonly advantage: Float32Array;
  readonly toGo: Float32Array;
  readonly solved: Float32Array;
} {
  const { steps, groups, members, process, correct, lengths } = rollouts;
  const episodes = groups * members;
  const [reward, advantage, toGo] = [0, 1, 2].map(() => new Float32Array(steps * episodes)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const returns = new Float64Array(episodes);
  for (let episode = 0; episode < episodes; episode++) {
    const length = lengths[episode] ?? 0;
    let [sum, rest] = [0, 0];
    for (let step = length - 1; step >= 0; step--) {
      const at = step * episodes + episode;
      rest += process[at] ?? 0;
      toGo[at] = rest;
      const last = step === length - 1 ? (correct[episode] ?? 0) - 0.01 * length : 0;
      reward[at] = 0.2 * (process[at] ?? 0) + last;
      sum += reward[at] ?? 0;
    }
    returns[episode] = sum;
  }
  const solved = new Float32Array(groups);
  for (let group = 0; group < groups; group++) {
    const first = group * members;
    let [sum, squares, right] = [0, 0, 0];
    for (let episode = first; episode < first + members; episode++) {
      sum += returns[episode] ?? 0;
      right += correct[episode] ?? 0;
    }
    const mean = sum / members;
    for (let episode = first; episode < first + members; episode++) squares += ((returns[episode] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / members);
    solved[group] = right / members;
    for (let episode = first; episode < first + members; episode++) {
      const score = ((returns[episode] ?? 0) - mean) / (deviation + 1e-6);
      for (let step = 0; step < (lengths[episode] ?? 0); step++) advantage[step * episodes + episode] = score;
    }
  }
  return { reward, advantage, toGo, solved };
}

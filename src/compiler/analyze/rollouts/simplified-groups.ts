import type { Program } from "../../ir/program.js";
import type { Inputs } from "../trace.js";
import type { RolloutGroup } from "./rollouts.js";

/** Groups of episodes that show something, and what. */
export interface Shown<T> {
  readonly groups: readonly RolloutGroup[];
  readonly shown: T;
}

/** The groups with every signal put back to its usual value that is not needed; `show` says what a candidate still shows. Undefined where the groups themselves show nothing. */
export function simplifiedGroups<T>(
  { signals }: Program,
  groups: readonly RolloutGroup[],
  show: (candidate: readonly RolloutGroup[]) => T | undefined,
): Shown<T> | undefined {
  const first = show(groups);
  if (first === undefined) return undefined;
  let best: Shown<T> = { groups, shown: first };
  for (const { name } of signals) {
    if (!best.groups.some((group) => mentions(group, name))) continue;
    const candidate = best.groups.map((group) => without(group, name));
    const shown = show(candidate);
    if (shown !== undefined) best = { groups: candidate, shown };
  }
  return best;
}

function mentions({ start, end, episodes }: RolloutGroup, name: string): boolean {
  const all = [start, end, ...episodes.flatMap((rollout) => [rollout.end, ...rollout.steps])];
  return all.some((inputs) => Object.hasOwn(inputs, name));
}

function without({ start, end, episodes }: RolloutGroup, name: string): RolloutGroup {
  const rest = (inputs: Inputs): Inputs => Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== name));
  return {
    start: rest(start),
    end: rest(end),
    episodes: episodes.map((rollout) => ({ steps: rollout.steps.map(rest), end: rest(rollout.end) })),
  };
}

import { tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { MachineDescriptor } from "../../src/runtime/kernel/descriptor.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";

/** What a reward's machine or objective does on every label, asked of its kernel: `[labels, states]`. */
interface LabelTable {
  readonly automaton: MachineDescriptor;
  readonly next: ArrayLike<number>;
  readonly reward: ArrayLike<number>;
}

/** States of the first reward and of the second that do the same for ever; or why there is no such pairing. */
export type StatePairs =
  | { readonly isomorphic: true; readonly pairs: readonly (readonly [first: string, second: string])[] }
  | { readonly isomorphic: false; readonly reason: string };

/**
 * Pairs the states of the machines or objectives of two rewards over the same Boolean signals, from their starts on: on every label both
 * must pay the same, end or not end the episode, and go on in a pair. No state may stand in two pairs, or in none.
 */
export function statePairs(first: RewardKernel, second: RewardKernel): StatePairs {
  const names = first.descriptor.signals.map(({ name }) => name).sort();
  const others = second.descriptor.signals.map(({ name }) => name).sort();
  if (names.join() !== others.join())
    return { isomorphic: false, reason: `one reads ${names.join(", ")}, the other ${others.join(", ")}` };
  const [left, right] = [labelTable(first, names), labelTable(second, names)];
  const label = (bits: number): string => names.filter((_, index) => (bits >> index) & 1).join(", ") || "nothing";
  const partner = new Map<number, number>([[startOf(left), startOf(right)]]);
  const reverse = new Map<number, number>([[startOf(right), startOf(left)]]);
  const queue = [...partner];
  for (const [u, v] of queue) {
    const pair = `${left.automaton.states[u] ?? ""} and ${right.automaton.states[v] ?? ""}`;
    if ((left.automaton.ends[u] === "final") !== (right.automaton.ends[v] === "final"))
      return { isomorphic: false, reason: `only one of ${pair} ends the episode` };
    // What would follow an end never does.
    if (left.automaton.ends[u] === "final") continue;
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      const [at, there] = [bits * left.automaton.states.length + u, bits * right.automaton.states.length + v];
      if (left.reward[at] !== right.reward[there])
        return {
          isomorphic: false,
          reason: `on ${label(bits)}, ${pair} pay ${String(left.reward[at])} and ${String(right.reward[there])}`,
        };
      const [to, too] = [left.next[at] ?? -1, right.next[there] ?? -1];
      if (partner.has(to) || reverse.has(too)) {
        if (partner.get(to) !== too || reverse.get(too) !== to)
          return { isomorphic: false, reason: `on ${label(bits)}, ${pair} go to states that are no pair` };
        continue;
      }
      partner.set(to, too);
      reverse.set(too, to);
      queue.push([to, too]);
    }
  }
  const missing = [left, right].flatMap(({ automaton }, side) =>
    automaton.states.filter((_, state) => !(side === 0 ? partner : reverse).has(state)),
  );
  if (missing.length > 0) return { isomorphic: false, reason: `no pair has ${missing.join(", ")}` };
  return {
    isomorphic: true,
    pairs: queue.map(([u, v]) => [left.automaton.states[u] ?? "", right.automaton.states[v] ?? ""]),
  };
}

function startOf({ automaton }: LabelTable): number {
  return automaton.start.indexOf(1);
}

/** One kernel step with a row for each valuation of the signals; bit i of a row's number is the value of the signal `names[i]`. */
function labelTable(kernel: RewardKernel, names: readonly string[]): LabelTable {
  const { descriptor } = kernel;
  const [automaton, ...others] = [...descriptor.machines, ...descriptor.objectives];
  if (automaton === undefined || others.length > 0)
    throw new RangeError(`\`${descriptor.name}\` must have one machine or objective`);
  const rows = 2 ** names.length;
  const read: { next?: ArrayLike<number>; reward?: ArrayLike<number> } = {};
  tidy(() => {
    const signals = Object.fromEntries(
      names.map((name, index) => [
        name,
        tensor1d(
          Uint8Array.from({ length: rows }, (_, bits) => (bits >> index) & 1),
          "bool",
        ),
      ]),
    );
    const every = kernel.stepAllStates(kernel.step(kernel.init(rows, signals), { signals }).labels);
    const [next, reward] = [every.next[automaton.name], every.reward[automaton.name]];
    if (next === undefined || reward === undefined) throw new Error(`the kernel does not step \`${automaton.name}\``);
    read.next = next.dataSync();
    read.reward = reward.dataSync();
  });
  return { automaton, next: read.next ?? [], reward: read.reward ?? [] };
}

import { assert as check, array, boolean, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../../src/compiler/compile.js";
import { memoryHost } from "../../../../src/compiler/source/memory-host.js";
import { columnOf, finishBatch, playEpisode, type Batch } from "../../../../src/runtime/reference/index.js";
import type { Program } from "../../../../src/compiler/ir/program.js";

/*
 * What lives across updates, against definitions on plain lists: the definitions know nothing of the graph. Every training has several updates with episodes of different lengths, some of them cut off.
 */

interface Step {
  readonly x: number;
  readonly p: boolean;
  readonly cell: number;
  readonly stop: boolean;
}
interface Episode {
  readonly steps: readonly Step[];
  readonly y: number;
  readonly kind: number;
  readonly group: number;
  readonly ended: boolean;
}
type Update = readonly Episode[];

const groups = [0, 1, 2];
const numbers = double({ min: -10, max: 10, noNaN: true }).map((value) => Math.round(value * 4) / 4);
const steps = array(record({ x: numbers, p: boolean(), cell: integer({ min: 0, max: 2 }), stop: boolean() }), {
  minLength: 1,
  maxLength: 5,
});
const episodes = record({
  steps,
  y: numbers,
  kind: integer({ min: 0, max: 2 }),
  group: integer({ min: 0, max: 2 }),
  ended: boolean(),
});
const trainings = array(array(episodes, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

function compiled(lines: readonly string[]): Program {
  const text = [
    "reward R",
    "signal x: float",
    "signal p, stop: bool",
    "signal cell: int in [0, 2]",
    "signal y: float per episode",
    "signal kind: enum { A, B, C } per episode",
    "segment turn = between(stop)",
    ...lines,
  ].join("\n");
  const { program, diagnostics } = compile("r.reward", memoryHost({ "r.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return program;
}

/** The report called `r` in each update, one value for each step or episode, or one. */
function reported(expression: string): (training: readonly Update[]) => readonly (readonly number[])[] {
  const program = compiled([`report r = ${expression}`]);
  const node = program.finish?.reports[0]?.value ?? -1;
  return (training) => {
    let trained: Batch["trained"];
    return training.map((update) => {
      const before = trained === undefined ? {} : { trained };
      const trajectories = update.map((episode) => ({
        reset: {},
        end: { y: episode.y, kind: episode.kind },
        group: episode.group,
        rows: episode.steps.map(({ x, p, cell, stop }, index) => ({
          signals: { x, p: Number(p), cell, stop: Number(stop) },
          terminated: episode.ended && index === episode.steps.length - 1,
        })),
      }));
      const played = trajectories.map((trajectory) => playEpisode(program, trajectory, before));
      const batch = { episodes: trajectories, groups: groups.map(() => ({})), ...before };
      const finished = finishBatch(program, batch, played);
      trained = finished.trained;
      return columnOf(finished.values, node).values.map((value) => value[0] ?? NaN);
    });
  };
}

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
const mean = (list: readonly number[]): number => sum(list) / list.length;
const quantile = (list: readonly number[], q: number): number => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = q * (list.length - 1);
  const [low = NaN, high = NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
};

/** What a buffer holds before each update: a list of values with the numbers of their updates, cut by size and age. */
function buffered(
  training: readonly Update[],
  entering: (episode: Episode) => readonly number[],
  size: number,
  maxAge = Infinity,
): readonly (readonly number[])[] {
  const all: { readonly value: number; readonly update: number }[] = [];
  return training.map((update, now) => {
    const held = all.slice(-size).filter((item) => now - item.update <= maxAge);
    for (const episode of update)
      if (episode.ended) all.push(...entering(episode).map((value) => ({ value, update: now })));
    return held.map(({ value }) => value);
  });
}

/** Sums of x of each turn: the step where `stop` holds is the last of one, and so is the last step. */
function turns({ steps: given }: Episode): readonly number[] {
  const found: number[] = [];
  let current = 0;
  given.forEach(({ x, stop }, index) => {
    current += x;
    if (!stop && index < given.length - 1) return;
    found.push(current);
    current = 0;
  });
  return found;
}

const buffers: readonly (readonly [
  expression: string,
  held: (training: readonly Update[]) => readonly (readonly number[])[],
  value: (list: readonly number[]) => number,
])[] = [
  ["sum(buffer(y, 3))", (all) => buffered(all, ({ y }) => [y], 3), sum],
  [
    "mean(buffer(y, 100, 2), empty: 7)",
    (all) => buffered(all, ({ y }) => [y], 100, 2),
    (list) => (list.length === 0 ? 7 : mean(list)),
  ],
  [
    "max(buffer(x, 4, where: p), empty: 7)",
    (all) => buffered(all, (one) => one.steps.filter(({ p }) => p).map(({ x }) => x), 4),
    (list) => (list.length === 0 ? 7 : Math.max(...list)),
  ],
  ["buffer(x, 6, 3)[2]", (all) => buffered(all, (one) => one.steps.map(({ x }) => x), 6, 3), (list) => list[2] ?? 0],
  ["length(buffer(sum(x) over turn, 5, 1))", (all) => buffered(all, turns, 5, 1), (list) => list.length],
  ["sum(buffer(sum(x) over turn, 5))", (all) => buffered(all, turns, 5), sum],
  [
    "quantile(buffer(y, 9), 0.3, empty: 7)",
    (all) => buffered(all, ({ y }) => [y], 9),
    (list) => (list.length === 0 ? 7 : quantile(list, 0.3)),
  ],
  [
    "count(buffer(kind, 4) == B)",
    (all) => buffered(all, ({ kind }) => [kind], 4),
    (list) => list.filter((kind) => kind === 1).length,
  ],
  [
    "sum(buffer([x, y], 4, where: p)[:, 1])",
    (all) => buffered(all, (one) => one.steps.filter(({ p }) => p).map(() => one.y), 4),
    sum,
  ],
];

describe("a buffer is the list of what entered in earlier updates", () => {
  it.each(buffers)("%s", (expression, held, value) => {
    const run = reported(expression);
    check(
      property(trainings, (training) => {
        const wanted = held(training).map(value);
        run(training).forEach(([found = NaN], update) => expect(found).toBeCloseTo(wanted[update] ?? NaN, 9));
      }),
      { numRuns: 60 },
    );
  });
  it("sees one value of the batch enter in each update", () => {
    const run = reported("sum(buffer(mean(x) over batch, 2))");
    check(
      property(trainings, (training) => {
        const means = training.map((update) => mean(update.flatMap((one) => one.steps.map(({ x }) => x))));
        run(training).forEach(([found = NaN], now) =>
          expect(found).toBeCloseTo(sum(means.slice(Math.max(0, now - 2), now)), 9),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** For each update and kind the mean of y of its episodes that are over; absent where there are none. */
function means(training: readonly Update[]): readonly ReadonlyMap<number, number>[] {
  return training.map((update) => {
    const over = update.filter(({ ended }) => ended);
    const of = (kind: number): readonly number[] => over.filter((one) => one.kind === kind).map(({ y }) => y);
    return new Map(over.map(({ kind }) => [kind, mean(of(kind))]));
  });
}

const histories: readonly (readonly [expression: string, value: (past: readonly number[]) => number])[] = [
  ["ema(mean(y, empty: 0) over batch by kind, 0.25)", (past) => past.reduce((old, now) => 0.25 * now + 0.75 * old)],
  ["prev(mean(y, empty: 0) over batch by kind, init: 7)", (past) => past.at(-2) ?? 7],
  ["max(mean(y, empty: 0) over batch by kind) over past", (past) => Math.max(...past)],
  ["mean(mean(y, empty: 0) over batch by kind) over last 2", (past) => mean(past.slice(-2))],
];

describe("history of what each tag has is that of the updates in which it occurs", () => {
  it.each(histories)("%s", (expression, value) => {
    const run = reported(expression);
    check(
      property(trainings, (training) => {
        const known = means(training);
        run(training).forEach((found, now) =>
          training[now]?.forEach(({ kind, ended }, index) => {
            const past = known.slice(0, now + 1).flatMap((update) => update.get(kind) ?? []);
            if (ended) expect(found[index]).toBeCloseTo(value(past), 9);
          }),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("visits across training", () => {
  it("are the steps of earlier updates and of the episode so far in the same cell", () => {
    const run = reported("visits(cell, per: training)");
    check(
      property(trainings, (training) => {
        const here = (list: readonly Step[], cell: number): number => list.filter((step) => step.cell === cell).length;
        const wanted = training.map((update, now) => {
          const before = training
            .slice(0, now)
            .flat()
            .flatMap((episode) => episode.steps);
          return update.flatMap(({ steps: own }) =>
            own.map(({ cell }, index) => here(before, cell) + here(own.slice(0, index + 1), cell)),
          );
        });
        expect(run(training)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});

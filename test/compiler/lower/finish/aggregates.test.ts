import { assert as check, array, boolean, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../../src/compiler/compile.js";
import { memoryHost } from "../../../../src/compiler/source/memory-host.js";
import { columnOf, finishBatch, playEpisode } from "../../../../src/runtime/reference/index.js";
import type { Program } from "../../../../src/compiler/ir/program.js";

/*
 * Every aggregator over segments, episodes, groups and the batch against its definition, on random ragged batches. The definitions below know nothing of the graph: they filter plain lists.
 */

interface Step {
  readonly x: number;
  readonly p: boolean;
  readonly tag: number;
  readonly stop: boolean;
}
interface Episode {
  readonly steps: readonly Step[];
  readonly y: number;
  readonly group: number;
  readonly ended: boolean;
}

const numbers = double({ min: -10, max: 10, noNaN: true }).map((value) => Math.round(value * 4) / 4);
const steps = array(record({ x: numbers, p: boolean(), tag: integer({ min: 0, max: 2 }), stop: boolean() }), {
  minLength: 1,
  maxLength: 7,
});
const batches = array(record({ steps, y: numbers, group: integer({ min: 0, max: 2 }), ended: boolean() }), {
  minLength: 1,
  maxLength: 6,
});

function compiled(lines: readonly string[]): Program {
  const text = [
    "reward R",
    "signal x: float",
    "signal p: bool",
    "signal tag: enum { A, B, C }",
    "signal stop: bool",
    "signal y: float per episode",
    "segment turn = between(stop)",
    ...lines,
  ].join("\n");
  const { program, diagnostics } = compile("r.reward", memoryHost({ "r.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return program;
}

/** The report called `r`: one value for each step, episode, group, or one. */
function reported(program: Program, episodes: readonly Episode[]): readonly number[] {
  const trajectories = episodes.map((episode) => ({
    reset: {},
    end: { y: episode.y },
    group: episode.group,
    rows: episode.steps.map(({ x, p, tag, stop }, index) => ({
      signals: { x, p: Number(p), tag, stop: Number(stop) },
      terminated: episode.ended && index === episode.steps.length - 1,
    })),
  }));
  const played = trajectories.map((trajectory) => playEpisode(program, trajectory));
  const { values } = finishBatch(program, { episodes: trajectories, groups: [{}, {}, {}] }, played);
  const node = program.finish?.reports[0]?.value ?? -1;
  return columnOf(values, node).values.map((value) => value[0] ?? NaN);
}

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
const mean = (list: readonly number[]): number => sum(list) / list.length;
const deviation = (list: readonly number[], freedom: number): number =>
  Math.sqrt(sum(list.map((value) => (value - mean(list)) ** 2)) / (list.length - freedom));
const sorted = (list: readonly number[]): readonly number[] => [...list].sort((a, b) => a - b);
const quantile = (list: readonly number[], q: number): number => {
  const at = q * (list.length - 1);
  const [low = NaN, high = NaN] = [sorted(list)[Math.floor(at)], sorted(list)[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
};
const mode = (list: readonly number[]): number => {
  const times = (value: number): number => list.filter((other) => other === value).length;
  const most = Math.max(...list.map(times));
  return Math.min(...list.filter((value) => times(value) === most));
};
const rank = (value: number, list: readonly number[]): number =>
  list.filter((other) => other < value).length + (list.filter((other) => other === value).length + 1) / 2;

/** What an aggregator makes of a list that is not empty, as it is written around x. */
const definitions: Readonly<Record<string, (list: readonly number[]) => number>> = {
  "sum(X)": sum,
  "product(X)": (list) => list.reduce((product, value) => product * value, 1),
  "mean(X, empty: 7)": mean,
  "min(X, empty: 7)": (list) => Math.min(...list),
  "max(X, empty: 7)": (list) => Math.max(...list),
  "std(X, population, empty: 7)": (list) => deviation(list, 0),
  "any(X > 1)": (list) => Number(list.some((value) => value > 1)),
  "all(X > 1)": (list) => Number(list.every((value) => value > 1)),
  "count(X > 1)": (list) => list.filter((value) => value > 1).length,
};
const empties: Readonly<Record<string, number>> = { sum: 0, product: 1, any: 0, all: 1, count: 0 };
const orders: typeof definitions = {
  "median(X, ties: mean, empty: 7)": (list) => quantile(list, 0.5),
  "quantile(X, 0.3, empty: 7)": (list) => quantile(list, 0.3),
  "mode(X, ties: lower, empty: 7)": mode,
};
const inOrder: typeof definitions = {
  "first(X, empty: 7)": (list) => list[0] ?? NaN,
  "last(X, empty: 7)": (list) => list.at(-1) ?? NaN,
  "discounted_sum(X, 0.5)": (list) => sum(list.map((value, index) => value * 0.5 ** index)),
  "argmax(X, empty: 7)": (list) => list.indexOf(Math.max(...list)),
};

/** The value of an empty list. */
function emptyOf(form: string): number {
  return empties[form.slice(0, form.indexOf("("))] ?? (form.startsWith("discounted_sum") ? 0 : 7);
}

function valueOf(form: string, rule: (list: readonly number[]) => number, list: readonly number[]): number {
  return list.length === 0 ? emptyOf(form) : rule(list);
}

function agrees(line: string, expected: (episodes: readonly Episode[]) => readonly number[]): void {
  const program = compiled([line]);
  check(
    property(batches, (episodes) => {
      const found = reported(program, episodes);
      const wanted = expected(episodes);
      expect(found).toHaveLength(wanted.length);
      found.forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? NaN, 9));
    }),
    { numRuns: 60 },
  );
}

const groupsOf = (episodes: readonly Episode[]): readonly (readonly Episode[])[] =>
  [0, 1, 2].map((group) => episodes.filter((episode) => episode.group === group));
const stepsOf = (episodes: readonly Episode[]): readonly Step[] => episodes.flatMap(({ steps: own }) => own);
const xs = (own: readonly Step[]): readonly number[] => own.map(({ x }) => x);
/** Episodes have a value of their own when they are over. */
const ys = (episodes: readonly Episode[]): readonly number[] => episodes.filter(({ ended }) => ended).map(({ y }) => y);
const at = (form: string, x: string): string => form.replace("X", x);

/** The turns of an episode; what follows the last boundary is one, too. */
function turnsOf(episode: Episode): readonly (readonly Step[])[] {
  const turns: Step[][] = [[]];
  episode.steps.forEach((step, index) => {
    turns.at(-1)?.push(step);
    if (step.stop && index < episode.steps.length - 1) turns.push([]);
  });
  return turns;
}

describe("aggregates by their definitions", () => {
  const unordered = Object.entries({ ...definitions, ...orders });

  it.each(Object.entries({ ...definitions, ...orders, ...inOrder }))("%s over episode, where p holds", (form, rule) => {
    // One is 0 in unfinished episodes, too: what steps say does not wait for the end.
    agrees(`report r = (${at(form, "x")} over episode where p) + 0 * y`, (episodes) =>
      episodes.map(({ steps: own }) => valueOf(form, rule, xs(own.filter(({ p }) => p)))),
    );
  });

  it.each(unordered)("%s of steps over group and batch", (form, rule) => {
    agrees(`report r = ${at(form, "x")} over group where p`, (episodes) =>
      groupsOf(episodes).map((own) => valueOf(form, rule, xs(stepsOf(own).filter(({ p }) => p)))),
    );
    agrees(`report r = ${at(form, "x")} over batch where not p`, (episodes) => [
      valueOf(form, rule, xs(stepsOf(episodes).filter(({ p }) => !p))),
    ]);
  });

  it.each(unordered)("%s of episodes over group, of those that have ended", (form, rule) => {
    agrees(`report r = ${at(form, "y")} over group where (y > -20)`, (episodes) =>
      groupsOf(episodes).map((own) => valueOf(form, rule, ys(own))),
    );
  });

  it.each(unordered)("%s of the others", (form, rule) => {
    agrees(`report r = ${at(form, "y")} over group except self`, (episodes) =>
      episodes.map((self) =>
        valueOf(form, rule, ys(episodes.filter((other) => other !== self && other.group === self.group))),
      ),
    );
  });

  it.each(Object.entries(definitions))("%s of those with the same tag", (form, rule) => {
    agrees(`report r = ${at(form, "x")} over group by tag where (p or not p)`, (episodes) =>
      episodes.flatMap((self) =>
        self.steps.map(({ tag }) =>
          valueOf(
            form,
            rule,
            xs(stepsOf(episodes.filter(({ group }) => group === self.group)).filter((step) => step.tag === tag)),
          ),
        ),
      ),
    );
  });

  it.each(Object.entries({ ...definitions, ...inOrder }))("%s over a segment, in all its steps", (form, rule) => {
    agrees(`report r = ${at(form, "x")} over turn where p`, (episodes) =>
      episodes.flatMap((episode) =>
        turnsOf(episode).flatMap((turn) => turn.map(() => valueOf(form, rule, xs(turn.filter(({ p }) => p))))),
      ),
    );
  });

  it("segments count once in what is wider, those of unfinished episodes only where they are complete", () => {
    agrees("report r = sum(sum(x) over turn) over batch", (episodes) => [
      sum(
        episodes.flatMap((episode) => {
          const turns = turnsOf(episode);
          const complete = turns.filter(
            (turn, index) => index < turns.length - 1 || episode.ended || turn.at(-1)?.stop === true,
          );
          return complete.map((turn) => sum(xs(turn)));
        }),
      ),
    ]);
  });

  it("ranks, centres and standardises within the group", () => {
    const own = (episodes: readonly Episode[], self: Episode): readonly number[] =>
      ys(episodes.filter(({ group }) => group === self.group));
    agrees("report r = rank(y, ties: mean) over group", (episodes) =>
      episodes.map((self) => (self.ended ? rank(self.y, own(episodes, self)) : 0)),
    );
    const program = compiled(["report r = zscore(y, std: sample, epsilon: 0.5, flat: -3) over group"]);
    check(
      property(batches, (episodes) => {
        const found = reported(program, episodes);
        episodes.forEach((self, index) => {
          const list = own(episodes, self);
          if (!self.ended) return;
          const flat = Math.max(...list) === Math.min(...list);
          const wanted = flat ? -3 : (self.y - mean(list)) / (deviation(list, 1) + 0.5);
          expect(found[index]).toBeCloseTo(wanted, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("compares each episode with each other one of its group", () => {
    agrees("report r = sum(this.y * (this.y - other.y)) over group except self", (episodes) =>
      episodes.map((self) =>
        sum(
          episodes
            .filter((other) => other !== self && other.group === self.group && other.ended)
            .map((other) => self.y * (self.y - other.y)),
        ),
      ),
    );
  });

  it("moves values along their trajectories", () => {
    agrees("report r = suffix_sum(x) over episode", (episodes) =>
      episodes.flatMap(({ steps: own }) => own.map((_, from) => sum(xs(own.slice(from))))),
    );
    agrees("report r = telescope(x, fall, after: hold)", (episodes) =>
      episodes.flatMap(({ steps: own }) => own.map(({ x }, index) => x - (own[index + 1]?.x ?? x))),
    );
    agrees("report r = place(y) at end of episode", (episodes) =>
      episodes.flatMap(({ steps: own, y, ended }) =>
        own.map((_, index) => (ended && index === own.length - 1 ? y : 0)),
      ),
    );
    agrees("report r = spread(y) over episode", (episodes) =>
      episodes.flatMap(({ steps: own, y, ended }) => own.map(() => (ended ? y / own.length : 0))),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deviation,
  elementsOf,
  mean,
  mode,
  ownOf,
  placesOf,
  quantile,
  rank,
  scopeOf,
  sum,
  type Element,
  type Rate,
  type ScopeName,
} from "./definitions.js";
import { finish, programsOf, sample, type Sample } from "./random-batch.js";

/** What stands for an empty scope in the calls below. */
const empty = -7;

interface Rule {
  /** With `$` where the value stands, `?` where the condition does. */
  readonly call: string;
  /** Of the values in order; `own` is the element that the result is for. */
  readonly of: (members: readonly Element[], own: Element, isMember: boolean) => number;
  /** It gives a value for each element, against the scope in which this counts. */
  readonly ofEach?: true;
  /** It goes by the order of steps. */
  readonly inOrder?: true;
}

const values = (members: readonly Element[]): readonly number[] => members.map(({ value }) => value);
const orEmpty =
  (of: (list: readonly number[]) => number): Rule["of"] =>
  (members) =>
    members.length === 0 ? empty : of(values(members));

const scored =
  (spread: (list: readonly number[]) => number, flat: number, epsilon = 1e-6): Rule["of"] =>
  (members, { value }) => {
    const all = values(members);
    return new Set(all).size < 2 ? flat : (value - mean(all)) / (spread(all) + epsilon);
  };

const rules: readonly Rule[] = [
  { call: "sum($)", of: (members) => sum(values(members)) },
  { call: "product($)", of: (members) => values(members).reduce((product, value) => product * value, 1) },
  { call: "mean($, empty: -7)", of: orEmpty(mean) },
  { call: "min($, empty: -7)", of: orEmpty((list) => Math.min(...list)) },
  { call: "max($, empty: -7)", of: orEmpty((list) => Math.max(...list)) },
  { call: "std($, population, empty: -7)", of: orEmpty((list) => deviation(list, list.length)) },
  {
    call: "std($, sample, empty: -7)",
    of: (members) => (members.length < 2 ? empty : deviation(values(members), members.length - 1)),
  },
  { call: "any(?)", of: (members) => Number(members.some(({ holds }) => holds)) },
  { call: "all(?)", of: (members) => Number(members.every(({ holds }) => holds)) },
  { call: "count(?)", of: (members) => members.filter(({ holds }) => holds).length },
  {
    call: "mean(?, empty: -7)",
    of: (members) => (members.length === 0 ? empty : mean(members.map(({ holds }) => Number(holds)))),
  },
  { call: "first($, empty: -7)", inOrder: true, of: orEmpty((list) => list[0] ?? NaN) },
  { call: "last($, empty: -7)", inOrder: true, of: orEmpty((list) => list.at(-1) ?? NaN) },
  {
    call: "discounted_sum($, 0.5)",
    inOrder: true,
    of: (members) => sum(values(members).map((value, k) => value * 0.5 ** k)),
  },
  { call: "argmax($, empty: -7)", inOrder: true, of: orEmpty((list) => list.indexOf(Math.max(...list))) },
  ...(["mean", "lower", "upper"] as const).flatMap((ties): readonly Rule[] => [
    { call: `median($, ties: ${ties}, empty: -7)`, of: orEmpty((list) => quantile(list, 0.5, ties)) },
    {
      call: `quantile($, 0.3, ties: ${ties}, empty: -7)`,

      of: orEmpty((list) => quantile(list, 0.3, ties)),
    },
    {
      call: `rank($, ties: ${ties})`,
      ofEach: true,

      of: (members, { value }, isMember) => (isMember ? rank(values(members), value, ties) : 0),
    },
  ]),
  ...(["lower", "upper"] as const).map((ties): Rule => ({
    call: `mode($, ties: ${ties}, empty: -7)`,

    of: orEmpty((list) => mode(list, ties)),
  })),
  { call: "center($)", ofEach: true, of: (members, { value }) => value - mean(values(members)) },
  { call: "zscore($, std: population)", ofEach: true, of: scored((list) => deviation(list, list.length), 0) },
  {
    call: "zscore($, std: sample, epsilon: 0.5, flat: 3)",
    ofEach: true,
    of: scored((list) => deviation(list, list.length - 1), 3, 0.5),
  },
  { call: "zscore($, std: none)", ofEach: true, of: scored(() => 1, 0, 0) },
];

/** What is pooled: its words and its rate. */
const sources: readonly { readonly value: string; readonly condition: string; readonly rate: Rate }[] = [
  { value: "x", condition: "p", rate: "step" },
  { value: "quality", condition: "quality > 0", rate: "turn" },
  { value: "score", condition: "won", rate: "episode" },
];

const slower: Readonly<Record<Rate, readonly ScopeName[]>> = {
  step: ["turn", "thought", "episode", "group", "batch"],
  turn: ["thought", "episode", "group", "batch"],
  episode: ["group", "batch"],
};

interface Case {
  readonly text: string;
  readonly scope: ScopeName;
  readonly by: boolean;
  readonly where: boolean;
  readonly exceptSelf: boolean;
  readonly rate: Rate;
  readonly rule: Rule;
}

const flags = [false, true];
const cases: readonly Case[] = sources.flatMap(({ value, condition, rate }) =>
  slower[rate].flatMap((scope) =>
    rules.flatMap((rule) =>
      flags.flatMap((by) =>
        flags.flatMap((where) =>
          flags.flatMap((exceptSelf): readonly Case[] => {
            const isWide = scope === "group" || scope === "batch";
            const isSegment = scope === "turn" || scope === "thought";
            if (rule.inOrder === true && (isWide || exceptSelf)) return [];
            if ((by && !isWide) || (exceptSelf && isSegment)) return [];
            const call = rule.call.replace("$", value).replace("?", condition);
            const clauses = `${by ? " by tag" : ""}${where ? ` where (${condition})` : ""}${exceptSelf ? " except self" : ""}`;
            return [{ text: `${call} over ${scope}${clauses}`, scope, by, where, exceptSelf, rate, rule }];
          }),
        ),
      ),
    ),
  ),
);

/** The case by definition: which elements lie in the scope of a step, and what they come to. */
function defined({ scope, by, where, exceptSelf, rate, rule }: Case, batch: Sample): readonly number[] {
  const places = placesOf(batch);
  const elements = elementsOf(places, rate);
  return places.map((place, at) => {
    const own = ownOf(places, elements, rate, at);
    const here = (rule.ofEach === true ? places[own.at] : undefined) ?? place;
    const members = elements.filter((element) => {
      const there = places[element.at];
      if (there === undefined || scopeOf(there, scope) !== scopeOf(here, scope)) return false;
      if (by && there.episode.tag !== place.episode.tag) return false;
      return element.counts && (!where || element.holds) && !(exceptSelf && element === own);
    });
    const isMember = own.counts && (!where || own.holds);
    return rule.of(exceptSelf && isMember && rule.call.startsWith("rank") ? [...members, own] : members, own, isMember);
  });
}

describe.each(["turn", "thought", "episode", "group", "batch"] as const)("aggregates over %s", (scope) => {
  const here = cases.filter((one) => one.scope === scope);
  const programs = programsOf(`total = 0\n${here.map(({ text }, index) => `report r${index} = ${text}`).join("\n")}`);

  it(`are what they are by definition, in ragged batches, as meant and as optimised (${here.length} of them)`, () => {
    fc.assert(
      fc.property(sample, (batch) => {
        const wanted = here.map((one) => defined(one, batch));
        for (const program of programs) {
          const told = finish(program, batch);
          const different = here.flatMap(({ text }, index) => {
            const [found, expected] = [told.report(`r${index}`), wanted[index] ?? []];
            return close(found, expected) ? [] : [`${text}: ${found.join(" ")}, by definition ${expected.join(" ")}`];
          });
          expect(different).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

function close(found: readonly number[], expected: readonly number[]): boolean {
  return (
    found.length === expected.length &&
    found.every((value, at) => Math.abs(value - (expected[at] ?? NaN)) <= 1e-12 * Math.max(1, Math.abs(value)))
  );
}

import { describe, expect, it } from "vitest";
import { compile, kernelOf } from "../../src/compiler/index.js";
import type { Program } from "../../src/compiler/ir/program.js";
import { memoryHost } from "../../src/compiler/source/memory-host.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { finishConformance } from "../../src/testing/index.js";

/*
 * Every aggregator over every scope on every backend, against the reference: random values, masks, lengths and groups. What the reference means is held against plain lists in
 * test/compiler/lower/finish.
 */

const pooled = [
  "sum(X)",
  "product(X)",
  "mean(X, empty: 7)",
  "min(X, empty: 7)",
  "max(X, empty: 7)",
  "std(X, population, empty: 7)",
  "std(X, sample, empty: 7)",
  "any(X > 1)",
  "all(X > 1)",
  "count(X > 1)",
  "sum(K)",
  "min(K, empty: 7)",
  "max(K, empty: -7)",
];
const normalised = [
  "center(X)",
  "zscore(X, std: population)",
  "zscore(X, std: sample, flat: 2)",
  "zscore(X, std: none)",
];
const ordered = [
  "median(X, ties: mean, empty: 7)",
  "median(X, ties: lower, empty: 7)",
  "quantile(X, 0.3, empty: 7)",
  "mode(X, ties: lower, empty: 7)",
  "mode(X, ties: upper, empty: 7)",
  "mode(K, ties: lower, empty: 7)",
];
const ranked = ["rank(X, ties: mean)", "rank(X, ties: upper)"];
const inOrder = [
  "first(X, empty: 7)",
  "last(X, empty: 7)",
  "discounted_sum(X, 0.5)",
  "argmax(X, empty: 7)",
  "last(K, empty: 3)",
];
const arrays = ["sum(V)", "mean(V, empty: 7)", "min(V, empty: 7)", "any(V > 0)"];

const steps = { X: "x", K: "k", V: "v" };
const episodes = { X: "y", K: "m", V: "w" };

/** Forms with the names of signals in them, and what follows. */
function over(forms: readonly string[], names: Readonly<Record<string, string>>, scope: string): readonly string[] {
  return forms.map((form) => `${form.replace(/[XKV]/, (place) => names[place] ?? place)} over ${scope}`);
}

const cases: Readonly<Record<string, readonly string[]>> = {
  "steps over a segment": over([...pooled, ...inOrder, ...arrays], steps, "turn where p"),
  "steps over runs of equal values": over([...pooled, ...inOrder], steps, "phase where p"),
  "the order of a segment's steps": [
    ...over([...ordered, ...ranked], steps, "turn where p"),
    ...over([...ordered, ...ranked], steps, "phase where p"),
    "median(v, ties: mean, empty: 7) over turn",
    "mode(v, ties: upper, empty: 7) over phase",
    "mode(p, ties: upper) over turn",
  ],
  "order by tag": [
    ...over([...ordered, ...ranked], steps, "group by tag where p"),
    ...over([...ordered, ...ranked], episodes, "batch by kind where (y > -2)"),
    "quantile(x, 0.7) over batch by tag",
    "rank(k, ties: lower) over batch by tag",
    "median(v, ties: mean, empty: 7) over group by tag",
    "median(y, ties: upper, empty: 7) over group by kind except self",
    "mode(m, ties: lower, empty: 7) over group by kind except self",
  ],
  "steps over their episode": over([...pooled, ...ordered, ...inOrder, ...arrays], steps, "episode where p"),
  "steps over the group": over([...pooled, ...ordered, ...arrays], steps, "group where p"),
  "steps over the batch": over([...pooled, ...ordered, ...arrays], steps, "batch where p"),
  "steps by tag": [
    ...over([...pooled, ...arrays], steps, "group by tag where p"),
    ...over(pooled, steps, "batch by tag where p"),
  ],
  "episodes over the group": over([...pooled, ...ordered, ...arrays], episodes, "group where (y > -2)"),
  "episodes over the batch": over([...pooled, ...ordered, ...arrays], episodes, "batch where (y > -2)"),
  "episodes by tag": [...over(pooled, episodes, "group by kind"), ...over(pooled, episodes, "batch by kind")].map(
    (form) => `${form} where (y > -2)`,
  ),
  "the other episodes": [
    ...over([...pooled, ...ordered, ...arrays], episodes, "group except self"),
    ...over(pooled, episodes, "batch except self"),
  ],
  "the other episodes of a kind": over(pooled, episodes, "group by kind except self"),
  normalisations: [
    ...over(normalised, steps, "episode"),
    ...over(normalised, steps, "group"),
    ...over(normalised, episodes, "group"),
    ...over(normalised, episodes, "batch"),
    ...over(normalised, episodes, "batch by kind"),
  ],
  ranks: [
    "rank(x, ties: mean) over episode",
    "rank(x, ties: lower) over group",
    "rank(y, ties: mean) over group",
    "rank(y, ties: upper) over batch",
    "rank(m, ties: lower) over group",
  ],
  pairs: [
    "win_rate(this.y > other.y, empty: 0.5) over group except self",
    "sum(square(this.y - other.y)) over group",
    "mean(sigmoid(this.y - other.y), empty: 0.5) over group except self",
    "max(this.m - other.m, empty: 0) over group except self",
  ],
  "the advantage as a value": [
    "mean(abs(advantage)) over batch",
    "max(advantage) over group",
    "rank(advantage, ties: mean) over batch",
    "mean(advantage, empty: 0) over group by kind except self",
    "advantage * x",
    "suffix_sum(advantage + x) over episode",
    "count(advantage > 0) over group",
  ],
  "in time": [
    "telescope(x, fall, after: 0)",
    "telescope(x, rise, after: hold)",
    "telescope(x, fall, after: cut)",
    "suffix_sum(x) over episode",
    "spread(y) over episode",
    "place(y) at end of episode",
    "turn.index",
    "turn.is_last",
    "count(turn) over episode",
    "length over turn",
    "length over episode",
    "count(turn) over group",
  ],
};

function compiled(reports: readonly string[]): Program {
  const lines = [
    "reward R",
    "signal x: float",
    "signal k: int in [-5, 5]",
    "signal v: float[3]",
    "signal p: bool",
    "signal tag: enum { A, B, C }",
    "signal stop: bool",
    "signal y: float per episode",
    "signal m: int in [-5, 5] per episode",
    "signal w: float[3] per episode",
    "signal kind: enum { D, E } per episode",
    "segment turn = between(stop)",
    "segment phase = runs(tag)",
    "advantage = (center(y) over group) + (mean(x) over turn)",
    ...reports.map((report, index) => `report r${index} = ${report}`),
  ];
  const { program, diagnostics } = compile("r.reward", memoryHost({ "r.reward": lines.join("\n") }));
  if (program === undefined)
    throw new Error(diagnostics.map(({ message, primary }) => `${message} at ${primary.span.start}`).join("; "));
  return program;
}

for (const backend of await checkBackends()) {
  if (!backend.available) {
    process.stderr.write(`conformance: RATES NOT COMPARED on ${backend.name}: ${backend.reason}\n`);
    it.skip(`RATES NOT COMPARED on ${backend.name}: ${backend.reason}`);
    continue;
  }
  describe(`on ${backend.name}`, () => {
    it.each(Object.entries(cases))("%s mean what the reference says", async (_, reports) => {
      await useBackend(backend.name);
      const program = compiled(reports);
      const result = await finishConformance(program, kernelOf(program));
      expect(result.mismatches).toEqual([]);
      expect(result.judged).toBeGreaterThan(3000);
      expect(result.illConditioned).toBeLessThan(result.judged / 10);
    });
  });
}

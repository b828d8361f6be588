import fc from "fast-check";
import { compile } from "../../../../src/compiler/compile.js";
import type { NodeId } from "../../../../src/compiler/ir/node.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { ownerOf } from "../../../../src/runtime/reference/finish/layout.js";
import { columnOf, finishBatch, playEpisode, valueAt } from "../../../../src/runtime/reference/index.js";
import { hostOf } from "../../../../src/testing/files.js";

/* Small ragged batches of one family of specs, and what `finish` says of them step by step. */

export interface Step {
  readonly x: number;
  readonly p: boolean;
  readonly k: number;
  /** Of the turn that ends here; noise elsewhere. */
  readonly quality: number;
}

export interface Episode {
  readonly steps: readonly Step[];
  readonly end: "terminated" | "truncated" | "unfinished";
  readonly score: number;
  readonly won: boolean;
  readonly tag: number;
  readonly group: number;
}

export interface Sample {
  readonly episodes: readonly Episode[];
  /** `hard` of each group; a group may have no episodes. */
  readonly groups: readonly number[];
}

export const signals = `reward Random
signal x: float
signal p: bool
signal k: enum { A, B, C }
signal score: float per episode
signal won: bool per episode
signal tag: int in [0, 2] per episode
signal hard: float per group
segment turn    = between(p)
segment thought = runs(k)
signal quality: float per turn
`;

/** Few different values, so that ties and scopes without variance occur. */
const number = fc.integer({ min: -4, max: 4 }).map((quarters) => quarters / 4);

const step: fc.Arbitrary<Step> = fc.record({
  x: number,
  p: fc.boolean(),
  k: fc.integer({ min: 0, max: 2 }),
  quality: number,
});

export const sample: fc.Arbitrary<Sample> = fc.array(number, { minLength: 1, maxLength: 3 }).chain((groups) =>
  fc.record({
    groups: fc.constant(groups),
    episodes: fc.array(
      fc.record({
        steps: fc.array(step, { minLength: 1, maxLength: 6 }),
        end: fc.constantFrom("terminated", "terminated", "truncated", "unfinished"),
        score: number,
        won: fc.boolean(),
        tag: fc.integer({ min: 0, max: 2 }),
        group: fc.integer({ min: 0, max: groups.length - 1 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

/** The program of `signals` with further lines, as it is meant and as it is optimised. */
export function programsOf(lines: string): readonly Program[] {
  return [false, true].map((optimise) => {
    const { program, diagnostics } = compile("random.reward", hostOf({ "random.reward": signals + lines }), {
      optimise,
    });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (program === undefined) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
    return program;
  });
}

/** What a batch came to. Values stand in a row, one for each step of each episode in order. */
export interface Told {
  report(name: string): readonly number[];
  term(name: string): readonly number[];
  readonly reward: readonly number[];
  readonly total: readonly number[];
  /** `NaN` where the spec declares none. */
  readonly advantage: readonly number[];
}

export function finish(program: Program, { episodes, groups }: Sample): Told {
  const trajectories = episodes.map(({ steps, end, group, score, won, tag }) => ({
    reset: {},
    rows: steps.map(({ x, p, k, quality }, index) => ({
      signals: { x, p, k, quality },
      terminated: index === steps.length - 1 && end === "terminated",
      truncated: index === steps.length - 1 && end === "truncated",
    })),
    end: { score, won, tag },
    group,
  }));
  const played = trajectories.map((trajectory) => playEpisode(program, trajectory));
  const { layout, values } = finishBatch(
    program,
    { episodes: trajectories, groups: groups.map((hard) => ({ hard })) },
    played,
  );
  const perStep = (node: NodeId | undefined): readonly number[] =>
    Array.from({ length: layout.count.step }, (_, index) => {
      if (node === undefined) return NaN;
      const column = columnOf(values, node);
      const own = column.rate === "const" || column.rate === "param" ? 0 : ownerOf(layout, index, "step", column.rate);
      return valueAt(column, own)[0] ?? NaN;
    });
  const { finish: told } = program;
  return {
    report: (name) => perStep(told?.reports.find((report) => report.name === name)?.value),
    term: (name) => perStep(told?.terms.find((term) => term.name === name)?.contribution),
    reward: perStep(told?.reward),
    total: perStep(told?.total),
    advantage: perStep(told?.advantage),
  };
}

import type { TypedTest } from "../../compiler/check/typed.js";
import type { ExpectationOutput, Program } from "../../compiler/ir/program.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import {
  assertFinite,
  initialState,
  step,
  stillValues,
  type NodeValues,
  type Outputs,
} from "../../runtime/reference/index.js";
import { brokenAssert } from "../target/broken-assert.js";
import type { CoverageCounter } from "./coverage.js";
import { judge } from "./judge.js";
import { resetOf, rowsOf } from "./rows.js";
import { traceTable, type TracedRow } from "./trace-table.js";

/**
 * Runs one test of a spec on the reference interpreter. Returns what fails, as diagnostics; nothing when the test passes. `program`
 * is lowered with its tests and not optimised, so that the passes are no part of the meaning; `index` is the test's place in the
 * spec.
 */
export function runOnReference(
  program: Program,
  test: TypedTest,
  index: number,
  counter?: CoverageCounter,
): readonly Diagnostic[] {
  const expectations = program.expectations.filter((expectation) => expectation.test === index);
  const params = Object.fromEntries(test.params.map(({ name, value }) => [name, value]));
  try {
    return test.episodes.flatMap((_, episode) => runEpisode({ program, test, expectations, params, counter }, episode));
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    return [report("test-stopped", test.span, { test: test.name, reason: error.message })];
  }
}

interface Setting {
  readonly program: Program;
  readonly test: TypedTest;
  readonly expectations: readonly ExpectationOutput[];
  readonly params: Readonly<Record<string, readonly number[]>>;
  readonly counter: CoverageCounter | undefined;
}

function runEpisode({ program, test, expectations, params, counter }: Setting, index: number): readonly Diagnostic[] {
  const episode = test.episodes[index];
  if (episode === undefined) return [];
  const failures: Diagnostic[] = [];
  const rows = rowsOf(program, episode);
  let state = initialState(program, resetOf(program, episode), { params, clock: episode.resetClock });
  let last: { readonly values: NodeValues; readonly outputs: Outputs } | undefined;
  const traced: TracedRow[] = [];
  /** The way to the first failure is shown, once for an episode. */
  const judgeRow = (id: number, values: NodeValues, cause: string | undefined, where: string): void => {
    const expectation = expectations[id];
    if (expectation === undefined) throw new Error(`an expectation of test \`${test.name}\` was not lowered`);
    const table = failures.length > 0 ? [] : traceTable(program, traced, expectation);
    failures.push(...judged(test, expectation, values, cause, where, table));
  };
  rows.forEach((given, position) => {
    const row = { ...given, params };
    const moved = step(program, state, row);
    assertFinite(program, state, moved.outputs);
    const values = moved.values ?? stillValues(program, state, row);
    if (moved.values !== undefined) last = { values: moved.values, outputs: moved.outputs };
    if (moved.values !== undefined) counter?.step(state, moved.values, moved.outputs);
    traced.push({ row, outputs: moved.outputs });
    const where = place(test, index, position);
    const read = { ...params, ...row.signals };
    for (const failed of moved.outputs.failedAsserts)
      failures.push(...brokenAssert(program, failed, where, read, { span: test.span, label: "in this test" }));
    for (const id of episode.rows[position]?.expectations ?? []) judgeRow(id, values, moved.outputs.cause, where);
    state = moved.state;
  });
  if (last === undefined && episode.endExpectations.length > 0)
    throw new Error(`test \`${test.name}\` has an episode without steps`);
  for (const id of episode.endExpectations) {
    if (last !== undefined) judgeRow(id, last.values, last.outputs.cause, place(test, index, undefined));
  }
  return failures;
}

function judged(
  test: TypedTest,
  expectation: ExpectationOutput,
  values: NodeValues,
  cause: string | undefined,
  where: string,
  table: readonly string[],
): readonly Diagnostic[] {
  const miss = judge(expectation, values, cause);
  if (miss === undefined) return [];
  const { found, expected, text, span } = miss;
  return [
    report(
      "expectation-failed",
      span,
      { test: test.name, text },
      {
        label: `found ${found}`,
        notes: [
          `expected ${expected}, found ${found}`,
          where,
          ...(table.length === 0 ? [] : [`the way there:\n${table.join("\n")}`]),
        ],
      },
    ),
  ];
}

/** Steps and episodes are counted from 1 here: these are words for people. */
function place(test: TypedTest, episode: number, row: number | undefined): string {
  const step = row === undefined ? "at the end" : `at step ${row + 1}`;
  return test.episodes.length === 1 ? step : `${step} of episode ${episode + 1}`;
}

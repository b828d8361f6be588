import type { TypedTest, TypedTestEpisode } from "../../compiler/check/typed.js";
import { sizeOf } from "../../compiler/ir/broadcast.js";
import type { NodeId, NodeRate } from "../../compiler/ir/node.js";
import type { ExpectationOutput, Program } from "../../compiler/ir/program.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import {
  assertFinishedFinite,
  assertSound,
  columnOf,
  finishBatch,
  playEpisode,
  stillValues,
  valueAt,
  valueOf,
  type Batch,
  type Finished,
  type NodeValues,
  type PlayedRow,
} from "../../runtime/reference/index.js";
import { brokenAssert } from "../target/broken-assert.js";
import type { CoverageCounter } from "./coverage.js";
import { judge } from "./judge.js";
import { batchOf } from "./rows.js";
import { traceTable } from "./trace-table.js";

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
  try {
    const setting = { program, test, expectations, counter };
    const failures: Diagnostic[] = [];
    let trained: Batch["trained"];
    for (const batch of new Set(test.groups.map((group) => group.batch))) {
      const update = runBatch(setting, batch, trained);
      failures.push(...update.failures);
      trained = update.trained;
    }
    return failures;
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    return [report("test-stopped", test.span, { test: test.name, reason: error.message })];
  }
}

interface Setting {
  readonly program: Program;
  readonly test: TypedTest;
  readonly expectations: readonly ExpectationOutput[];
  readonly counter: CoverageCounter | undefined;
}

/** An episode of a batch, played. */
interface Played {
  /** Its place in the test. */
  readonly index: number;
  readonly episode: TypedTestEpisode;
  readonly rows: readonly PlayedRow[];
}

/** One update: what fails, and what training remembers of it. */
interface Update {
  readonly failures: readonly Diagnostic[];
  readonly trained: Batch["trained"];
}

function runBatch(setting: Setting, batch: number, trained: Batch["trained"]): Update {
  const { program, test, counter } = setting;
  const given = batchOf(program, test, batch);
  const played = given.episodes.map(({ index, episode, trajectory }): Played => ({
    index,
    episode,
    rows: playEpisode(program, trajectory, {
      params: given.params,
      clock: episode.resetClock,
      ...(trained === undefined ? {} : { trained }),
    }),
  }));
  for (const { before, moved } of played.flatMap(({ rows }) => rows)) {
    assertSound(program, before, moved.outputs);
    if (moved.values !== undefined) counter?.step(before, moved.values, moved.outputs);
  }
  const clock = given.episodes[0]?.episode.resetClock;
  const finished = program.nodes.some(({ phase }) => phase === "finish")
    ? finishBatch(
        program,
        {
          ...given,
          episodes: given.episodes.map(({ trajectory }) => trajectory),
          ...(trained === undefined ? {} : { trained }),
          ...(clock === undefined ? {} : { clock }),
        },
        played.map(({ rows }) => rows),
      )
    : undefined;
  if (finished !== undefined && program.finish !== undefined) assertFinishedFinite(program, finished);
  const failures = [
    ...played.flatMap((episode, place) => judgeEpisode(setting, episode, place, finished)),
    ...test.groups
      .filter((group) => group.batch === batch)
      .flatMap(({ expectations }, group) =>
        expectations.flatMap((id) =>
          judged(
            test,
            expectationOf(setting, id),
            reader(program, undefined, finished, { group }),
            undefined,
            "at the end",
            [],
          ),
        ),
      ),
  ];
  return { failures, trained: finished?.trained };
}

/** The way to the first failure is shown, once for an episode. */
function judgeEpisode(
  setting: Setting,
  { index, episode, rows }: Played,
  place: number,
  finished: Finished | undefined,
): readonly Diagnostic[] {
  const { program, test } = setting;
  const failures: Diagnostic[] = [];
  const judgeRow = (id: number, position: number, where: string): void => {
    const { row, before, moved } = rows[position] ?? fail(`test \`${test.name}\` has an episode without steps`);
    const values = moved.values ?? stillValues(program, before, row);
    const step = finished?.steps[place]?.[position];
    const read = reader(program, values, finished, { episode: place, step });
    const expectation = expectationOf(setting, id);
    const table =
      failures.length > 0
        ? []
        : traceTable(
            program,
            rows.slice(0, position + 1).map((played) => ({ row: played.row, outputs: played.moved.outputs })),
            expectation,
          );
    failures.push(...judged(test, expectation, read, moved.outputs.cause, where, table));
  };
  rows.forEach(({ row, moved }, position) => {
    const where = placeName(test, index, position);
    const read = { ...row.params, ...row.signals };
    for (const failed of moved.outputs.failedAsserts)
      failures.push(...brokenAssert(program, failed, where, read, { span: test.span, label: "in this test" }));
    for (const id of episode.rows[position]?.expectations ?? []) judgeRow(id, position, where);
  });
  const last = rows.findLastIndex(({ moved }) => moved.values !== undefined);
  for (const id of episode.endExpectations) judgeRow(id, last, placeName(test, index, undefined));
  return failures;
}

function expectationOf({ test, expectations }: Setting, id: number): ExpectationOutput {
  return expectations[id] ?? fail(`an expectation of test \`${test.name}\` was not lowered`);
}

/** Reads the values of nodes where an expectation stands: those of its row, and what the end of the batch says of the row, its episode, its group. */
function reader(
  program: Program,
  values: NodeValues | undefined,
  finished: Finished | undefined,
  at: { readonly episode?: number; readonly step?: number | undefined; readonly group?: number },
): (node: NodeId) => Float64Array {
  return (id) => {
    const node = program.nodes[id];
    if (node?.phase !== "finish") return values === undefined ? ofBatch(id, finished, 0) : valueOf(values, id);
    if (finished === undefined) throw new Error("nothing was finished");
    if (node.rate !== "step") return ofBatch(id, finished, ownIndex(node.rate, finished, at));
    // A row that is no step has nothing of its own.
    return at.step === undefined ? new Float64Array(sizeOf(node.shape)) : ofBatch(id, finished, at.step);
  };
}

function ofBatch(id: NodeId, finished: Finished | undefined, index: number): Float64Array {
  if (finished === undefined) throw new Error("nothing was finished");
  return valueAt(columnOf(finished.values, id), index);
}

function ownIndex(
  rate: NodeRate,
  { layout }: Finished,
  { episode = 0, group }: { readonly episode?: number; readonly group?: number },
): number {
  if (rate === "episode") return episode;
  if (rate === "group") return group ?? layout.groupOfEpisode[episode] ?? 0;
  return 0;
}

function fail(reason: string): never {
  throw new Error(reason);
}

function judged(
  test: TypedTest,
  expectation: ExpectationOutput,
  read: (node: NodeId) => Float64Array,
  cause: string | undefined,
  where: string,
  table: readonly string[],
): readonly Diagnostic[] {
  const miss = judge(expectation, read, cause);
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
function placeName(test: TypedTest, episode: number, row: number | undefined): string {
  const step = row === undefined ? "at the end" : `at step ${row + 1}`;
  return test.episodes.length === 1 ? step : `${step} of episode ${episode + 1}`;
}

import type { TypedTest } from "../../compiler/check/typed.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { Batch, Row, Values } from "../../runtime/reference/index.js";
import { compareFinish } from "../conformance/compare-finish.js";
import { compareRun } from "../conformance/compare-run.js";
import type { Mismatch } from "../conformance/compare-row.js";
import { batchOf, resetOf, rowsOf } from "./rows.js";

/** Mismatches that a test reports for one target; the others say the same. */
const limit = 3;

/**
 * Runs one test of a spec on a kernel made from `program`: everything that the kernel gives in the test's rows must be what the
 * reference gives, within 1e-6 relative to max(1, |x|) for numbers and exactly otherwise. Returns what differs. A test that fails on
 * the reference is judged there.
 */
export async function runOnKernel(
  program: Program,
  kernel: RewardKernel,
  test: TypedTest,
  target: string,
): Promise<readonly Diagnostic[]> {
  const params = rounded(Object.fromEntries(test.params.map(({ name, value }) => [name, value])));
  const failures: Diagnostic[] = [];
  const differs = (mismatches: readonly Mismatch[], where: (mismatch: Mismatch) => string): void => {
    for (const mismatch of mismatches.slice(0, limit))
      failures.push(
        report(
          "target-differs",
          test.span,
          { test: test.name, target },
          { notes: [explain(mismatch, where(mismatch))] },
        ),
      );
  };
  for (const [index, episode] of test.episodes.entries()) {
    const rows = rowsOf(program, episode).map((row): Row => ({ ...row, signals: rounded(row.signals ?? {}) }));
    const waiting = [...rows];
    const source = {
      signals: (): Values => rounded(resetOf(program, episode)),
      row: (): Row => waiting.shift() ?? {},
      resetsBetween: () => false,
    };
    const run = await compareRun(program, kernel, [source], {
      rows: rows.length,
      tolerance: 1e-6,
      params,
      clock: (row) => episode.rows[row]?.clock ?? episode.resetClock,
    });
    const episodes = test.episodes.length === 1 ? "" : ` of episode ${index + 1}`;
    differs(run.mismatches, ({ row }) => ` at step ${row + 1}${episodes}`);
  }
  if (program.finish !== undefined)
    for (const mismatches of await updatesOn(program, kernel, test)) differs(mismatches, () => " of the batch");
  return failures;
}

/** Whole trajectories: what differs in each of the test's updates. */
async function updatesOn(
  program: Program,
  kernel: RewardKernel,
  test: TypedTest,
): Promise<readonly (readonly Mismatch[])[]> {
  const found: (readonly Mismatch[])[] = [];
  let trained: Batch["trained"];
  for (const update of new Set(test.groups.map(({ batch }) => batch))) {
    const { episodes, groups, params } = batchOf(program, test, update);
    const clock = episodes[0]?.episode.resetClock;
    const batch: Batch = {
      episodes: episodes.map(({ trajectory }) => ({
        ...trajectory,
        reset: rounded(trajectory.reset),
        rows: trajectory.rows.map((row) => ({
          ...row,
          params: rounded(params),
          signals: rounded(row.signals ?? {}),
          ...(clock === undefined ? {} : { clock }),
        })),
        end: rounded(trajectory.end ?? {}),
      })),
      groups: groups.map(rounded),
      params: rounded(params),
      ...(clock === undefined ? {} : { clock }),
      ...(trained === undefined ? {} : { trained }),
    };
    const compared = await compareFinish(program, kernel, batch);
    found.push(compared.mismatches);
    trained = compared.trained;
  }
  return found;
}

function explain({ what, expected, found }: Mismatch, where: string): string {
  return `${what}${where}: the reference gives ${show(expected)}, the target ${show(found)}`;
}

function show(values: readonly number[]): string {
  return values.length === 1 ? String(values[0]) : `[${values.join(", ")}]`;
}

/** Numbers as single precision holds them. */
function rounded(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" ? Array.from(value, Math.fround) : Math.fround(Number(value)),
    ]),
  );
}

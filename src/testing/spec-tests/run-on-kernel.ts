import type { TypedTest } from "../../compiler/check/typed.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { Row, Values } from "../../runtime/reference/index.js";
import { compareRun } from "../conformance/compare-run.js";
import type { Mismatch } from "../conformance/compare-row.js";
import { resetOf, rowsOf } from "./rows.js";

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
    for (const mismatch of run.mismatches.slice(0, limit)) {
      const where = test.episodes.length === 1 ? "" : ` of episode ${index + 1}`;
      failures.push(
        report("target-differs", test.span, { test: test.name, target }, { notes: [explain(mismatch, where)] }),
      );
    }
  }
  return failures;
}

function explain({ what, row, expected, found }: Mismatch, where: string): string {
  return `${what} at step ${row + 1}${where}: the reference gives ${show(expected)}, the target ${show(found)}`;
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

import { driverCases } from "../../test/conformance/drivers/cases.js";
import { differencesOf, type Difference } from "../../test/conformance/drivers/differences.js";
import { judge } from "../../test/conformance/drivers/judge.js";
import { knownDifferences } from "../../test/conformance/drivers/known-differences.js";
import type { CaseResult, DriverCase } from "../../test/conformance/drivers/run-case.js";

/** Holds a driver to every case and prints a line for each that differs, then a summary. Whether all differences are known ones, and all known ones were found. `only`: cases whose title has this text. */
export async function hold(
  driver: string,
  run: (given: DriverCase) => Promise<CaseResult>,
  only = "",
): Promise<boolean> {
  const cases = driverCases().filter(({ title }) => title.includes(only));
  const differences: Difference[] = [];
  const failures: string[] = [];
  const sum = { judged: 0, illConditioned: 0, judgedInFinish: 0, finished: 0 };
  const start = performance.now();
  console.log(
    `\n${driver}: ${cases.length} programs; specs with 4 environments, 6 rows, one autoreset mode, one batch (tests on cpu and wasm take more)`,
  );
  for (const given of cases) {
    try {
      const result = await run(given);
      sum.judged += result.judged;
      sum.illConditioned += result.illConditioned;
      sum.judgedInFinish += result.judgedInFinish;
      sum.finished += given.program.finish === undefined ? 0 : 1;
      if (result.judged === 0) failures.push(`${given.title}: nothing was compared`);
      const found = differencesOf(given.title, result.mismatches);
      differences.push(...found);
      for (const each of found)
        console.log(
          `  ${given.title}: ${each.what}: ${each.numbers}, ${each.count} values, error ${each.error.toPrecision(2)}, ${each.example}`,
        );
    } catch (error) {
      failures.push(`${given.title}: ${String(error).split("\n")[0] ?? ""}`);
    }
  }
  const listed = only === "" ? knownDifferences : knownDifferences.filter(({ title }) => title.includes(only));
  const problems = [...failures, ...judge(driver, differences, listed)];
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${driver}: ${sum.judged} values compared (${sum.judgedInFinish} of them of whole trajectories, in ${sum.finished} programs), ` +
      `${sum.illConditioned} too ill-conditioned to be, ${differences.length} differences, ${problems.length} unexplained, ${seconds} s`,
  );
  for (const problem of problems) console.log(`  ✗ ${problem}`);
  return problems.length === 0;
}

import { driverCases } from "../../test/conformance/drivers/cases.js";
import { differencesOf, type Difference } from "../../test/conformance/drivers/differences.js";
import { judge } from "../../test/conformance/drivers/judge.js";
import { knownDifferences } from "../../test/conformance/drivers/known-differences.js";
import { hasKernel, type CaseResult, type DriverCase, type Kernels } from "../../test/conformance/drivers/run-case.js";
import { within } from "./within.js";

/** What runs cases, one at a time: a process or a page. */
export interface CaseRunner {
  run(given: DriverCase): Promise<CaseResult>;
  /** Ends what is running; the next case begins anew. */
  restart(): Promise<void>;
}

export interface HoldOptions {
  /** As the list of known differences names it. */
  readonly driver: string;
  readonly kernels: Kernels;
  /** Cases whose title has this text. */
  readonly only: string;
  /** How long a case may take; software drivers compile large shaders for many minutes. */
  readonly seconds: number;
}

export interface Held {
  /** All differences are known ones, and all known ones of what was run were found. */
  readonly right: boolean;
  /** No case took longer than it may. */
  readonly complete: boolean;
}

/** Holds a driver to every case, prints a line for each and for each difference, then a summary. */
export async function hold(runner: CaseRunner, { driver, kernels, only, seconds }: HoldOptions): Promise<Held> {
  const all = driverCases(only, kernels);
  const cases = all.filter((given) => hasKernel(given, kernels));
  const differences: Difference[] = [];
  const failures: string[] = [];
  const late: string[] = [];
  const sum = { judged: 0, illConditioned: 0, judgedInFinish: 0, finished: 0 };
  const start = performance.now();
  const extent =
    kernels === "tfjs"
      ? "6 rows, one autoreset mode, one batch (tests on cpu and wasm take more)"
      : "12 rows, three autoreset modes";
  console.log(
    `\n${driver}: ${cases.length} programs; specs with 4 environments, ${extent}` +
      (cases.length < all.length ? `; ${all.length - cases.length} more are none that a shader computes` : ""),
  );
  for (const [index, given] of cases.entries()) {
    const began = performance.now();
    const say = (what: string): void => {
      const taken = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`[${index + 1}/${cases.length}] ${given.title}: ${what}, ${taken} s`);
    };
    try {
      const result = await within(seconds, runner.run(given));
      if (result === undefined) {
        late.push(given.title);
        say(`*** NOT RUN: more than ${seconds} s`);
        await runner.restart();
        continue;
      }
      sum.judged += result.judged;
      sum.illConditioned += result.illConditioned;
      sum.judgedInFinish += result.judgedInFinish;
      sum.finished += result.judgedInFinish === 0 ? 0 : 1;
      if (result.judged === 0) failures.push(`${given.title}: nothing was compared`);
      const found = differencesOf(given.title, result.mismatches);
      differences.push(...found);
      say(`${result.judged} values, ${found.length === 0 ? "no" : found.length} differences`);
      for (const each of found)
        console.log(
          `  ${each.what}: ${each.numbers}, ${each.count} values, error ${each.error.toPrecision(2)}, ${each.example}`,
        );
    } catch (error) {
      const reason = String(error).split("\n")[0] ?? "";
      failures.push(`${given.title}: ${reason}`);
      say(`✗ ${reason}`);
    }
  }
  const listed = knownDifferences.filter(({ title }) => title.includes(only) && !late.includes(title));
  const problems = [...failures, ...judge(driver, differences, listed)];
  const whole = Math.round((performance.now() - start) / 1000);
  console.log(
    `${driver}: ${cases.length - late.length} of ${cases.length} programs, ${sum.judged} values compared (${sum.judgedInFinish} of them of whole trajectories, in ${sum.finished} programs), ` +
      `${sum.illConditioned} too ill-conditioned to be, ${differences.length} differences, ${problems.length} unexplained, ${late.length} NOT RUN, ${whole} s`,
  );
  for (const problem of problems) console.log(`  ✗ ${problem}`);
  for (const title of late) console.log(`  *** NOT RUN within ${seconds} s: ${title}`);
  return { right: problems.length === 0, complete: late.length === 0 };
}

import type { Shell } from "../command.js";
import { runAndWatch } from "../watch/run-and-watch.js";
import { runTestFiles, type TestFilesOptions } from "./run-test-files.js";

/** Runs the tests now and after every change of a spec or of a file that it imports, until `signal` aborts. */
export async function testAndWatch(
  files: readonly string[],
  options: TestFilesOptions,
  shell: Shell,
  signal?: AbortSignal,
): Promise<void> {
  await runAndWatch(files, async () => (await runTestFiles(files, options, shell)).files, shell, signal);
}

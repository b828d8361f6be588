import { UsageError, type Shell } from "../command.js";
import { watchFiles } from "./watch-files.js";

/**
 * Runs now and after every change of the files that the last run has read, until `signal` aborts. What is wrong with the user's files is
 * printed, and the next change is waited for. Changes during a run are followed by one more.
 */
export async function runAndWatch(
  files: readonly string[],
  run: () => Promise<readonly string[]>,
  shell: Shell,
  signal?: AbortSignal,
): Promise<void> {
  const survive = async (): Promise<readonly string[]> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      shell.err(`rewardc: ${error.message}\n`);
      return files;
    }
  };
  await new Promise<void>((stop, fail) => {
    let running = false;
    let again = false;
    const turn = async (): Promise<void> => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      do {
        again = false;
        watcher.follow(await survive());
      } while (again);
      running = false;
      shell.err(`watching ${files.join(", ")}\n`);
    };
    const start = (): void => void turn().catch(fail);
    const watcher = watchFiles(start);
    watcher.follow(files);
    signal?.addEventListener("abort", () => {
      watcher.close();
      stop();
    });
    start();
  });
}

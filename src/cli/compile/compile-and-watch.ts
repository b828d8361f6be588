import { UsageError, type Shell } from "../command.js";
import { compileOnce, type CompileSettings } from "./compile-once.js";
import { watchFiles } from "./watch-files.js";

/**
 * Compiles now and after every change of the spec or of a file that it imports, until `signal` aborts. Errors are printed and the
 * next change is waited for.
 */
export async function compileAndWatch(settings: CompileSettings, shell: Shell, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((stop) => {
    let running = false;
    let again = false;
    const run = async (): Promise<void> => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      do {
        again = false;
        watcher.follow(await survive(settings, shell));
      } while (again);
      running = false;
      shell.err(`watching ${settings.file}\n`);
    };
    const watcher = watchFiles(() => void run());
    watcher.follow([settings.file]);
    signal?.addEventListener("abort", () => {
      watcher.close();
      stop();
    });
    void run();
  });
}

/** One compilation; the files to watch from now on. */
async function survive(settings: CompileSettings, shell: Shell): Promise<readonly string[]> {
  try {
    return (await compileOnce(settings, shell)).files;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    shell.err(`rewardc: ${error.message}\n`);
    return [settings.file];
  }
}

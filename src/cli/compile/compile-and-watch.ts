import type { Shell } from "../command.js";
import { runAndWatch } from "../watch/run-and-watch.js";
import { compileOnce, type CompileSettings } from "./compile-once.js";

/** Compiles now and after every change of the spec or of a file that it imports, until `signal` aborts. */
export async function compileAndWatch(settings: CompileSettings, shell: Shell, signal?: AbortSignal): Promise<void> {
  await runAndWatch([settings.file], async () => (await compileOnce(settings, shell)).files, shell, signal);
}

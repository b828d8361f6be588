import { watch, type FSWatcher } from "node:fs";
import { basename, dirname, resolve } from "node:path";

/** Milliseconds of quiet after the last change: editors write a file in several strokes. */
const quiet = 60;

/** Tells of changes of files, until it is closed. */
export interface FileWatcher {
  /** The files to look at from now on. */
  follow(files: readonly string[]): void;
  close(): void;
}

/**
 * Calls `changed` once after each burst of changes. Looks at folders, not files, so that it sees editors that replace a file, files
 * that are missing yet, and files that come back.
 */
export function watchFiles(changed: () => void): FileWatcher {
  const folders = new Map<string, FSWatcher>();
  let names: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;

  const seen = (folder: string, name: string | null): void => {
    if (name !== null && !names.has(resolve(folder, name)) && !name.endsWith(".reward")) return;
    clearTimeout(timer);
    timer = setTimeout(changed, quiet);
  };

  return {
    follow(files) {
      names = new Set(files.map((file) => resolve(file)));
      const wanted = new Set([...names].map((file) => dirname(file)));
      for (const [folder, watcher] of folders) {
        if (wanted.has(folder)) continue;
        watcher.close();
        folders.delete(folder);
      }
      for (const folder of wanted) {
        if (folders.has(folder)) continue;
        try {
          const watcher = watch(folder, (_, name) => seen(folder, name === null ? null : basename(name)));
          // A folder that goes away takes its watcher along; the file's diagnostic says the rest.
          watcher.on("error", () => {
            watcher.close();
            folders.delete(folder);
          });
          folders.set(folder, watcher);
        } catch {
          continue;
        }
      }
    },
    close() {
      clearTimeout(timer);
      for (const watcher of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

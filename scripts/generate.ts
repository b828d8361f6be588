import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { diagnosticsIndex } from "./generate/diagnostics-index.js";
import { builtinsPage } from "./generate/builtins-page.js";
import { linesPage } from "./generate/lines-page.js";
import { papersPage } from "./generate/papers-page.js";
import { standardLibraryPages } from "./generate/standard-library.js";

/** Every generated file, by path. With `--check` nothing is written and a stale file is a failure. */
const files: Readonly<Record<string, () => string>> = {
  "docs/diagnostics/README.md": diagnosticsIndex,
  "docs/reference/builtins.md": builtinsPage,
  ...standardLibraryPages,
  "docs/papers.md": papersPage,
  "docs/yardsticks/lines.md": linesPage,
};

const check = process.argv.includes("--check");
const stale = Object.entries(files).filter(([path, generate]) => {
  const text = generate();
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  if (!check) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return true;
});
for (const [path] of stale) console.error(check ? `stale: ${path} (npm run generate)` : `wrote ${path}`);
if (check && stale.length > 0) process.exitCode = 1;

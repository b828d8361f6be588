// Runs a TypeScript program of this repository: node scripts/run.mjs FILE [ARGUMENT…]
import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node scripts/run.mjs FILE [ARGUMENT…]");
  process.exit(2);
}
const folder = resolve("node_modules/.cache/rewardc");
mkdirSync(folder, { recursive: true });
// A name of its own for each process: two programs may start at once.
const outfile = resolve(folder, `${basename(file, ".ts")}-${process.pid}.mjs`);
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: "inline",
  logLevel: "warning",
  // `rewardc` and `rewardc/runtime` are this checkout (the paths of tsconfig.json), not an installed package.
  tsconfig: "tsconfig.json",
});
process.argv.splice(1, process.argv.length - 1, outfile, ...rest);
await import(pathToFileURL(outfile).href);

// Builds dist/: the library with its types (tsc), and the command line as one bundle with lazily loaded chunks (esbuild).
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
await build({
  entryPoints: { rewardc: "src/cli/bin.ts" },
  outdir: "dist/bin",
  bundle: true,
  splitting: true,
  // Read at every start.
  minifyWhitespace: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Loading chevrotain and commander unbundled costs half a second; what is heavy, native or optional stays outside.
  external: [
    "@tensorflow/*",
    "webgpu",
    "ts-morph",
    "prettier",
    "prettier/*",
    "@viz-js/viz",
    "vscode-languageserver",
    "vscode-languageserver/*",
    "vscode-languageserver-textdocument",
  ],
  define: { REWARDC_VERSION: JSON.stringify(manifest.version) },
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as rewardcRequire } from "node:module";\nconst require = rewardcRequire(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync("dist/bin/rewardc.js", 0o755);

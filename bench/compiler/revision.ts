import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Phase, PhaseInputs } from "./phases.js";

/** A checkout whose compiler and command line can be run. */
export interface Revision {
  readonly name: string;
  /** `dist/bin/rewardc.js`. */
  readonly cli: string;
  readonly phases: (inputs: PhaseInputs) => readonly Phase[];
}

/** This checkout, built as it is. */
export function thisRevision(): Promise<Revision> {
  return built("this", resolve("."));
}

/** Checks `revision` out into a temporary worktree, builds it, and gives it to `use`; nothing is left behind. It needs the packages of this checkout. */
export async function withRevision<T>(revision: string, use: (built: Revision) => Promise<T>): Promise<T> {
  const folder = join(mkdtempSync(join(tmpdir(), "rewardc-bench-")), "checkout");
  const git = (...args: readonly string[]): void =>
    void execFileSync("git", ["worktree", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  git("add", "--detach", folder, revision);
  try {
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    rmSync(join(folder, "bench/compiler"), { recursive: true, force: true });
    cpSync("bench/compiler", join(folder, "bench/compiler"), { recursive: true });
    return await use(await built(revision, folder));
  } finally {
    git("remove", "--force", folder);
  }
}

async function built(name: string, folder: string): Promise<Revision> {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: folder, stdio: "inherit" });
  const outfile = join(folder, "dist/bench/phases.js");
  await build({
    absWorkingDir: folder,
    entryPoints: ["bench/compiler/phases.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // Two revisions share no code but these, so that neither warms the other up.
    external: ["@tensorflow/*", "webgpu", "ts-morph", "prettier", "prettier/*", "@viz-js/viz"],
    banner: {
      js: 'import { createRequire as benchRequire } from "node:module";\nconst require = benchRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  const { phases } = (await import(pathToFileURL(outfile).href)) as { readonly phases: Revision["phases"] };
  return { name, cli: join(folder, "dist/bin/rewardc.js"), phases };
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonPackage, PythonFilter } from "../robustness-oracle/python.js";
import { featureCount } from "./plain-loop.js";

/** The same reward over arrays in Python: seconds of a step, and the first rewards that it gave. */
export interface Peer {
  readonly name: string;
  readonly time: (
    rows: Float32Array,
    seconds: number,
    timing?: PeerTiming,
  ) => Promise<{ readonly seconds: number; readonly rewards: readonly number[] }>;
  readonly close: () => void;
}

/** Default: one thread, in time of the processor. */
export interface PeerTiming {
  /** numpy has one whatever this says. */
  readonly threads: number;
  readonly clock: "wall" | "processor";
}

/** numpy and torch, as far as this Python has them, and a line for each that is missing. */
export function peers(python: string): { readonly found: readonly Peer[]; readonly missing: readonly string[] } {
  const found: Peer[] = [];
  const missing: string[] = [];
  for (const library of ["numpy", "torch"]) {
    const version = pythonPackage(python, library, ["numpy", library]);
    if (version === undefined) {
      missing.push(`${library.toUpperCase()} IS MISSING: ${python} has no package ${library} (pip install ${library})`);
      continue;
    }
    for (const layout of ["columns", "rows"]) {
      const filter = new PythonFilter(python, "bench/fused/time_arrays.py");
      found.push({
        name: `${library} ${version}, ${layout}`,
        time: async (rows, seconds, timing = { threads: 1, clock: "processor" }) => {
          const folder = mkdtempSync(join(tmpdir(), "rewardc-bench-"));
          const file = join(folder, "rows.f32");
          writeFileSync(file, rows);
          const environments = rows.length / featureCount;
          const answer = await filter.ask({ library, layout, file, environments, seconds, ...timing });
          rmSync(folder, { recursive: true });
          return answer as Awaited<ReturnType<Peer["time"]>>;
        },
        close: () => filter.close(),
      });
    }
  }
  return { found, missing };
}

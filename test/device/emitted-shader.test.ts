import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunComparison } from "../../src/testing/conformance/compare-run.js";
import { folder, rewardc } from "../cli/rewardc.js";
import { onWebGpu } from "./on-webgpu.js";

/** Physics, a machine, objectives, params with schedules, random starts, arrays of varying length. */
const specs = [
  "specs/control/half-cheetah.reward",
  "specs/office/coffee-and-mail.reward",
  "specs/objectives/office-patrol.reward",
  "test/conformance/specs/schedules.reward",
  "test/conformance/specs/ragged.reward",
  "specs/machines/random-start.reward",
].map((file) => resolve(file));

describe("a module that `rewardc compile --target wgsl` wrote", () => {
  it.for(specs)("runs in Node on webgpu and means what the reference says: %s", (file, context) => {
    const path = folder();
    mkdirSync(join(path, "node_modules"));
    symlinkSync(resolve("."), join(path, "node_modules", "rewardc"));
    const { code, err } = rewardc(["compile", file, "--target", "wgsl", "-o", "reward.mjs"], { cwd: path });
    expect(code, err).toBe(0);
    const result = onWebGpu(context, "emitted-shader.mjs", join(path, "reward.mjs"), file) as RunComparison;
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(50);
    expect(result.illConditioned).toBeLessThan(result.judged / 10);
  });
});

import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { toText } from "../../scripts/conformance-gpu/program-text.js";
import { compile, memoryHost, nodeHost } from "../../src/compiler/index.js";
import type { RunComparison } from "../../src/testing/conformance/compare-run.js";
import { folder, rewardc } from "../cli/rewardc.js";
import type { FragmentKernelAnswer } from "./fragment-kernel.page.js";
import { onWebGl } from "./on-webgl.js";

/** Physics, a machine, objectives, params with schedules, random starts, arrays of varying length. */
const specs = [
  "specs/control/half-cheetah.reward",
  "specs/office/coffee-and-mail.reward",
  "specs/objectives/office-patrol.reward",
  "test/conformance/specs/schedules.reward",
  "test/conformance/specs/ragged.reward",
  "specs/machines/random-start.reward",
].map((file) => resolve(file));

describe("a module that `rewardc compile --target glsl` wrote", () => {
  it.for(specs)("runs in a browser on webgl and means what the reference says: %s", async (file, context) => {
    const path = folder();
    const { code, err } = rewardc(["compile", file, "--target", "glsl", "-o", "reward.mjs"], { cwd: path });
    expect(code, err).toBe(0);
    const { program } = compile(file, nodeHost());
    if (program === undefined) expect.fail("the spec does not compile");
    const result = (await onWebGl(context, {
      program: "emitted-fragment-program.page.ts",
      module: join(path, "reward.mjs"),
      argument: toText({ title: file, program, environments: 5, rows: 16 }),
    })) as RunComparison;
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(50);
    expect(result.illConditioned).toBeLessThan(result.judged / 10);
  });
});

describe("a kernel of a fragment program", () => {
  it("is pure, takes params that are tensors, leaves nothing behind, compiles once for all numbers of environments, and wants single precision", async (context) => {
    const specs = [
      "reward Way\nparam scale: float in [0, 10] = 2\nsignal x: float\nterm way = scale * (x - prev(x))\n",
      "reward Now\nsignal x: float\nterm now = x\n",
    ].map((text) => {
      const { program } = compile("spec.reward", memoryHost({ "spec.reward": text }));
      if (program === undefined) expect.fail("the spec does not compile");
      return toText({ title: "", program, environments: 2, rows: 0 });
    });
    const answer = (await onWebGl(context, {
      program: "fragment-kernel.page.ts",
      argument: specs.join("\n"),
    })) as FragmentKernelAnswer;
    expect(answer).toEqual({
      // 2 · (4 − 1), 2 · (5 − 2)
      plain: [6, 6],
      again: [6, 6],
      copied: [6, 6],
      part: [4, 5],
      tensor: [9, 9],
      half: [1.5, 1.5],
      reset: [-2, 6],
      left: [0, 0],
      compiled: 0,
      wrong: 0,
      refused:
        "a fragment program needs textures of single precision, and this device or tfjs's flags allow half precision only",
    } satisfies FragmentKernelAnswer);
  });
});

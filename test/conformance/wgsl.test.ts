import { dispose, memory, scalar, tensor1d, type Tensor } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { wgslKernelOf } from "../../src/compiler/emit/wgsl/kernel.js";
import { compile, memoryHost, nodeHost, render } from "../../src/compiler/index.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import type { RewardState } from "../../src/runtime/kernel/kernel.js";
import { tensorsIn } from "../../src/testing/conformance/tensors-in.js";
import { conformance } from "../../src/testing/index.js";
import { everyOperation } from "./every-operation.js";
import { specVariants } from "./spec-variants.js";

const host = nodeHost();
const [webgpu] = await checkBackends(["webgpu"]);

if (webgpu?.available !== true) {
  const reason = webgpu?.reason ?? "nobody knows it";
  process.stderr.write(`conformance: SHADERS NOT RUN: ${reason}\n`);
  it.skip(`SHADERS NOT RUN: ${reason}`);
} else {
  describe(`shaders on ${webgpu.device ?? "webgpu"}`, () => {
    it("mean what the reference says in every operation, on ordinary and adversarial numbers", async () => {
      await useBackend("webgpu");
      const program = everyOperation();
      const result = await conformance(program, wgslKernelOf(program), {
        environments: 64,
        rows: 12,
        modes: ["next-step"],
        mismatches: 10_000,
      });
      const first = new Map([...result.mismatches].reverse().map((mismatch) => [mismatch.what, mismatch]));
      expect([...first.values()]).toEqual([]);
      expect(result.illConditioned).toBeLessThan(result.judged / 20);
    });

    it("are pure, take params that are tensors, and leave nothing behind", async () => {
      await useBackend("webgpu");
      const text = "reward Way\nparam scale: float in [0, 10] = 2\nsignal x: float\nterm way = scale * (x - prev(x))\n";
      const { program } = compile("way.reward", memoryHost({ "way.reward": text }));
      if (program === undefined) expect.fail("the spec does not compile");
      const kernel = wgslKernelOf(program);
      const rewards = async (state: RewardState, x: number, scale?: number | Tensor): Promise<readonly number[]> => {
        const signals = { x: tensor1d([x, x + 1]) };
        const given = scale === undefined ? {} : { params: { scale } };
        const { reward, ...rest } = kernel.step(state, { signals, ...given });
        const data = [...(await reward.data())];
        dispose([signals.x, reward, ...tensorsIn(rest)]);
        return data;
      };
      const state = kernel.init(2, { x: tensor1d([1, 2]) });
      const scale = scalar(3);
      // scale · (4 − 1), scale · (5 − 2)
      expect(await rewards(state, 4)).toEqual([6, 6]);
      const before = memory().numTensors;
      expect(await rewards(state, 4)).toEqual([6, 6]);
      expect(await rewards(state, 4, scale)).toEqual([9, 9]);
      expect(await rewards(state, 4, 0.5)).toEqual([1.5, 1.5]);
      // The first environment begins with x = 5, where it stays.
      const fresh = kernel.reset(state, tensor1d([1, 0], "bool"), { x: tensor1d([5, 5]) });
      expect(await rewards(fresh, 4)).toEqual([-2, 6]);
      dispose(tensorsIn(fresh));
      // The mask and the first signals of the reset.
      expect(memory().numTensors).toBe(before + 2);
    });

    it.each(specVariants)("mean what the reference says in $title", async ({ file, variant }) => {
      const { program, diagnostics, sources } = compile(file, host, {
        ...(variant === undefined ? {} : { variant }),
        robustness: true,
        gradients: file.startsWith("test/conformance"),
      });
      if (program === undefined) expect.fail(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
      if (program.components !== undefined) {
        expect(() => wgslKernelOf(program)).toThrow("fused kernels pay one number");
        return;
      }
      if (program.agents !== undefined || program.average !== undefined) {
        expect(() => wgslKernelOf(program)).toThrow("fused kernels");
        return;
      }
      await useBackend("webgpu");
      const result = await conformance(program, wgslKernelOf(program), { environments: 4, rows: 12 });
      expect(result.mismatches).toEqual([]);
      expect(result.stepped).toBeGreaterThan(30);
      expect(result.illConditioned).toBeLessThan(result.judged / 10);
    });
  });
}

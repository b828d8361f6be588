import { afterAll, describe, expect, it } from "vitest";
import { wasmModuleOf } from "../../../src/compiler/emit/wasm/kernel.js";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import { wasmKernel } from "../../../src/runtime/fused/index.js";
import { nodeThreads } from "../../../src/runtime/threads/index.js";
import { alikeKernel } from "../../conformance/kernel-options.js";

const spec = `
reward Errand
signal speed: float
signal unread: float[3]
signal joints: float[5]
signal open: bool
signal floor: int
machine Way {
  start state Out { when open and floor > 4 -> Done reward 3 }
  done state Done
}
term route = Way.reward
term effort weight -0.1 = norm(joints)
term faster = speed - prev(speed)
terminate when floor > 8 and speed > 1
`;

function moduleOf(text: string) {
  const { program, diagnostics } = compile("errand.reward", memoryHost({ "errand.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return wasmModuleOf(program);
}

const threads = nodeThreads(2);
afterAll(() => threads.close());

describe("the options of a kernel in WebAssembly", () => {
  it.each([1, 64, 65, 150, 2500])(
    "change nothing of what %i environments are paid, resets included",
    (environments) => {
      const kernel = alikeKernel(moduleOf(spec), environments, [
        { threads },
        { threads, outputs: "reward", inputs: "rows" },
      ]);
      let seed = 7;
      const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
      const fill = (fields: typeof kernel.signals): void => {
        for (const { name, columns } of Object.values(fields))
          for (const column of columns)
            column.forEach((_, row) => {
              const value = random();
              column[row] =
                name === "open" ? Number(value < 0.5) : name === "floor" ? Math.floor(10 * value) : 4 * value - 2;
            });
      };
      fill(kernel.first);
      kernel.init();
      let paid = 0;
      for (let time = 0; time < 20; time++) {
        fill(kernel.signals);
        fill(kernel.first);
        // Some episodes begin, after an end of the same step or alone; in some steps none does.
        for (let row = 0; row < environments; row++) {
          kernel.isFirst[row] = Number(time % 3 > 0 && random() < 0.03);
          kernel.truncated[row] = Number(random() < 0.05);
        }
        kernel.step();
        paid += kernel.outputs.reward.filter((reward) => reward !== 0).length;
      }
      expect(paid).toBeGreaterThan(0.2 * environments);
    },
  );

  it("hand out the outputs and inputs that they name, and no others", () => {
    const module = moduleOf(spec);
    const reward = wasmKernel(module, 2, { outputs: "reward" });
    expect(Object.keys(reward.outputs).sort()).toEqual(["cause", "reward", "terminated", "truncated"]);
    const rows = wasmKernel(module, 2, { inputs: "rows" });
    expect(rows.signals).toEqual({});
    // speed, unread[3], joints[5], open, floor of two environments
    expect(rows.rows.length).toBe(2 * 11);
    expect(Object.keys(rows.outputs.terms)).toEqual(["route", "effort", "faster"]);
  });
});

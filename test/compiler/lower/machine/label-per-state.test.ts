import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../../src/compiler/index.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";

const count = 30;
const letters = Array.from({ length: count }, (_, index) => `p${index}`);
const spec = `reward Chain
signal ${letters.join(", ")}: bool
machine M {
${letters.map((letter, index) => `  ${index === 0 ? "start " : ""}state S${index} { when ${letter} -> S${index + 1} reward ${index} }`).join("\n")}
  done state S${count}
}
term t = M.reward
`;

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

it("steps 31 states that each ask for a label of their own, in a tfjs kernel, all at once", () => {
  const { program, diagnostics } = compile("chain.reward", memoryHost({ "chain.reward": spec }));
  expect(diagnostics).toEqual([]);
  if (program === undefined) throw new Error("no program");
  const [machine] = program.machines;
  expect(machine).toMatchObject({ labelPerState: true, classes: 2 });
  const kernel = kernelOf(program);
  // Row 0: p0 and p7; row 1: nothing.
  const signals = Object.fromEntries(
    letters.map((letter, index) => [letter, tf.tensor1d([index === 0 || index === 7 ? 1 : 0, 0], "bool")]),
  );
  const outputs = kernel.step(kernel.init(2, signals), { signals });
  expect([...(outputs.machines.M?.dataSync() ?? [])]).toEqual([1, 0]);
  expect(outputs.labels.classes.M?.shape).toEqual([2, count + 1]);
  const all = kernel.stepAllStates(outputs.labels);
  const stay = Array.from({ length: count + 1 }, (_, state) => state);
  expect(all.next.M?.arraySync()).toEqual([
    stay.map((state) => (state === 0 || state === 7 ? state + 1 : state)),
    stay,
  ]);
  expect(all.reward.M?.arraySync()).toEqual([stay.map((state) => (state === 7 ? 7 : 0)), stay.map(() => 0)]);
});

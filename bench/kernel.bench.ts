import { bench, describe } from "vitest";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import {
  assertFusedSame,
  assertSame,
  fusedStep,
  fusedWorkload,
  kernelStep,
  plainLoop,
  randomRows,
  workloadKernel,
  writeRows,
} from "./kernel/workload.js";

const kernel = workloadKernel();

// Read the ratios to the plain loop of the same run; `bench/kernel.ts` prints steps per second.
describe.each([1, 256, 4096, 65536])("a step of %i environments", (count) => {
  const rows = randomRows(count);
  const [state, reward] = [new Int32Array(count), new Float32Array(count)];
  bench("plain loop over typed arrays", () => plainLoop(rows, state, reward), { time: 200 });

  assertFusedSame();
  const fused = fusedWorkload(count);
  writeRows(fused, rows);
  const step = fusedStep(fused);
  bench("fused JavaScript loop", () => void step(), { time: 200 });

  for (const backend of ["cpu", "wasm"] as const) {
    let step = (_: typeof rows): unknown => {
      throw new Error("the backend is not ready");
    };
    const setup = async (): Promise<void> => {
      await useBackend(backend);
      assertSame(kernel);
      step = kernelStep(kernel, count);
    };
    bench(`tfjs kernel on ${backend}`, () => void step(rows), { time: 200, setup });
  }
});

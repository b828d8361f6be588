/*
 * Time of long windows on the WebAssembly target, for each environment and step, against a loop that keeps the last values in a ring and looks at all of them (as `np.min(buffer)` does), in the same run:
 * read the ratios. A kernel does the whole step: windows, term, reward, state.
 *
 *     node scripts/run.mjs bench/windows.ts [--environments 4096] [--steps 3000]
 */
import { parseArgs } from "node:util";
import { wasmModuleOf } from "../src/compiler/emit/wasm/kernel.js";
import { compile, memoryHost } from "../src/compiler/index.js";
import { wasmKernel } from "../src/runtime/fused/index.js";

const { values } = parseArgs({ options: { environments: { type: "string" }, steps: { type: "string" } } });
const environments = Number(values.environments ?? 4096);
const steps = Number(values.steps ?? 3000);

const cases = [
  { name: "no window", term: "x" },
  { name: "min over last 10", term: "min(x) over last 10" },
  { name: "min over last 100", term: "min(x) over last 100" },
  { name: "min over last 1000", term: "min(x) over last 1000" },
  { name: "mean over last 1000", term: "mean(x) over last 1000" },
  { name: "always[0, 1000], delayed", term: "O.robustness.delayed", objective: "always[0, 1000] x >= 1" },
  { name: "always[0, 1000], low", term: "O.robustness.low", objective: "always[0, 1000] x >= 1" },
  { name: "historically[0, 1000]", term: "O.robustness.past", objective: "historically[0, 1000] x >= 1" },
] as const;

const microseconds = (seconds: number): number => (1e6 * seconds) / (environments * steps);
process.stdout.write(`microseconds for each of ${environments} environments and step, ${steps} steps\n`);
const write = (name: string, time: number, scan?: number): void =>
  void process.stdout.write(
    `${name.padEnd(28)}${time.toFixed(4).padStart(10)}${scan === undefined ? "" : `${(time / scan).toFixed(3).padStart(10)} × a scan`}\n`,
  );

const scan = microseconds(timeOf(scanning(1000), 100) * (steps / 100));
write("a scan of 1000 by hand", scan);
for (const { name, term, ...rest } of cases) {
  const objective = "objective" in rest ? `objective O = ${rest.objective}\n` : "";
  const text = `reward Windows\nnan zero\nsignal x: float in [-5, 5]\n${objective}term t = ${term}\n`;
  const { program } = compile("windows.reward", memoryHost({ "windows.reward": text }));
  if (program === undefined) throw new Error(`${name} does not compile`);
  const kernel = wasmKernel(wasmModuleOf(program), environments);
  kernel.init();
  const [x] = kernel.signals["x"]?.columns ?? [];
  write(
    name,
    microseconds(
      timeOf((step) => {
        x?.fill(Math.sin(step));
        kernel.step();
      }, steps),
    ),
    scan,
  );
}

function timeOf(run: (step: number) => void, count: number): number {
  const begin = performance.now();
  for (let step = 0; step < count; step++) run(step);
  return (performance.now() - begin) / 1000;
}

/** The least of the last values of each environment, looked at one by one. */
function scanning(window: number): (step: number) => void {
  const rings = new Float32Array(environments * window);
  const least = new Float32Array(environments);
  return (step) => {
    for (let at = 0; at < environments; at++) {
      rings[at * window + (step % window)] = Math.sin(step);
      let best = Infinity;
      for (let k = 0; k < window; k++) best = Math.min(best, rings[at * window + k] ?? 0);
      least[at] = best;
    }
  };
}

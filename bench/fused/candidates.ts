import * as tf from "@tensorflow/tfjs-core";
import { fusedModuleOf } from "../../src/compiler/emit/fused/javascript/evaluate-module.js";
import { wasmModuleOf } from "../../src/compiler/emit/wasm/kernel.js";
import { compile, kernelOf, memoryHost, type Program } from "../../src/compiler/index.js";
import {
  fusedKernel,
  wasmKernel,
  type FusedKernel,
  type InRows,
  type RewardOutputs,
  type Threads,
} from "../../src/runtime/fused/index.js";
import { featureCount, features, plainLoop } from "./plain-loop.js";
import { spec } from "./spec.js";

/** One way to compute a step's rewards, over and over on the same rows. */
export interface Candidate {
  readonly name: string;
  /** Prepares for rows of features and gives the step. */
  readonly prepare: (rows: Float32Array) => () => Float32Array;
}

/** Rows of features between −2 and 2, always the same. */
export function randomRows(environments: number): Float32Array {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return Float32Array.from({ length: environments * featureCount }, () => 4 * random() - 2);
}

/** The features by signal: where each begins in a row. */
function offsets(): readonly (readonly [name: string, start: number, size: number])[] {
  let start = 0;
  return Object.entries(features).map(([name, size]) => {
    start += size;
    return [name, start - size, size] as const;
  });
}

/** A fused kernel with its inputs already in its columns: what an environment that writes there costs nothing. */
function inColumns(create: (environments: number) => FusedKernel<RewardOutputs>): Candidate["prepare"] {
  return (rows) => {
    const kernel = create(rows.length / featureCount);
    writeRows(kernel, rows);
    kernel.init();
    return () => {
      kernel.step();
      return kernel.outputs.reward;
    };
  };
}

/** A fused kernel that reads rows, with its inputs already there. */
function inRows(create: (environments: number) => FusedKernel<RewardOutputs> & InRows): Candidate["prepare"] {
  return (rows) => {
    const kernel = create(rows.length / featureCount);
    kernel.rows.set(rows);
    kernel.init();
    return () => {
      kernel.step();
      return kernel.outputs.reward;
    };
  };
}

/** The same, where rows have to be copied to the kernel at each step. */
function fromRows(create: (environments: number) => FusedKernel<RewardOutputs> & InRows): Candidate["prepare"] {
  return (rows) => {
    const kernel = create(rows.length / featureCount);
    kernel.init();
    return () => {
      kernel.rows.set(rows);
      kernel.step();
      return kernel.outputs.reward;
    };
  };
}

function writeRows({ signals }: FusedKernel<RewardOutputs>, rows: Float32Array): void {
  for (const [name, start, size] of offsets()) {
    for (let element = 0; element < size; element++) {
      const column = signals[name]?.columns[element];
      if (column === undefined) throw new Error(`no column of ${name}`);
      for (let row = 0; row < column.length; row++) column[row] = rows[row * featureCount + start + element] ?? 0;
    }
  }
}

/** The graph of operations on tfjs's backend of the moment, with a tensor for each signal that is there already. */
function tfjs(program: Program): Candidate["prepare"] {
  const kernel = kernelOf(program);
  return (rows) => {
    const environments = rows.length / featureCount;
    const signals = Object.fromEntries(
      offsets().map(([name, start, size]) => {
        const values = Float32Array.from({ length: environments * size }, (_, index) => {
          return rows[Math.floor(index / size) * featureCount + start + (index % size)] ?? 0;
        });
        return [name, size === 1 ? tf.tensor1d(values) : tf.tensor2d(values, [environments, size])] as const;
      }),
    );
    let state = kernel.init(environments);
    return () => {
      const { state: after, ...outputs } = kernel.step(state, { signals });
      const reward = outputs.reward.dataSync() as Float32Array;
      tf.dispose([outputs as unknown as tf.TensorContainerObject, state.slots as tf.Tensor[], state.ended]);
      state = after;
      return reward;
    };
  };
}

function compiled(): Program {
  const { program, diagnostics } = compile("walker.reward", memoryHost({ "walker.reward": spec }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

/** The fused kernel that writes the reward, without workers and with them. */
export function threadCandidates(threads: Threads): readonly Candidate[] {
  const wasm = wasmModuleOf(compiled());
  const ways = [
    ["1 thread", {}],
    [`${1 + threads.workers} threads`, { threads }],
  ] as const;
  return ways.flatMap(([name, options]) => [
    {
      name: `fused, reward, ${name}`,
      prepare: inColumns((environments) => wasmKernel(wasm, environments, { ...options, outputs: "reward" })),
    },
    {
      name: `fused, reward, rows, ${name}`,
      prepare: inRows((environments) =>
        wasmKernel(wasm, environments, { ...options, outputs: "reward", inputs: "rows" }),
      ),
    },
  ]);
}

/** All ways on one thread; the first is what the others are compared with. */
export function candidates(): readonly Candidate[] {
  const program = compiled();
  const [javascript, wasm] = [fusedModuleOf(program), wasmModuleOf(program)];
  return [
    { name: "plain loop", prepare: byHand },
    { name: "fused", prepare: inColumns((environments) => wasmKernel(wasm, environments)) },
    {
      name: "fused, reward",
      prepare: inColumns((environments) => wasmKernel(wasm, environments, { outputs: "reward" })),
    },
    {
      name: "fused, reward, rows",
      prepare: inRows((environments) => wasmKernel(wasm, environments, { outputs: "reward", inputs: "rows" })),
    },
    {
      name: "fused, reward, rows copied",
      prepare: fromRows((environments) => wasmKernel(wasm, environments, { outputs: "reward", inputs: "rows" })),
    },
    { name: "fused-js", prepare: inColumns((environments) => fusedKernel(javascript, environments)) },
    { name: "tfjs wasm", prepare: tfjs(program) },
  ];
}

function byHand(rows: Float32Array): () => Float32Array {
  const environments = rows.length / featureCount;
  const [state, reward] = [new Int32Array(environments), new Float32Array(environments)];
  return () => {
    plainLoop(rows, state, reward);
    return reward;
  };
}

/** All ways agree on some steps, or the comparison means nothing. The rewards of the first step. */
export function assertSame(all: readonly Candidate[]): Float32Array {
  const rows = randomRows(64);
  const steps = all.map(({ prepare }) => prepare(rows));
  let rewards: Float32Array | undefined;
  for (let time = 0; time < 6; time++) {
    const [first = new Float32Array(), ...others] = steps.map((step) => step());
    rewards ??= first.slice();
    others.forEach((found, index) => {
      const worst = Math.max(...found.map((value, row) => Math.abs(value - (first[row] ?? NaN))));
      if (!(worst < 2e-5)) throw new Error(`${all[index + 1]?.name} differs from the plain loop by ${worst}`);
    });
  }
  return rewards ?? new Float32Array();
}

import { dispose, tensor, type Tensor, type TensorContainer } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import type { Columns, StepInputs, StepOutputs } from "../../../src/runtime/index.js";
import { stream } from "../../../src/runtime/random/index.js";
import { columnsOf, flags } from "../../../src/testing/conformance/columns.js";
import { rowGenerator } from "../../../src/testing/conformance/random-rows.js";
import { tensorsIn } from "../../../src/testing/conformance/tensors-in.js";
import { targets } from "./disagreement.js";
import { randomSpec } from "./specs.js";

/*
 * An environment is paid the same beside a million others as in a small batch, to the bit: rows of a batch repeat those of a small one, whose size is prime, so that tiles, lanes and groups of a loop meet
 * each of them at every place. What the small one is paid, random specs say.
 */
const [many, few, steps] = [1_000_000, 997, 2];
const seed = Number(process.env["RANDOM_SEED"] ?? 1);
/** One whose machine does not start at random, which depends on the environment's number. */
const [text = ""] = fc.sample(
  randomSpec.filter((spec) => !spec.includes("B: 0.5")),
  { seed, numRuns: 1 },
);

it.each(targets)(
  `a million environments are paid as ${few} are, on $name (seed ${seed})`,
  async ({ backend, make }) => {
    await useBackend(backend);
    const { program } = compile("random.reward", memoryHost({ "random.reward": text }));
    if (program === undefined) throw new Error(text);
    const random = stream(seed, "many environments");
    const sources = Array.from({ length: few }, (_, environment) =>
      rowGenerator(program, random, { mode: "same-step", tame: environment % 3 === 0 }),
    );
    const [small, large] = [make(program), make(program)];
    const first = columnsOf(
      program.signals,
      sources.map((source) => source.signals()),
    );
    let [of, ofMany] = [small.init(few, first), large.init(many, repeated(first))];
    for (let step = 0; step < steps; step++) {
      const rows = sources.map((source) => source.row(false));
      const given = {
        signals: columnsOf(
          program.signals,
          rows.map(({ signals = {} }) => signals),
        ),
        reset: columnsOf(
          program.signals,
          rows.map(({ reset = {} }) => reset),
        ),
        isFirst: flags(rows.map(({ isFirst }) => isFirst === true)),
        terminated: flags(rows.map(({ terminated }) => terminated === true)),
        truncated: flags(rows.map(({ truncated }) => truncated === true)),
      };
      const inputs: StepInputs = { ...given, clock: { steps: 50, episodes: 3, updates: 7 } };
      const inputsOfMany: StepInputs = {
        ...inputs,
        signals: repeated(given.signals),
        reset: repeated(given.reset),
        ...repeated({ isFirst: given.isFirst, terminated: given.terminated, truncated: given.truncated }),
      };
      const [{ state, ...expected }, { state: stateOfMany, ...found }] = [
        small.step(of, inputs),
        large.step(ofMany, inputsOfMany),
      ];
      expect(differing(expected, found)).toEqual([]);
      release(of, ofMany, inputs, inputsOfMany, expected, found);
      [of, ofMany] = [state, stateOfMany];
    }
    release(of, ofMany);
  },
  600_000,
);

/** Each row of a small batch again and again. */
function repeated<T extends Columns>(columns: T): T {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const values = column.dataSync();
      const size = values.length / few;
      const kind = column.dtype === "float32" ? Float32Array : column.dtype === "int32" ? Int32Array : Uint8Array;
      const all = new kind(many * size);
      for (let at = 0; at < all.length; at += values.length)
        all.set(values.subarray(0, Math.min(values.length, all.length - at)), at);
      return [name, tensor(all, [many, ...column.shape.slice(1)], column.dtype)];
    }),
  ) as unknown as T;
}

/** What is paid, and how it ends. */
function shown({
  reward,
  total,
  terms,
  raw,
  machines,
  objectives,
  terminated,
  truncated,
  cause,
}: Omit<StepOutputs, "state">): Columns {
  return { reward, total, ...terms, ...raw, ...machines, ...objectives, terminated, truncated, cause };
}

/** Names and places of numbers that are not those of the small batch. */
function differing(expected: Omit<StepOutputs, "state">, found: Omit<StepOutputs, "state">): readonly string[] {
  const right = shown(expected);
  return Object.entries(shown(found)).flatMap(([name, column]) => {
    const [values, wanted] = [column.dataSync(), right[name]?.dataSync() ?? []];
    const place = values.findIndex((value, index) => !Object.is(value, wanted[index % wanted.length]));
    return place < 0 ? [] : [`${name} of ${place}: ${values[place]}, not ${wanted[place % wanted.length]}`];
  });
}

function release(...values: readonly unknown[]): void {
  dispose(tensorsIn(values) as Tensor[] as unknown as TensorContainer);
}

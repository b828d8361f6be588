import { dispose } from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { compile, kernelOf, nodeHost, render } from "../../src/compiler/index.js";
import type { Program } from "../../src/compiler/ir/program.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { stream } from "../../src/runtime/random/index.js";
import type { RandomStream } from "../../src/runtime/random/index.js";
import { initialState, scalarPaid, step, type Row } from "../../src/runtime/reference/index.js";
import { columnsOf, inputsOf } from "../../src/testing/conformance/columns.js";
import { tensorsIn } from "../../src/testing/conformance/tensors-in.js";

/** Signals and actions by name, arrays row-major. */
export type Signals = Readonly<Record<string, readonly number[]>>;

/** A published reward written once more, plainly, in float64 and with its state in ordinary variables. */
export interface Derivation {
  /** Begins an episode with what a reset brings. */
  reset(first: Signals): void;
  /** The reward of a step. */
  reward(now: Signals): number;
}

export interface DerivedSpec {
  readonly path: string;
  readonly variant?: string;
  readonly sample: (random: RandomStream) => Signals;
  readonly derive: () => Derivation;
}

const environments = 8;
const steps = 160;

/**
 * Runs the spec on random steps with random resets and compares each reward with the derivation: to 1e-12 of the sum of the terms'
 * magnitudes on the reference, and to 1e-6 of it in single precision. Returns how many steps were compared.
 */
export async function compareWithDerivation({ path, variant, sample, derive }: DerivedSpec): Promise<number> {
  const program = programAt(path, variant);
  const rows = randomRows(sample);
  const expected = rows.map((episode) => derived(derive(), episode));
  let compared = 0;
  rows.forEach((episode, environment) => {
    let state = initialState(program, episode.first, { environment });
    episode.rows.forEach((row, index) => {
      const moved = step(program, state, row);
      state = moved.state;
      const wanted = expected[environment]?.[index];
      if (wanted === undefined || !moved.outputs.stepped) return;
      compared++;
      const size = Object.values(moved.outputs.terms).reduce((sum, term) => sum + Math.abs(term), 1);
      expect(Math.abs(scalarPaid(moved.outputs.reward) - wanted), `${path} step ${index}`).toBeLessThanOrEqual(
        1e-12 * size,
      );
    });
  });
  await compareKernel(program, rows, expected);
  return compared;
}

function programAt(path: string, variant: string | undefined): Program {
  const { program, diagnostics, sources } = compile(path, nodeHost(), variant === undefined ? {} : { variant });
  if (program === undefined) throw new Error(diagnostics.map((found) => render(found, sources)).join("\n"));
  return program;
}

interface Episode {
  readonly first: Signals;
  readonly rows: readonly (Row & { readonly signals: Signals })[];
}

/** Numbers are exact in single precision, so that both targets see the same. */
function randomRows(sample: DerivedSpec["sample"]): readonly Episode[] {
  return Array.from({ length: environments }, (_, environment) => {
    const random = stream(environment + 1, "derivation");
    const rounded = (): Signals =>
      Object.fromEntries(Object.entries(sample(random)).map(([name, values]) => [name, values.map(Math.fround)]));
    const first = rounded();
    const rows = Array.from({ length: steps }, () => ({ signals: rounded(), isFirst: random.chance(0.05) }));
    return { first, rows };
  });
}

function derived(derivation: Derivation, { first, rows }: Episode): readonly (number | undefined)[] {
  derivation.reset(first);
  return rows.map(({ signals, isFirst }) => {
    if (isFirst === true) {
      derivation.reset(signals);
      return undefined;
    }
    return derivation.reward(signals);
  });
}

async function compareKernel(
  program: Program,
  episodes: readonly Episode[],
  expected: readonly (readonly (number | undefined)[])[],
): Promise<void> {
  await useBackend("cpu");
  const kernel = kernelOf(program);
  const first = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    episodes.map((episode) => episode.first),
  );
  let state = kernel.init(environments, first);
  const ended = new Set<number>();
  for (let index = 0; index < steps; index++) {
    const { inputs, tensors } = inputsOf(
      program,
      episodes.map(({ rows }) => rows[index] ?? {}),
    );
    const { state: next, ...outputs } = kernel.step(state, inputs);
    const rewards = outputs.reward.dataSync();
    const terms = Object.values(outputs.terms).map((term) => term.dataSync());
    const over = outputs.terminated.dataSync();
    for (let environment = 0; environment < environments; environment++) {
      const wanted = expected[environment]?.[index];
      if (wanted === undefined) ended.delete(environment);
      else if (!ended.has(environment)) {
        const size = terms.reduce((sum, term) => sum + Math.abs(term[environment] ?? 0), 1);
        expect(Math.abs((rewards[environment] ?? NaN) - wanted)).toBeLessThanOrEqual(1e-6 * size);
        if (over[environment] !== 0) ended.add(environment);
      }
    }
    dispose([...tensorsIn(state), ...tensorsIn(outputs), ...tensors]);
    state = next;
  }
  dispose([...tensorsIn(state), ...Object.values(first)]);
}

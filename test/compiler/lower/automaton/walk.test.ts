import { beforeAll, describe, expect, it } from "vitest";
import { describe as describeProgram } from "../../../../src/compiler/emit/describe.js";
import { kernelOf } from "../../../../src/compiler/emit/tfjs/closure.js";
import { optimise } from "../../../../src/compiler/passes/index.js";
import { referenceKernel } from "../../../../src/runtime/reference/reference-kernel.js";
import { conformance } from "../../../../src/testing/conformance/conformance.js";
import { useTestBackend } from "../../../runtime/kernel/backends.js";
import { and, atom, implies, windowed } from "../../../../src/compiler/automata/temporal/formula.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { initialState, step, stepAllStates } from "../../../../src/runtime/reference/index.js";
import { randomNumbers } from "../../../runtime/kernel/agreement.js";
import { bool, dfaOf, objective, statesOf } from "../objective/objective-spec.js";
import { declare, signal, spec } from "../typed-spec.js";

/** `always (request implies eventually answer)` for each of `pairs` requests: 2^pairs states, and each tells many letters apart. */
function answered(
  pairs: number,
  readsSource = false,
): { readonly program: Program; readonly names: readonly string[] } {
  const names = Array.from({ length: 2 * pairs }, (_, index) => `s${index}`);
  const formula = and(
    ...Array.from({ length: pairs }, (_, index) =>
      windowed("always", implies(atom(2 * index), windowed("eventually", atom(2 * index + 1)))),
    ),
  );
  const atoms = names.map((name) => signal(name, bool));
  const made = spec({
    signals: names.map((name) => declare(name, bool)),
    objectives: [objective(formula, { atoms, readsSource })],
  });
  return { program: lower(made), names };
}

describe.each([
  { pairs: 5, readsSource: false, perState: false },
  { pairs: 7, readsSource: false, perState: true },
  { pairs: 7, readsSource: true, perState: true },
])("the label of an automaton with large diagrams ($pairs requests)", ({ pairs, readsSource, perState }) => {
  beforeAll(() => useTestBackend("cpu"));

  const { program, names } = answered(pairs, readsSource);
  const output = program.objectives[0];
  if (output === undefined) throw new Error("no objective");

  it("takes a few operations for each atom, not for each node of the diagrams", () => {
    expect(output.states).toHaveLength(2 ** pairs);
    expect(output.labelPerState === true).toBe(perState);
    expect(program.nodes.length).toBeLessThan(names.length * 16);
  });

  it("is what the reference means on tfjs, and on the reference's own kernel", async () => {
    const optimised = optimise(program);
    const kernels = [kernelOf(optimised), referenceKernel(optimised, describeProgram(optimised))];
    for (const kernel of kernels) {
      const result = await conformance(optimised, kernel, { environments: 3, rows: 8 });
      expect(result.mismatches).toEqual([]);
      expect(result.judged).toBeGreaterThan(100);
    }
  });

  it("moves as the automaton does, from the real state and from all others", () => {
    const random = randomNumbers(pairs);
    const formula = and(
      ...Array.from({ length: pairs }, (_, index) =>
        windowed("always", implies(atom(2 * index), windowed("eventually", atom(2 * index + 1)))),
      ),
    );
    const trace = Array.from({ length: 40 }, () => names.map(() => random() < 0.3));
    const signalsOf = (letter: readonly boolean[]): Record<string, boolean> =>
      Object.fromEntries(names.map((name, index) => [name, letter[index] === true]));
    const [first = [], ...others] = trace;
    let state = initialState(program, signalsOf(first));
    const seen = readsSource ? trace.slice(0, -1) : others;
    const expected = statesOf(dfaOf(formula, names.length), seen);
    let before = 0;
    others.forEach((letter, at) => {
      const moved = step(program, state, { signals: signalsOf(letter) });
      state = moved.state;
      const label = moved.outputs.labels["O"];
      if (label === undefined) throw new Error("no label");
      expect(moved.outputs.objectives["O"]).toBe(expected[at]);
      expect(stepAllStates(output, label).next[before]).toBe(expected[at]);
      before = expected[at] ?? 0;
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printFormula } from "../../../../src/compiler/automata/temporal/dialects/print.js";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { Trace } from "../../../../src/compiler/automata/temporal/trace/letter.js";
import type { Diagnostic } from "../../../../src/compiler/diagnostics/diagnostic.js";
import { runSpecTests } from "../../../../src/testing/index.js";
import { formulas } from "../../automata/temporal/arbitrary-formula.js";
import { holdsAt } from "../../automata/temporal/evaluate.js";
import { checked } from "../checked.js";

const objectives = formulas({ atoms: 2, depth: 2, past: true, windows: true, sequences: true }).map((formula) => {
  const printed = printFormula(formula, ["a", "b"], "rewardc");
  if (!("text" in printed)) throw new Error(printed.obstacle);
  return { formula, text: printed.text };
});

function found(text: string): readonly Diagnostic[] {
  const { diagnostics } = checked(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return diagnostics.filter(({ code }) => code.startsWith("RWD71"));
}

/** Every trace of up to four letters over two atoms. */
function shortTraces(): readonly Trace[] {
  const letters = [0, 1, 2, 3].map((bits) => [(bits & 1) === 1, (bits & 2) === 2]);
  let longest: Trace[] = [[]];
  return [1, 2, 3, 4].flatMap(() => {
    longest = longest.flatMap((trace) => letters.map((letter) => [...trace, letter]));
    return longest;
  });
}

const traces = shortTraces();

function verdicts(formula: TemporalFormula): readonly boolean[] {
  return traces.map((trace) => holdsAt(formula, trace, 0));
}

describe("findings about random objectives", () => {
  it("are true of every short trace", () => {
    fc.assert(
      fc.property(objectives, objectives, (first, second) => {
        const diagnostics = found(
          `signal a, b: bool\nobjective First = ${first.text}\nobjective Second = ${second.text}\n`,
        );
        const [own, other] = [verdicts(first.formula), verdicts(second.formula)];
        const of = (text: string): readonly boolean[] => (text.includes("`First`") ? own : other);
        for (const { name, message } of diagnostics) {
          switch (name) {
            case "unsatisfiable-objective":
              expect(of(message)).not.toContain(true);
              break;
            case "trivial-objective":
              expect(of(message)).not.toContain(false);
              break;
            case "judged-at-first-step":
              expect(of(message)).toEqual(
                traces.map((trace) => of(message)[traces.findIndex((short) => short[0]?.join() === trace[0]?.join())]),
              );
              break;
            case "equivalent-objectives":
              expect(own).toEqual(other);
              break;
            case "contradictory-objectives":
              expect(own.map((holds, index) => holds && other[index] === true)).not.toContain(true);
              break;
            case "implied-objective": {
              const [stronger, weaker] = message.startsWith("every trace that satisfies `First`")
                ? [own, other]
                : [other, own];
              expect(stronger.map((holds, index) => holds && weaker[index] !== true)).not.toContain(true);
              break;
            }
            default:
              break;
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("come with tests that are green when they are pasted into the spec", async () => {
    const endings = fc.constantFrom(
      "",
      "terminate when a and b\n",
      "truncate when b and not a\n",
      "terminate when First.violated\n",
      "truncate when step_index >= 2\nterminate when b\n",
      "machine M {\n  start state Here { when a -> There }\n  state There { when b -> End reward 1 }\n  final state End\n}\nterm paid = M.reward\n",
    );
    let pasted = 0;
    await fc.assert(
      fc.asyncProperty(objectives, objectives, endings, fc.boolean(), async (first, second, ending, fromSource) => {
        const reads = fromSource ? " reads source" : "";
        const text = `signal a, b: bool\nobjective First${reads} = ${first.text}\nobjective Second = ${second.text}\n${ending}term t = 1 on satisfied Second\n`;
        const tests = found(text).flatMap(({ notes }) =>
          notes.flatMap((note) => /^as a test: (.*)$/.exec(note)?.[1] ?? []),
        );
        if (tests.length === 0) return;
        pasted += tests.length;
        const spec = `reward Example\n${text}\n${tests.join("\n")}\n`;
        const results = await runSpecTests({ "spec.reward": spec }, "spec.reward");
        expect(results).toHaveLength(tests.length);
        expect(results.filter(({ passed }) => !passed)).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(pasted).toBeGreaterThan(8);
  });
});

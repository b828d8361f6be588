import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atom } from "../../../../src/compiler/automata/temporal/formula.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { taskFormula, type Task } from "../../../../src/compiler/check/objective/tasks.js";
import { evaluate } from "../../automata/temporal/oracle/evaluate.js";

const atoms = 3;

/** Tasks over three atoms. */
const { task } = fc.letrec<{ task: Task }>((tie) => ({
  task: fc.oneof(
    { maxDepth: 4 },
    fc.nat(atoms - 1).map((goal): Task => ({ kind: "achieve", goal: atom(goal) })),
    fc
      .tuple(tie("task"), fc.nat(atoms - 1))
      .map(([inner, condition]): Task => ({ kind: "ensuring", task: inner, condition: atom(condition) })),
    fc
      .tuple(fc.constantFrom("then", "or"), tie("task"), tie("task"))
      .map(([kind, left, right]): Task => ({ kind, left, right })),
  ),
}));

const trace = fc.array(fc.nat(2 ** atoms - 1), { minLength: 1, maxLength: 6 });

const holds = (letter: number | undefined, formula: unknown): boolean =>
  (((letter ?? 0) >> (formula as { readonly atom: number }).atom) & 1) === 1;

/** The steps at which the task can be done that begins at `from`: the definition of the paper, step by step. */
function doneAt(whole: Task, letters: readonly number[], from: number): readonly number[] {
  switch (whole.kind) {
    case "achieve":
      return letters.flatMap((letter, step) => (step >= from && holds(letter, whole.goal) ? [step] : []));
    case "ensuring":
      return doneAt(whole.task, letters, from).filter((end) =>
        letters.slice(from, end + 1).every((letter) => holds(letter, whole.condition)),
      );
    case "then":
      return doneAt(whole.left, letters, from).flatMap((end) => doneAt(whole.right, letters, end + 1));
    case "or":
      return [...doneAt(whole.left, letters, from), ...doneAt(whole.right, letters, from)];
  }
}

function chained(kind: "then" | "or", count: number): Task {
  const one: Task = { kind: "achieve", goal: atom(0) };
  return Array.from({ length: count - 1 }, () => one).reduce<Task>((left, right) => ({ kind, left, right }), one);
}

describe("tasks", () => {
  it("are satisfied by the traces with a beginning that does them, one part after the other", () => {
    const seen = { satisfied: 0, violated: 0 };
    fc.assert(
      fc.property(task, trace, (whole, letters) => {
        const wanted = doneAt(whole, letters, 0).length > 0;
        expect(evaluate(taskFormula(whole), letters)).toBe(wanted);
        seen[wanted ? "satisfied" : "violated"]++;
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(seen.satisfied).toBeGreaterThan(100);
    expect(seen.violated).toBeGreaterThan(100);
  });

  it("have a state for each part that is done, and never leave the last", () => {
    for (const count of [1, 2, 1000]) {
      const translated = translate(taskFormula(chained("then", count)), 1);
      if (translated.kind === "too-large") throw new Error("too large");
      expect(translated.dfa.accepting).toHaveLength(count + 1);
      const { accepting, diagrams, moves } = translated.dfa;
      const done = accepting.indexOf(true);
      const move = moves[done] ?? -1;
      expect(accepting.lastIndexOf(true)).toBe(done);
      expect(diagrams.isLeaf(move) && diagrams.value(move)).toBe(done);
    }
  });

  it("share what comes after a choice, so that forty choices in a row stay small", () => {
    const choice: Task = {
      kind: "or",
      left: { kind: "achieve", goal: atom(0) },
      right: { kind: "ensuring", task: { kind: "achieve", goal: atom(1) }, condition: atom(2) },
    };
    const whole = Array.from({ length: 39 }, () => choice).reduce<Task>(
      (left, right) => ({ kind: "then", left, right }),
      choice,
    );
    const translated = translate(taskFormula(whole), atoms);
    expect(translated.kind === "too-large" ? undefined : translated.dfa.accepting.length).toBeLessThan(100);
  });
});

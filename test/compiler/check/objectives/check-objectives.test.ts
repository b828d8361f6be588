import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../../src/compiler/diagnostics/diagnostic.js";
import { runSpecTests } from "../../../../src/testing/index.js";
import { checked } from "../checked.js";

const signals = "signal a, b, c: bool\nsignal x: float in [0, 10]\nsignal place: enum { A, B, C }\n";

/** What is found of the objectives of a spec. */
function found(text: string): readonly Diagnostic[] {
  const { diagnostics } = checked(signals + text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return diagnostics.filter(({ code }) => code.startsWith("RWD71"));
}

/** The names of the findings, sorted. */
function names(text: string): readonly string[] {
  return found(text)
    .map(({ name }) => name)
    .sort();
}

function objective(formula: string): string {
  return `objective O = ${formula}`;
}

/** The tests among the notes. */
function tests(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.flatMap(({ notes }) => notes.flatMap((note) => /^as a test: (.*)$/.exec(note)?.[1] ?? []));
}

/** Pastes the tests of all findings into the spec and runs them on the reference. */
async function failures(text: string, count: number): Promise<readonly unknown[]> {
  const pasted = tests(found(text));
  expect(pasted).toHaveLength(count);
  const file = `reward Example\n${signals}${text}\n${pasted.join("\n")}\n`;
  const results = await runSpecTests({ "spec.reward": file }, "spec.reward");
  expect(results).toHaveLength(count);
  return results.filter(({ passed }) => !passed);
}

/** The text after all edits of a fix. */
function fixed(text: string, fix: number): string {
  const main = `reward Example\n${signals}${text}`;
  const [diagnostic] = found(text);
  const edits = [...(diagnostic?.fixes[fix]?.edits ?? [])].sort((left, right) => right.span.start - left.span.start);
  expect(edits.length).toBeGreaterThan(0);
  const result = edits.reduce((all, { span, text: by }) => all.slice(0, span.start) + by + all.slice(span.end), main);
  return result.slice(`reward Example\n${signals}`.length);
}

describe("formulas without fault", () => {
  it.each([
    "always (a implies eventually b)",
    "not a until b",
    "eventually (a and next eventually b)",
    "always (a implies weak next b)",
    "always (a implies (last or next b))",
    "always eventually[<= 3] a",
    "always (a implies once b)",
    "initially a",
    "initially a and always not b",
    "eventually (last and a)",
    "a at most 2 times",
    "b responds to a between b and c",
    "a precedes b after c until place == A",
    "always a after b until c",
    "achieve a ensuring not b then achieve c",
    "sequence { a; b*; c }",
    "eventually (x > 5 and next eventually x > 2)",
    "place == A until place == B",
  ])("%s", (formula) => {
    expect(names(objective(formula))).toEqual([]);
  });
});

describe("what no trace, or every trace, satisfies", () => {
  it("is explained by the parts that contradict each other", () => {
    const [only, ...others] = found(objective("eventually c and always a and eventually not a"));
    expect(others).toEqual([]);
    expect(only?.name).toBe("unsatisfiable-objective");
    expect(only?.related).toHaveLength(2);
    expect(only?.notes).toContain("these contradict each other: `always a`, `eventually not a`");
  });

  it.each([
    ["eventually (x > 5 and x < 2)", "it takes a step with `x > 5` and `x < 2`, which exclude each other"],
    ["eventually x > 11", "it takes a step with `x > 11`, which cannot be"],
    [
      "eventually (place == A and place == B)",
      "it takes a step with `place == A` and `place == B`, which exclude each other",
    ],
  ])("is judged with what the conditions say of each other: %s", (formula, note) => {
    const [only] = found(objective(formula));
    expect(only?.name).toBe("unsatisfiable-objective");
    expect(only?.notes).toContain(note);
  });

  it("is trivial where the conditions leave no other choice", () => {
    const [only] = found(objective("always (place == A or place == B or place == C)"));
    expect(only?.name).toBe("trivial-objective");
    expect(only?.notes[0]).toMatch(/^to violate it takes a step with/);
    expect(names(objective("always (a or not a)"))).toEqual(["trivial-objective"]);
  });

  it("may ask the last step for a next one", () => {
    const [only] = found(objective("always next a"));
    expect(only?.name).toBe("unsatisfiable-objective");
    expect(only?.notes).toContain("`next` also asks the last step for a next one, which it never has");
    expect(fixed(objective("always next a"), 0)).toBe(objective("always weak next a"));
  });
});

describe("idle parts", () => {
  it("are pointed at, with a trace where they fail and nothing happens", () => {
    const [only, ...others] = found(objective("always a and eventually a"));
    expect(others).toEqual([]);
    expect(only?.name).toBe("idle-part");
    expect(only?.notes[0]).toBe("with `true` in place of `eventually a` every trace has the same verdict");
    expect(only?.notes.at(-1)).toMatch(/verdict == Violated \}$/);
    expect(names(fixed(objective("always a and eventually a"), 0))).toEqual([]);
  });

  it("are judged with theory", () => {
    expect(names(objective("eventually (x > 5 and x > 2)"))).toEqual(["idle-part"]);
  });

  it("are a matter of what is written, not of what a pattern expands to", () => {
    expect(names(objective("never a between b and c"))).toEqual([]);
  });

  it("of a template are pointed at in the template", () => {
    const text = "objective Twice(p: bool) = always p and eventually p\nobjective O = Twice(a)";
    const [only] = found(text);
    expect(only?.name).toBe("idle-part");
    expect(only?.primary.span.start).toBe(`reward Example\n${signals}objective Twice(p: bool) = always p and `.length);
  });
});

describe("misreadings", () => {
  it("`always eventually` and `eventually always` mean the last step", () => {
    expect(names(objective("always eventually a"))).toEqual(["judged-at-last-step"]);
    expect(names(objective("eventually always (a and b)"))).toEqual(["judged-at-last-step"]);
    expect(fixed(objective("eventually always (a and b)"), 0)).toBe(objective("(eventually (last and (a and b)))"));
    expect(names(fixed(objective("always eventually a"), 0))).toEqual([]);
  });

  it("`next` is missing at the last step", () => {
    expect(names(objective("always (a implies next b)"))).toEqual(["asks-last-step-for-next"]);
    expect(fixed(objective("always (a implies X X b)"), 0)).toBe(objective("always (a implies N N b)"));
    expect(names(fixed(objective("G(a -> next b)"), 0))).toEqual([]);
  });

  it("`next` that asks for itself forbids what it follows", () => {
    const [only] = found(objective("always (a implies next next a)"));
    expect(only?.notes[0]).toBe("as it stands no step may have `a` at all");
  });

  it("a condition alone is about the first step", () => {
    expect(names(objective("a and not b"))).toEqual(["judged-at-first-step"]);
    expect(fixed(objective("a and not b"), 0)).toBe(objective("always (a and not b)"));
    expect(names(fixed(objective("a and not b"), 2))).toEqual([]);
  });

  it("the past is empty at the first step", () => {
    expect(names(objective("once a"))).toEqual(["looks-back-from-first-step"]);
    expect(names(objective("(a since b) and always c"))).toEqual(["looks-back-from-first-step"]);
    expect(names(fixed(objective("a since b"), 0))).toEqual([]);
  });
});

describe("certainty", () => {
  it("is nothing to wait for where every continuation may decide otherwise", () => {
    const safe = "objective O = always not a\n";
    expect(names(`${safe}terminate when O.satisfied`)).toEqual(["never-certain"]);
    expect(names(`${safe}terminate when O.violated`)).toEqual([]);
    expect(names(`objective O = eventually a\nterm t = if O.violated then 1 else 0`)).toEqual(["never-certain"]);
    expect(names(`${safe}term t = 1 on satisfied O`)).toEqual(["fires-at-end-only"]);
    expect(names(`${safe}term t = 1 on violated O`)).toEqual([]);
  });

  it("is judged with theory", () => {
    expect(names("objective O = eventually (x > 11 or a) \nterm t = if O.violated then 1 else 0")).toContain(
      "never-certain",
    );
  });
});

describe("objectives beside each other", () => {
  it("may be the same, opposites, or one more than the other", () => {
    expect(names("objective O = eventually a\nobjective P = true until a")).toEqual(["equivalent-objectives"]);
    expect(names("objective O = eventually a\nobjective P = eventually (a and b)")).toEqual(["implied-objective"]);
    expect(names("objective O = always x > 5\nobjective P = eventually x < 2")).toEqual(["contradictory-objectives"]);
    const [opposite] = found("objective O = always not a\nobjective P = eventually a");
    expect(opposite?.name).toBe("contradictory-objectives");
    expect(opposite?.notes[0]).toBe("every trace satisfies one of them: each is the negation of the other");
  });

  it("say which asks for less, whatever their order", () => {
    const [first] = found("objective O = eventually a\nobjective P = eventually (a and b)");
    const [second] = found("objective P = eventually (a and b)\nobjective O = eventually a");
    expect(first?.message).toBe("every trace that satisfies `P` satisfies `O`");
    expect(second?.message).toBe(first?.message);
    expect([first, second].map((diagnostic) => diagnostic?.primary.label)).toEqual(["asks for more", "asks for less"]);
  });

  it("have nothing to do with each other where they look at different things", () => {
    expect(names("objective O = eventually a\nobjective P = always b")).toEqual([]);
    expect(names("objective O = eventually a\nobjective P = eventually b")).toEqual([]);
  });

  it("are not told what follows from the rest", () => {
    const chain = ["a", "a and b", "a and b and c"].map(
      (condition, index) => `objective O${index} = eventually (${condition})`,
    );
    expect(found(chain.join("\n")).map(({ message }) => message)).toEqual([
      "every trace that satisfies `O1` satisfies `O0`",
      "every trace that satisfies `O2` satisfies `O1`",
    ]);
    expect(names("objective N = never a\nobjective O = eventually a\nobjective P = eventually (a and b)")).toEqual([
      "contradictory-objectives",
      "implied-objective",
    ]);
  });

  it("are compared where both read the same letters", () => {
    expect(names("objective O = eventually a\nobjective P reads source = eventually a")).toEqual([]);
  });
});

describe("machines beside objectives", () => {
  const machine = (more = ""): string => `machine M {
  start state Here { when a -> There ${more} }
  state There { when b -> End reward 1 }
  final state End
}
term t = M.reward
`;

  it("are in conflict where every payment comes after a violation", () => {
    expect(names(`${machine()}objective O = never b`)).toEqual(["machine-against-objective"]);
    expect(names(`${machine()}objective O = b precedes a`)).toEqual([]);
    expect(names(`${machine("reward 1")}objective O = never b`)).toEqual([]);
    expect(names(`${machine()}objective O = never M.state == There`)).toEqual(["machine-against-objective"]);
    expect(names(`${machine()}objective O = never (x > 5 and c)`)).toEqual([]);
  });

  it("are not, where what is paid is a penalty", () => {
    expect(names(`${machine().replace("reward 1", "reward -1")}objective O = never b`)).toEqual([]);
  });
});

describe("traces as tests", () => {
  it("are green when they are pasted into the spec", async () => {
    const text = `
objective P1 = always eventually a
objective P2 = always (a implies next b)
objective P3 = eventually (x > 5 and x < 2)
objective P4 = once (x > 3)
objective P5 = place == C
objective P6 = always place == B and eventually place != C
`;
    expect(await failures(text, tests(found(text)).length)).toEqual([]);
    expect(tests(found(text)).length).toBeGreaterThanOrEqual(6);
  });

  it("end where the spec ends episodes", async () => {
    const ends = `terminate when x > 9\ntruncate when place == B\n`;
    expect(await failures(`${ends}objective O = always eventually (x > 8)`, 1)).toEqual([]);
    // An episode that goes on after x > 9 is none: the trace is found, but there is no test.
    expect(await failures(`${ends}objective O = always eventually (x > 9.5)`, 0)).toEqual([]);
    // What truncates may stand in a step that also terminates.
    expect(await failures(`${ends}objective O = once (place == B)`, 1)).toEqual([]);
    expect(await failures(`truncate when step_index >= 200\nobjective O = once a`, 1)).toEqual([]);
    expect(await failures(`truncate when step_index >= 1\nobjective O = always eventually a`, 0)).toEqual([]);
  });

  it("follow machines and objectives that end episodes", async () => {
    const machine =
      "machine M {\n  start state Here { when a -> End }\n  final state End\n}\nterm t = if M.finished then 1 else 0\n";
    expect(await failures(`${machine}objective O = always (M.state == Here implies next b)`, 1)).toEqual([]);
    expect(await failures(`${machine}objective O = once a`, 1)).toEqual([]);
    expect(
      await failures(
        `objective O = always eventually a\nobjective P = a at most 0 times\nterminate when P.violated`,
        1,
      ),
    ).toEqual([]);
  });

  it("begin with the reset where letters are read from the source", async () => {
    expect(await failures("objective O reads source = always eventually a", 1)).toEqual([]);
  });

  it("are none where a condition is about what a test cannot set", async () => {
    const [only] = found(objective("always (rising(a) implies next b)"));
    expect(only?.notes).toEqual(["shortest trace: rising(a)"]);
  });
});

it("judges formulas of any depth", () => {
  expect(names(objective(`${"not ".repeat(10_000)}a`))).toEqual(["judged-at-first-step"]);
  expect(names(objective(`eventually (${"a and ".repeat(2_000)}b)`)).filter((name) => name !== "idle-part")).toEqual(
    [],
  );
});

it("holds its tongue where something else is wrong", () => {
  const { diagnostics } = checked(`${signals}objective O = always eventually a\nterm t = nonsense`);
  expect(diagnostics.map(({ name }) => name)).toEqual(["unknown-name"]);
});

describe("objectives on infinite traces, and those kept as bits", () => {
  it.each([
    ["infinitely often x > 5 and eventually forever x < 3", "unsatisfiable-objective"],
    ["infinitely often a or eventually forever not a", "trivial-objective"],
    ["always (a implies once[24, 24] b) and eventually (x > 5 and x < 3)", "unsatisfiable-objective"],
    ["always (a implies once[24, 24] b) or eventually (x > 5 or x < 6)", "trivial-objective"],
  ])("are found to be decided: %s", async (formula, name) => {
    const text = `${objective(formula)}\nterm t = if O.violated then 1 else 0`;
    expect(names(text)).toEqual([name]);
    expect(await failures(text, 1)).toEqual([]);
  });

  it.each(["infinitely often a", "always (a implies once[24, 24] b)"])("are without fault: %s", (formula) => {
    expect(names(`${objective(formula)}\nterm t = if O.violated then 1 else 0`)).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHoa } from "../../src/compiler/automata/hoa/read.js";
import { batch } from "../../src/cli/automaton/batch.js";
import { foreignFormula } from "../../src/cli/automaton/foreign-formula.js";
import { main } from "../../src/cli/main.js";
import { runSpecTests } from "../../src/testing/index.js";
import { folder } from "./rewardc.js";

interface Result {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs the command line in this process. */
async function automaton(...argv: readonly string[]): Promise<Result> {
  let [out, err, code] = ["", "", 0];
  await main(["automaton", ...argv], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false,
    exit: (raised) => void (code = Math.max(code, raised)),
  });
  return { out, err, code };
}

function record(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

const until = ["--dialect", "spot", "--ltlf", "a U b"] as const;

describe("a formula", () => {
  it("gives the record of its automaton", async () => {
    const { out, err, code } = await automaton(...until);
    expect(record(out)).toEqual({
      v: 1,
      type: "automaton",
      formula: "a U b",
      atoms: ["a", "b"],
      states: 3,
      initial: 0,
      accepting: [2],
      transitions: [
        { from: 0, to: 0, guard: "a & !b" },
        { from: 0, to: 1, guard: "!a & !b" },
        { from: 0, to: 2, guard: "b" },
        { from: 1, to: 1, guard: "true" },
        { from: 2, to: 2, guard: "true" },
      ],
      milliseconds: expect.any(Number) as number,
    });
    expect({ err, code }).toEqual({ err: "", code: 0 });
  });

  it.each([
    [
      "summary",
      /^\{"v":1,"type":"automaton-summary","formula":"a U b","atoms":2,"states":3,"accepting":1,"transitions":5,/,
    ],
    ["hoa", /^HOA: v1\nname: "a U b"\n/],
    ["dot", /^digraph "a U b" \{/],
    ["mermaid", /^stateDiagram-v2\n/],
    ["svg", /<svg [^]*<\/svg>/],
    ["mona", /^MONA DFA\nnumber of variables: 2\n/],
    ["text", /^0 # initial state\n\[1,2\] # terminal states\n/],
  ])("is written as %s", async (format, pattern) => {
    const { out, code } = await automaton(...until, "--format", format);
    expect(out).toMatch(pattern);
    expect(code).toBe(0);
  });

  it("is read in the language's own syntax, words and letters, with names for propositions", async () => {
    const { out, err } = await automaton("--ltlf", "F (office and once coffee) and always[0, 3] not plant");
    expect(err).toBe("");
    expect(record(out)).toMatchObject({
      atoms: ["office", "coffee", "plant"],
      formula: "F (office and once coffee) and always[0, 3] not plant",
    });
  });

  it("warns in the language's own syntax of chains that other tools read differently", async () => {
    const { err, code } = await automaton("--ltlf", "a -> b -> c", "--format", "summary");
    expect(err).toContain("warning[RWD");
    expect(code).toBe(0);
  });

  it("points at a mistake of the language's own syntax", async () => {
    const { out, err, code } = await automaton("--ltlf", "a until");
    expect(err).toMatch(/^error\[RWD[0-9]{4}\][^]*--> formula:1:[0-9]+/u);
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });

  it("has the names that are always there as what they are", async () => {
    const same = await automaton("--equivalent", "eventually[2, inf] a", "X X F a");
    expect(same.code).toBe(0);
    const { err, code } = await automaton("--ltlf", "F total");
    expect(err).toContain("must be `bool`, found `float`");
    expect(code).toBe(1);
  });

  it("points at a mistake of another syntax", async () => {
    const { out, err, code } = await automaton("--ltlf", "a & | b", "--dialect", "spot");
    expect(err).toContain("error[RWD8301]: spot: found `|`, expected a formula\n  --> formula:1:5");
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });

  it("has states for the empty trace where that is asked for", async () => {
    const states = async (empty: string): Promise<unknown> =>
      record((await automaton("--dialect", "spot", "--ltlf", "G a", "--empty", empty)).out)["states"];
    expect([await states("free"), await states("accept"), await states("reject")]).toEqual([2, 2, 3]);
  });

  it("ends at a limit with a finding", async () => {
    const { err, code } = await automaton("--dialect", "spot", "--ltlf", "F(a & X[14!] b)", "--max-states", "100");
    expect(err).toContain("error[RWD8303]: the automaton of the formula needs more states than it may");
    expect(code).toBe(1);
  });

  it("is printed in another syntax", async () => {
    const print = async (dialect: string, text = "G(a -> X b)"): Promise<string> =>
      (await automaton("--dialect", "spot", "--ltlf", text, "--print-as", dialect)).out;
    expect(await print("ltlf2dfa")).toBe("G (!a | (WX b))\n");
    expect(await print("tlsf")).toBe("G (!a || (X b))\n");
    expect(await print("owl")).toBe("G (!a | (!(X !b)))\n");
    expect(await print("rewardc")).toBe("always ((not a) or (weak next b))\n");
    expect((await automaton("--dialect", "ltlf2dfa", "--ltlf", "O a", "--print-as", "spot")).err).toBe(
      "rewardc: spot has no past operators\n",
    );
  });

  it("is written to a file with -o", async () => {
    const file = join(folder(), "until.hoa");
    expect(await automaton(...until, "--format", "hoa", "-o", file)).toEqual({ out: "", err: "", code: 0 });
    expect(readHoa(readFileSync(file, "utf8"))).toHaveProperty("automaton");
  });
});

describe("an objective of a spec", () => {
  const spec =
    "reward R\nsignal a, b: bool\nsignal speed: float\nobjective Safe = always (speed < 2)\nobjective Order = a until b\nterm t = 1 on satisfied Order\n";

  it("is translated by name, with its expressions as atoms", async () => {
    const file = join(folder({ "r.reward": spec }), "r.reward");
    const { out, err } = await automaton(file, "Safe");
    expect(err).toBe("");
    expect(record(out)).toMatchObject({ states: 2, atoms: ["speed < 2"] });
    expect(out).toContain('"guard":"\\"speed < 2\\""');
  });

  it("must be chosen where there are several", async () => {
    const file = join(folder({ "r.reward": spec }), "r.reward");
    expect(await automaton(file)).toMatchObject({
      code: 2,
      err: `rewardc: \`${file}\` has several objectives: name one of Safe, Order\n`,
    });
    expect((await automaton(file, "Nothing")).err).toContain("has no objective `Nothing`: it has Safe, Order");
    expect((await automaton("missing.reward")).code).toBe(2);
  });

  it("judges traces over its expressions", async () => {
    const file = join(folder({ "r.reward": spec }), "r.reward");
    const { err, code } = await automaton(file, "Safe", "--check", '"speed < 2"; -');
    expect(err).toBe("not accepted: certain from step 1 (-) on\n");
    expect(code).toBe(1);
  });
});

describe("a trace", () => {
  it("is accepted or not, with the step from which that is certain", async () => {
    expect(await automaton(...until, "--check", "a; a, b; -")).toEqual({
      out: '{"v":1,"type":"verdict","formula":"a U b","accepted":true,"certain":1,"steps":[{"state":0,"accepting":false},{"state":2,"accepting":true},{"state":2,"accepting":true}]}\n',
      err: "accepted: certain from step 1 (a, b) on\n",
      code: 0,
    });
    expect(await automaton(...until, "--check", "a")).toMatchObject({
      err: "not accepted: a longer trace could change that\n",
      code: 1,
    });
  });

  it("may stand in a file, a letter a line", async () => {
    const file = join(folder({ "trace.txt": "a\na\nb\n" }), "trace.txt");
    expect((await automaton(...until, "--check", file)).err).toBe("accepted: certain from step 2 (b) on\n");
  });

  it("has its mistakes shown", async () => {
    const { err, code } = await automaton(...until, "--check", "a; c");
    expect(err).toContain("error[RWD8304]: found `c`, expected one of `a`, `b`\n  --> trace:1:4");
    expect(code).toBe(2);
    expect((await automaton(...until, "--check", "")).err).toContain("found no step");
  });
});

describe("two formulas", () => {
  it("are equivalent, or told apart by a shortest trace", async () => {
    const same = await automaton("--dialect", "spot", "--equivalent", "F G a", "G F a");
    expect({ ...same, out: record(same.out) }).toEqual({
      out: { v: 1, type: "difference", formulas: ["F G a", "G F a"], equivalent: true },
      err: "equivalent\n",
      code: 0,
    });
    const different = await automaton("--dialect", "spot", "--equivalent", "G(a -> X b)", "G(b | !a)");
    expect(record(different.out)).toMatchObject({ equivalent: false, trace: "a", accepted: [true, false] });
    expect(different.code).toBe(1);
  });

  it("may name their atoms in different orders, and different ones", async () => {
    expect((await automaton("--dialect", "spot", "--equivalent", "a U b", "b | (a & X[!](a U b))")).code).toBe(0);
    expect((await automaton("--dialect", "spot", "--equivalent", "b R a", "a W (a & b)")).code).toBe(0);
    expect(record((await automaton("--dialect", "spot", "--diff", "a", "c")).out)).toMatchObject({
      trace: "c",
      accepted: [false, true],
    });
  });

  it("are told apart by a spec whose test passes", async () => {
    const { out, err, code } = await automaton("--dialect", "spot", "--diff", "F a", "G a");
    expect(code).toBe(1);
    const { test } = record(out);
    expect(err).toBe(`different: only the first accepts \`-; a\`\n\n${String(test)}`);
    const results = await runSpecTests({ "difference.reward": String(test) }, "difference.reward");
    expect(results.map(({ passed }) => passed)).toEqual([true]);
  });

  it("differ on the empty trace only where that is asked", async () => {
    const code = async (...more: readonly string[]): Promise<number> =>
      (await automaton("--dialect", "spot", "--equivalent", "X 0", "X 0", ...more)).code;
    expect([await code(), await code("--empty", "accept"), await code("--empty", "reject")]).toEqual([0, 0, 0]);
  });
});

describe("a batch", () => {
  const read = (text: string, path: string): ReturnType<typeof foreignFormula> => foreignFormula(text, "spot", path);

  it("gives one record for each formula, and an error for a line that is none", () => {
    const records = [...batch("F a\n\n  a &\nF(a & X[14!] b)\nG a\r\n", { format: "summary", maxStates: 100, read })];
    expect(records).toMatchObject([
      { type: "automaton-summary", formula: "F a", states: 2 },
      {
        type: "error",
        line: 2,
        formula: "a &",
        code: "RWD8301",
        message: "spot: found the end of the formula, expected a formula",
        range: [
          [0, 3],
          [0, 3],
        ],
      },
      { type: "error", line: 3, code: "RWD8303" },
      { type: "automaton-summary", formula: "G a", states: 2 },
    ]);
  });

  it("has the whole automaton with json", () => {
    expect([...batch("F a", { format: "json", read })]).toMatchObject([{ type: "automaton", accepting: [1] }]);
  });
});

describe("a formula over infinite traces", () => {
  it("becomes a Büchi automaton where that is enough, else one with parity acceptance", async () => {
    const acceptance = async (formula: string): Promise<unknown> => {
      const read = readHoa((await automaton("--ltlf", formula, "--format", "hoa")).out);
      return "automaton" in read ? read.automaton.acceptance : read.problem;
    };
    expect(await acceptance("infinitely often a")).toMatchObject({ sets: 1, name: ["Buchi"] });
    const set = (kind: string, number: number): unknown => ({ kind, set: number, complement: false });
    expect(await acceptance("infinitely often a and eventually forever b")).toEqual({
      sets: 3,
      name: ["parity", "max", "odd", 3],
      condition: {
        kind: "and",
        operands: [set("finitely", 2), { kind: "or", operands: [set("infinitely", 1), set("finitely", 0)] }],
      },
    });
  });

  it("has priorities in its record", async () => {
    expect(record((await automaton("--ltlf", "infinitely often a")).out)).toMatchObject({
      type: "infinite-automaton",
      priorities: [0, 1],
    });
    expect((await automaton("--ltlf", "infinitely often a", "--format", "summary")).out).toContain('"priorities":2');
    expect((await automaton("--ltlf", "infinitely often a", "--format", "dot")).out).toContain("1: priority 1");
  });

  it.each([
    [["--ltlf", "infinitely often a", "--format", "mona"], "mona has no room for infinite traces"],
    [["--ltlf", "infinitely often a", "--check", "a"], "--print-as and --check are for formulas over finite traces"],
    [["--equivalent", "infinitely often a", "a"], "formulas over infinite traces cannot be compared"],
  ])("is refused by %j", async (argv, sentence) => {
    expect(await automaton(...argv)).toMatchObject({ err: `rewardc: ${sentence}\n`, code: 2 });
  });
});

describe("usage", () => {
  it.each([
    [[], "give one of FILE [NAME], --ltlf, --equivalent, --diff and --batch"],
    [["a.reward", "--ltlf", "a"], "give one of FILE [NAME], --ltlf, --equivalent, --diff and --batch"],
    [
      ["--ltlf", "a", "--format", "png"],
      "--format is one of json, summary, hoa, dot, mermaid, svg, mona, text, found `png`",
    ],
    [["--ltlf", "a", "--dialect", "ltl"], "--dialect is one of rewardc, spot, ltlf2dfa, lydia, owl, tlsf, found `ltl`"],
    [["--ltlf", "a", "--empty", "yes"], "--empty is one of free, accept, reject, found `yes`"],
    [["--ltlf", "a", "--max-states", "many"], "--max-states is a positive number, found `many`"],
    [["--equivalent", "a"], "--equivalent takes two formulas, found 1"],
    [["--diff", "a", "b", "c"], "--diff takes two formulas, found 3"],
    [["a.reward", "--dialect", "spot"], "--dialect is for formulas: a spec has its own syntax"],
    [["--batch", "--format", "svg"], "--batch writes json or summary"],
    [[...until, "-o", "/nowhere/at/all.json"], "cannot write /nowhere/at/all.json: ENOENT"],
  ])("%j is refused in one sentence", async (argv, sentence) => {
    const { err, code } = await automaton(...argv);
    expect(err).toBe(`rewardc: ${sentence}\n`);
    expect(code).toBe(2);
  });

  it("is explained with examples", async () => {
    const { out } = await automaton("--help");
    expect(out).toContain("rewardc automaton --ltlf 'F (coffee and X F office)' --format svg -o coffee.svg");
  });
});

import { describe, expect, it } from "vitest";
import { RewardError } from "../../../src/runtime/kernel/errors.js";
import { assertSound, initialState, scalarPaid, step } from "../../../src/runtime/reference/index.js";
import { findingsOf, programOf, rewards, run } from "./run.js";

/* language.md §2, "What a step means", sentence by sentence. */

const on = (...values: readonly number[]): readonly { readonly x: number }[] => values.map((x) => ({ x }));

describe("one acyclic dataflow graph per step", () => {
  it("lets history operators read the state written by the step before", () => {
    expect(rewards("signal x: float\nterm t = prev(x)", on(1, 2, 4), { x: 9 })).toEqual([9, 1, 2]);
  });
  it("shows the value of a machine after its own move", () => {
    const text =
      "signal p: bool\nmachine M { start state A { when p -> B reward 3 } state B { } }\nterm t = if M.state == B then M.reward + 1 else 0";
    expect(rewards(text, [{ p: false }, { p: true }, { p: false }])).toEqual([0, 4, 1]);
  });
  it("reports a cycle with its path", () => {
    const found = findingsOf(
      "machine A { start state S { when B.state == T -> U } state U { } }\nmachine B { start state S { when A.state == U -> T } state T { } }\nterm t = A.reward + B.reward",
    );
    expect(found).toContainEqual(expect.stringMatching(/cycle/));
  });
  it("breaks a cycle with prev", () => {
    const text =
      "signal p: bool\nmachine A { start state S { when p -> U } state U { } }\n" +
      "machine B { start state S { when prev(A.state) == U -> T reward 1 } state T { } }\nterm t = A.reward + B.reward";
    expect(rewards(text, [{ p: true }, { p: false }, { p: false }])).toEqual([0, 1, 0]);
  });
  it("lets a machine's guard read its own state of the step before", () => {
    const text =
      "signal p: bool\nmachine M { start state A { when p and prev(M.state) == A -> B reward 1 } state B { } }\nterm t = M.reward";
    expect(rewards(text, [{ p: true }, { p: true }])).toEqual([1, 0]);
  });
  it("lets a term read the weight of a term that reads it", () => {
    expect(rewards("signal x: float\nterm a = x * b.weight\nterm b weight 3 = a", on(1))).toEqual([12]);
  });
  it("lets a machine's reward read its state after the move", () => {
    const text =
      "signal p: bool\nterm steps = M.steps_in_state\nmachine M { start state A reward steps { when p -> A } }\nterm t = M.reward\ntotal = t";
    expect(rewards(text, [{ p: true }, { p: true }])).toEqual([1, 2]);
  });
  it("does not mind the order of declarations", () => {
    const forwards = "signal x: float\nlet double = 2 * x\nterm a = double\nterm b = a + 1\ntotal = b";
    const backwards = "total = b\nterm b = a + 1\nterm a = double\nlet double = 2 * x\nsignal x: float";
    expect(rewards(backwards, on(1, 2))).toEqual(rewards(forwards, on(1, 2)));
    expect(rewards(forwards, on(1, 2))).toEqual([3, 5]);
  });
});

describe("the names that are always there", () => {
  const each = (body: string, declarations = ""): readonly number[] =>
    rewards(`signal x: float\n${declarations}\nterm t = ${body}`, on(1, 2, 3));

  it("count steps from 0", () => {
    expect(each("step_index")).toEqual([0, 1, 2]);
    expect(each("if first_step then 1 else 0")).toEqual([1, 0, 0]);
  });
  it("tell the time", () => {
    expect(each("time / dt", "dt 0.5 s")).toEqual([0, 1, 2]);
  });
  it("are numbers that need no declaration", () => {
    expect(each("min(inf, pi)")).toEqual([Math.PI, Math.PI, Math.PI]);
  });
  it("tell the environment's ends and the spec's", () => {
    const text =
      "signal x: float\nterm t = (if terminated then 1 else 0) + (if truncated then 10 else 0) + (if ended then 100 else 0)\nterminate when x > 2";
    expect(
      run(text, [{ signals: { x: 1 } }, { signals: { x: 1 }, truncated: true }]).map(({ reward }) => reward),
    ).toEqual([0, 110]);
    expect(run(text, [{ signals: { x: 3 } }]).map(({ reward }) => reward)).toEqual([101]);
    expect(run(text, [{ signals: { x: 1 }, terminated: true }]).map(({ reward }) => reward)).toEqual([101]);
  });
});

describe("reward = total + the rewards of ends + shapings", () => {
  const text =
    'signal x: float\nterm t = x\nterminate when x > 2 reward -10 cause "far"\nterminate when x > 3 reward -1 cause "very far"\ndiscount 0.5\nshape potential x';

  it("pays the reward of every end that holds", () => {
    const [row] = run(text, [{ signals: { x: 4 } }], { x: 0 });
    expect(row).toMatchObject({
      total: 4,
      terms: { t: 4, far: -10, "very far": -1 },
      shapings: { potential: 0 },
      reward: -7,
    });
  });
  it("keeps them out of total and logs each like a term", () => {
    const [row] = run(text, [{ signals: { x: 2 } }], { x: 1 });
    expect(row).toMatchObject({
      total: 2,
      terms: { t: 2, far: 0, "very far": 0 },
      shapings: { potential: 0 },
      reward: 2,
    });
  });
  it("takes the first in file order for the cause, and lists all", () => {
    const [row] = run(text, [{ signals: { x: 4 } }], { x: 0 });
    expect(row).toMatchObject({ cause: "far", causes: ["far", "very far"] });
  });
  it("lets terminated beat truncated", () => {
    const both = 'signal x: float\nterm t = x\ntruncate when x > 1 cause "limit"\nterminate when x > 1 cause "task"';
    const [row] = run(both, [{ signals: { x: 2 } }]);
    expect(row).toMatchObject({ terminated: true, truncated: false, cause: "task" });
    expect(run(both, [{ signals: { x: 0 }, terminated: true, truncated: true }])[0]).toMatchObject({
      terminated: true,
      truncated: false,
    });
  });
  it("gives a reward whose cause is the name of a term a name of its own", () => {
    const [row] = run('signal x: float\nterm fall = x\nterminate when x > 1 reward -5 cause "fall"', [
      { signals: { x: 2 } },
    ]);
    expect(row?.terms).toEqual({ fall: 2, "fall 2": -5 });
  });
});

describe("a term's name is its contribution", () => {
  const text =
    "signal x: float\nsignal p: bool\nterm t weight 2 when p = x clip [0, 3]\nterm u = t + t.raw + t.weight\ntotal = sum(terms)";

  it("weight · (guard ? clip(body) : 0)", () => {
    const contributions = run(
      text,
      [
        { x: 1, p: true },
        { x: 9, p: true },
        { x: -1, p: true },
        { x: 1, p: false },
      ].map((signals) => ({ signals })),
    ).map(({ terms }) => terms["t"]);
    expect(contributions).toEqual([2, 6, 0, 0]);
  });
  it("so that sum(terms) is the sum of the names, with its parts in reach", () => {
    const [row] = run(text, [{ signals: { x: 9, p: true } }]);
    expect(row).toMatchObject({
      total: 23,
      terms: { t: 6, u: 17 },
      raw: { t: 9 },
      weight: { t: 2 },
      active: { t: true },
    });
  });
  it("inactive members count as 1 in product(terms NAME)", () => {
    const gated = "signal p: bool\nterms soft { term a = 0.5 term b when p = 0.25 }\ntotal = product(terms soft)";
    expect(rewards(gated, [{ p: true }, { p: false }])).toEqual([0.125, 0.5]);
  });
});

describe("ends", () => {
  it("rows between an end and the reset pay 0 and move nothing", () => {
    const text = "signal x: float\nterm t = sum(x) over past\nterminate when x > 2";
    const rows = run(
      text,
      [...on(1, 3, 5), { x: 1 }].map((signals) => ({ signals })),
    );
    expect(rows.map(({ reward, stepped }) => [reward, stepped])).toEqual([
      [1, true],
      [4, true],
      [0, false],
      [0, false],
    ]);
  });
  it("a reset row brings reset signals, consumes no letter and pays 0", () => {
    const text =
      "signal x: float\nmachine M { start state A { when x > 2 -> B reward 1 } state B { } }\nterm t = delta(x) + M.reward";
    const rows = run(text, [{ signals: { x: 1 } }, { isFirst: true, signals: { x: 9 } }, { signals: { x: 10 } }], {
      x: 0,
    });
    expect(rows.map(({ reward, machines }) => [reward, machines["M"]])).toEqual([
      [1, "A"],
      [0, "A"],
      [2, "B"],
    ]);
  });
  it("a final state ends the episode, a done state does not", () => {
    const text = (end: string): string =>
      `signal p: bool\nmachine M { start state A { when p -> B reward 1 } ${end} state B }\nterm t = M.reward`;
    const rows = [{ signals: { p: true } }, { signals: { p: true } }];
    expect(run(text("final"), rows).map(({ terminated, reward, stepped }) => [terminated, reward, stepped])).toEqual([
      [true, 1, true],
      [false, 0, false],
    ]);
    expect(run(text("done"), rows).map(({ terminated, reward, stepped }) => [terminated, reward, stepped])).toEqual([
      [false, 1, true],
      [false, 0, true],
    ]);
  });
});

describe("reset values", () => {
  it("are needed by what reads the value before the first step, and by nothing else", () => {
    const needs = (body: string, more = ""): readonly string[] =>
      programOf(`signal x, y: float\n${more}\nterm t = ${body}`)
        .signals.filter((signal) => signal.needsReset)
        .map((signal) => signal.name);
    expect(needs("prev(x) + y")).toEqual(["x"]);
    expect(needs("delta(x + y)")).toEqual(["x", "y"]);
    expect(needs("captured(x) + y")).toEqual(["x"]);
    expect(needs("best_gain(x) + y")).toEqual(["x"]);
    expect(needs("y", "discount 0.9\nshape potential x")).toEqual(["x"]);
    expect(needs("(max(x) over past) + held(y > 0) + ema(x, 0.5)")).toEqual([]);
    expect(needs("prev(x, init: 0) + delta(y, init: current)")).toEqual([]);
    expect(
      needs("M.reward", "machine M reads source { start state A { when x > 0 -> B reward 1 } state B { } }"),
    ).toEqual(["x"]);
  });
  it("that are missing are an error, never 0", () => {
    const program = programOf("signal x: float = 3\nterm t = delta(x)");
    expect(() => initialState(program, {})).toThrow(RewardError);
  });
  it("must be given where none exists", () => {
    expect(findingsOf("action torque: float\nterm t = delta(torque)")).toContainEqual(
      expect.stringMatching(/^missing-initial-value: `delta` needs `init:`, since `torque` has no value at a reset$/),
    );
    expect(findingsOf("action torque: float\nterm effort = torque ^ 2\nterm t = prev(effort)")).toContainEqual(
      expect.stringMatching(/^missing-initial-value: .*`torque`/),
    );
    expect(findingsOf("signal x: float\nterm t = 0\ndiscount 0.9\nshape potential max(x) over past")).toContainEqual(
      expect.stringMatching(/^missing-reset-value: `shape potential`/),
    );
    expect(rewards("action torque: float\nterm t = delta(torque, init: 1)", [{ torque: 3 }, { torque: 4 }])).toEqual([
      2, 1,
    ]);
  });
});

describe("state always advances", () => {
  it("on the side of an if that is not taken", () => {
    const text = "signal x: float\nsignal p: bool\nterm t = if p then (sum(x) over past) else 0";
    expect(
      rewards(text, [
        { x: 1, p: false },
        { x: 2, p: false },
        { x: 4, p: true },
      ]),
    ).toEqual([0, 0, 7]);
  });
  it("in a term whose guard does not hold, or whose weight is 0", () => {
    const guarded = "signal x: float\nsignal p: bool\nterm t when p = sum(x) over past";
    expect(
      rewards(guarded, [
        { x: 1, p: false },
        { x: 2, p: true },
      ]),
    ).toEqual([0, 3]);
    const weighted = "signal x: float\nparam w: float = 0\nterm t weight w = sum(x) over past";
    const rows = [{ signals: { x: 1 } }, { signals: { x: 2 }, params: { w: 1 } }];
    expect(run(weighted, rows).map(({ reward }) => reward)).toEqual([0, 3]);
  });
  it("on both sides of and, or and match", () => {
    const text =
      "signal p, q: bool\nterm t = if q and (any(p) over past) then 1 else 0\nterm u = match q { true -> held(p), else -> 0 }";
    expect(
      run(
        text,
        [
          { p: true, q: false },
          { p: true, q: true },
        ].map((signals) => ({ signals })),
      ).map(({ terms }) => [terms["t"], terms["u"]]),
    ).toEqual([
      [0, 0],
      [1, 2],
    ]);
  });
  it("once for each call of a def, and once for a let", () => {
    const text =
      "signal x: float\ndef steps(y) = count(y > 0) over past\nlet shared = steps(x)\nterm a = steps(x)\nterm b = steps(-x)\nterm c = shared + shared";
    expect(programOf(text, { optimise: false }).slots).toHaveLength(3);
    expect(
      run(
        text,
        on(1, 1, -1).map((signals) => ({ signals })),
      ).map(({ terms }) => [terms["a"], terms["b"], terms["c"]]),
    ).toEqual([
      [1, 0, 2],
      [2, 0, 4],
      [2, 1, 4],
    ]);
  });
  it("and gives no value, no report and no gradient on the side not taken", () => {
    const text =
      "signal x: float\nterm t = if x > 0 then log(x) else 0\nterm u when x > 0 = 1 / x\nterm v weight 0 = log(x)";
    const [row] = run(text, [{ signals: { x: 0 } }]);
    expect(row).toMatchObject({ reward: 0, terms: { t: 0, u: 0, v: 0 }, nonFinite: [] });
  });
});

describe("values that are not finite", () => {
  const text = (policy: string): string => `signal x: float\nnan ${policy}\nterm bad = sqrt(x)\nterm good = 1`;
  const row = { signals: { x: -1 } };

  it("are an error unless the spec says otherwise", () => {
    for (const spec of [text("error"), "signal x: float\nterm bad = sqrt(x)\nterm good = 1"]) {
      const program = programOf(spec);
      const before = initialState(program);
      expect(() => assertSound(program, before, step(program, before, row).outputs)).toThrow(/bad/);
    }
  });
  it("contribute 0 under `zero`, and are reported with their inputs", () => {
    const [found] = run(text("zero"), [row]);
    expect(found).toMatchObject({ reward: 1, terms: { bad: 0, good: 1 }, terminated: false });
    expect(found?.nonFinite).toMatchObject([{ term: "bad" }]);
  });
  it("end the episode under `terminate`, with the term in the cause", () => {
    const [found] = run(text("terminate"), [row]);
    expect(found).toMatchObject({ reward: 1, terms: { bad: 0, good: 1 }, terminated: true, cause: "nan:bad" });
    expect(found?.nonFinite).toMatchObject([{ term: "bad" }]);
  });
  it("are compatible with a term that reads the end of the episode", () => {
    const [found] = run("signal x: float\nnan terminate\nterm bad = if terminated then 1 else sqrt(x)", [row]);
    expect(found).toMatchObject({ terminated: true, cause: "nan:bad" });
  });
  it("are never written into state", () => {
    const history = "signal x: float\nnan zero\nterm t = prev(x) + (sum(x) over past)";
    expect(rewards(history, on(1, NaN, 2), { x: 5 })).toEqual([6, 0, 4]);
    const shaped = "signal x: float\nnan zero\nterm t = 0\ndiscount 1\nshape potential x";
    expect(rewards(shaped, on(1, NaN, 3), { x: 0 })).toEqual([1, NaN, 2]);
  });
  it("fail every comparison", () => {
    const compared =
      "signal x: float\nterm t = (if x < 0 then 1 else 0) + (if x >= 0 then 2 else 0) + (if x == x then 4 else 0) + (if x != x then 8 else 0)";
    expect(rewards(compared, on(NaN))).toEqual([0]);
  });
});

describe("numbers", () => {
  it("booleans convert to 0 and 1, a number never to a boolean", () => {
    expect(rewards("signal p: bool\nterm t = 2 * p + p", [{ p: true }, { p: false }])).toEqual([3, 0]);
    expect(findingsOf("signal x: float\nterm t = if x then 1 else 0").length).toBeGreaterThan(0);
  });
  it("int / int is real division, % is floor-mod", () => {
    expect(rewards("signal n: int\nterm t = n / 2", [{ n: 3 }])).toEqual([1.5]);
    expect(rewards("signal n: int\nterm t = n % 3", [{ n: -7 }])).toEqual([2]);
  });
  it("durations compare with steps, and with times that are a multiple of dt", () => {
    const text = (limit: string): string => `dt 0.5 s\nsignal p: bool\nterm t = if held(p) >= ${limit} then 1 else 0`;
    const rows = [{ p: true }, { p: true }, { p: true }];
    expect(rewards(text("2"), rows)).toEqual([0, 1, 1]);
    expect(rewards(text("1 s"), rows)).toEqual([0, 1, 1]);
    expect(findingsOf(text("0.7 s")).length).toBeGreaterThan(0);
    expect(rewards("dt 0.5 s\nsignal p: bool\nterm t = seconds(held(p)) / 1 s", rows)).toEqual([0.5, 1, 1.5]);
  });
});

describe("randomness", () => {
  const text =
    "signal x: float\nmachine M { start { A: 0.5, B: 0.5 } state A { } state B { } }\nterm t = if M.state == A then 1 else 0";

  it("is the same for the same seed, and differs between resets", () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? { signals: { x: 0 } } : { isFirst: true, signals: { x: 0 } },
    );
    const starts = (seed: number): readonly number[] =>
      run(text, rows, {}, { seed })
        .filter(({ stepped }) => stepped)
        .map(({ reward }) => scalarPaid(reward));
    expect(starts(1)).toEqual(starts(1));
    expect(new Set(starts(1))).toEqual(new Set([0, 1]));
    expect(starts(1)).not.toEqual(starts(2));
  });
});

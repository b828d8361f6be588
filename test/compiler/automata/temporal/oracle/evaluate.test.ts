import { describe, expect, it } from "vitest";
import {
  always,
  and,
  atom,
  binary,
  first,
  implies,
  initially,
  last,
  not,
  type RegularExpression,
  type TemporalFormula,
  unary,
  weakUntil,
  strongRelease,
  weakSince,
  windowed,
  xor,
  or,
  iff,
  never,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { evaluate, evaluator } from "./evaluate.js";
import { traces } from "./traces.js";

const a = atom(0);
const b = atom(1);

/** Steps of a trace over a and b: `"a - ab b"`. */
function trace(text: string): readonly number[] {
  return text.split(" ").map((step) => (step.includes("a") ? 1 : 0) + (step.includes("b") ? 2 : 0));
}

/** The truths of the formula at each step, as `"1001"`. */
function truths(formula: TemporalFormula, text: string): string {
  return evaluator(formula)(trace(text))
    .map((holds) => (holds ? "1" : "0"))
    .join("");
}

function expectSame(left: TemporalFormula, right: TemporalFormula): void {
  for (const trace of traces(2, 4)) expect([trace, evaluator(left)(trace)]).toEqual([trace, evaluator(right)(trace)]);
}

describe("Boolean operators", () => {
  it("are read at each step", () => {
    expect(truths(a, "a - b ab")).toBe("1001");
    expect(truths(not(a), "a - b ab")).toBe("0110");
    expect(truths(and(a, b), "a - b ab")).toBe("0001");
    expect(truths(or(a, b), "a - b ab")).toBe("1011");
    expect(truths(xor(a, b), "a - b ab")).toBe("1010");
    expect(truths(iff(a, b), "a - b ab")).toBe("0101");
    expect(truths(implies(a, b), "a - b ab")).toBe("0111");
    expect(truths(always, "a -")).toBe("11");
    expect(truths(never, "a -")).toBe("00");
    expect(truths({ kind: "and", operands: [] }, "a -")).toBe("11");
    expect(truths({ kind: "or", operands: [] }, "a -")).toBe("00");
  });
});

describe("the step after and the step before", () => {
  it("must exist for the strong operators, and need not for the weak ones", () => {
    expect(truths(unary("next", a), "- a a")).toBe("110");
    expect(truths(unary("weak-next", a), "- a a")).toBe("111");
    expect(truths(unary("weak-next", a), "a - a")).toBe("011");
    expect(truths(unary("previously", a), "a a -")).toBe("011");
    expect(truths(unary("weak-previously", a), "a - a")).toBe("110");
  });

  it("are dual: ¬X f = N ¬f and ¬Y f = Z ¬f", () => {
    expectSame(not(unary("next", a)), unary("weak-next", not(a)));
    expectSame(not(unary("previously", a)), unary("weak-previously", not(a)));
    expect(truths(not(unary("next", a)), "a")).toBe("1");
    expect(truths(unary("next", not(a)), "a")).toBe("0");
  });

  it("tell the last and the first step", () => {
    expect(truths(last, "- a b")).toBe("001");
    expect(truths(first, "- a b")).toBe("100");
    expect(truths(last, "a")).toBe("1");
    expect(truths(initially(a), "a - -")).toBe("111");
    expect(truths(initially(a), "- a a")).toBe("000");
  });
});

describe("eventually and always", () => {
  it("look at the rest of the trace, this step included", () => {
    expect(truths(windowed("eventually", a), "- a -")).toBe("110");
    expect(truths(windowed("always", a), "- a a")).toBe("011");
  });

  it("say the last step when nested", () => {
    const lastIsA = windowed("eventually", and(last, a));
    expectSame(windowed("always", windowed("eventually", a)), lastIsA);
    expectSame(windowed("eventually", windowed("always", a)), lastIsA);
  });

  it("forbid a if each a needs a step after it, even the last", () => {
    const nextAgain = windowed("always", implies(a, unary("next", b)));
    expect(evaluate(nextAgain, trace("a b"))).toBe(true);
    expect(evaluate(nextAgain, trace("a ab"))).toBe(false);
    const twice = unary("next", unary("next", a));
    expectSame(windowed("always", implies(a, twice)), windowed("always", not(a)));
  });

  it("range over the positions of the window that the trace has", () => {
    expect(truths(windowed("eventually", a, { low: 1, high: 2 }), "a - - a a")).toBe("01110");
    expect(truths(windowed("always", a, { low: 1, high: 2 }), "- a a - a")).toBe("10011");
    expect(truths(windowed("always", a, { low: 3, high: 9 }), "a - -")).toBe("111");
    expect(truths(windowed("eventually", always, { low: 3, high: 9 }), "a - -")).toBe("000");
    expect(truths(windowed("eventually", a, { low: 2, high: Infinity }), "a a - a")).toBe("1100");
    expect(truths(windowed("eventually", a, { low: 2, high: 1 }), "a a a a")).toBe("0000");
    expect(truths(windowed("always", never, { low: 2, high: 1 }), "a a a a")).toBe("1111");
  });
});

describe("once and historically", () => {
  it("look back, this step included", () => {
    expect(truths(windowed("once", a), "- a -")).toBe("011");
    expect(truths(windowed("historically", a), "a a - a")).toBe("1100");
  });

  it("range over the positions of the window that the trace has", () => {
    expect(truths(windowed("once", a, { low: 1, high: 2 }), "a - - - a")).toBe("01100");
    expect(truths(windowed("historically", a, { low: 1, high: 2 }), "- a a - a")).toBe("10010");
    expect(truths(windowed("historically", never, { low: 2, high: 9 }), "- - -")).toBe("110");
    expect(truths(windowed("once", always, { low: 2, high: Infinity }), "- - -")).toBe("001");
  });
});

describe("until and release", () => {
  it("need the right side to come, or not to end before the left side", () => {
    expect(truths(binary("until", a, b), "a a b a")).toBe("1110");
    expect(truths(binary("until", a, b), "a - b a")).toBe("0010");
    expect(truths(binary("release", a, b), "b ab - b b")).toBe("11011");
    expect(truths(binary("release", a, b), "b a b")).toBe("001");
  });

  it("count a window from here, while the left side is needed from here on", () => {
    const within: TemporalFormula = binary("until", a, b, { low: 1, high: 2 });
    expect(truths(within, "ab - b")).toBe("000");
    expect(truths(within, "ab a b b")).toBe("1100");
    expect(truths(binary("until", a, b, { low: 2, high: 3 }), "ab ab a b -")).toBe("11000");
    const free: TemporalFormula = binary("release", a, b, { low: 1, high: 2 });
    expect(truths(free, "- b b -")).toBe("1001");
    expect(truths(free, "a - - -")).toBe("1001");
  });

  it("are dual, with and without a window", () => {
    for (const window of [undefined, { low: 0, high: 2 }, { low: 1, high: Infinity }, { low: 2, high: 2 }]) {
      expectSame(not(binary("until", a, b, window)), binary("release", not(a), not(b), window));
      expectSame(not(binary("since", a, b, window)), binary("trigger", not(a), not(b), window));
    }
  });

  it("are weak until and strong release", () => {
    expectSame(weakUntil(a, b), or(binary("until", a, b), windowed("always", a)));
    expect(truths(strongRelease(a, b), "b ab - b")).toBe("1100");
  });
});

describe("since and trigger", () => {
  it("mirror until and release", () => {
    expect(truths(binary("since", a, b), "a b a - a")).toBe("01100");
    expect(truths(binary("trigger", a, b), "b - ab b")).toBe("1011");
    expect(truths(weakSince(a, b), "a a - a b a")).toBe("110011");
  });

  it("mirror each other's trace", () => {
    const mirrored = [
      ["until", "since"],
      ["release", "trigger"],
    ] as const;
    for (const window of [undefined, { low: 1, high: 2 }]) {
      for (const [future, past] of mirrored) {
        for (const trace of traces(2, 4)) {
          const backwards = evaluator(binary(past, a, b, window))([...trace].reverse());
          expect([...backwards].reverse()).toEqual(evaluator(binary(future, a, b, window))(trace));
        }
      }
    }
  });
});

describe("sequences", () => {
  const letter = (condition: TemporalFormula): RegularExpression => ({ kind: "letter", condition });
  const concatenation = (...items: RegularExpression[]): RegularExpression => ({ kind: "concatenation", items });
  const repetition = (item: RegularExpression, minimum: number, maximum?: number): RegularExpression => ({
    kind: "repetition",
    item,
    minimum,
    ...(maximum === undefined ? {} : { maximum }),
  });
  const matches = (expression: RegularExpression, exactly: boolean): TemporalFormula => ({
    kind: "matches",
    exactly,
    expression,
  });
  const words = concatenation(letter(a), repetition(letter(b), 0));

  it("match some prefix of the rest, or exactly the rest", () => {
    expect(truths(matches(words, false), "a b - a")).toBe("1001");
    expect(truths(matches(words, true), "a b - a")).toBe("0001");
    expect(truths(matches(words, true), "a b b")).toBe("100");
  });

  it("match the empty prefix", () => {
    expect(truths(matches(repetition(letter(a), 0), false), "- -")).toBe("11");
    expect(truths(matches(repetition(letter(a), 0), true), "- a a")).toBe("011");
    expect(truths(matches(concatenation(), true), "- a")).toBe("00");
  });

  it("count repetitions", () => {
    const pairs = matches(repetition(concatenation(letter(a), letter(b)), 2, 3), true);
    expect(truths(pairs, "a b a b a b a b")).toBe("00101000");
    const even = matches(repetition(concatenation(letter(always), letter(always)), 0), true);
    expect(truths(even, "- - - - -")).toBe("01010");
    expect(truths(matches(repetition(letter(a), 3), false), "a a a a -")).toBe("11000");
    expect(truths(matches(repetition(repetition(letter(a), 0, 1), 3, 3), true), "a a a a")).toBe("0111");
    expect(truths(matches(repetition(letter(a), 2, 1), false), "a a a")).toBe("000");
  });

  it("choose between words", () => {
    const choice: RegularExpression = { kind: "union", items: [concatenation(letter(a), letter(a)), letter(b)] };
    expect(truths(matches(choice, true), "a a b")).toBe("001");
    expect(truths(matches(choice, false), "a a b")).toBe("101");
    expect(truths(matches({ kind: "union", items: [] }, false), "a a b")).toBe("000");
  });

  it("read the past in their letters", () => {
    const again = matches(concatenation(letter(a), letter(unary("previously", a))), false);
    expect(truths(again, "a - a")).toBe("100");
  });
});

it("has no empty trace", () => {
  expect(() => evaluate(a, [])).toThrow("no empty trace");
});

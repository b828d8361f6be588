import { describe, expect, it } from "vitest";
import { along, and, not, one, over, two, x, xor, y } from "./words.js";

/*
 * What tools of signal temporal logic read differently, a test for each: RTAMT (discrete time, offline and online), stlcg++, stlcg, stljax, mstlo.
 */

const inf = Infinity;
const pessimistic = { pastEnd: "pessimistic" } as const;
const repeated = { pastEnd: "repeat_last" } as const;

describe("predicates", () => {
  it("x >= c and x > c are worth x - c alike: 0 says neither that it holds nor that it does not", () => {
    expect(along(x, [[2, 0, -1]])).toEqual([2, 0, -1]);
  });

  it("x == c is worth -|x - c| and x != c is worth |x - c|: equality never holds by a margin", () => {
    const distances = [0.5, 0, 2];
    const equal = [distances.map((distance) => -distance)];
    expect(along(x, equal).every((value) => value <= 0)).toBe(true);
    expect(along(not(x), equal)).toEqual(distances);
  });
});

describe("iff and xor", () => {
  it("have the right sign where both sides hold: not |a - b|, which calls 3 and 5 different", () => {
    expect(along(xor(x, y), [[3], [5]])).toEqual([-3]);
    expect(along(not(xor(x, y)), [[3], [5]])).toEqual([3]);
    expect(along(xor(x, y), [[3], [-5]])).toEqual([3]);
  });

  it("are numbers where both sides are infinite: |a - b| would be inf - inf", () => {
    expect(
      along(xor(x, y), [
        [inf, inf, -inf],
        [inf, -inf, -inf],
      ]),
    ).toEqual([-inf, inf, -inf]);
  });
});

describe("until and since", () => {
  it("until asks for the left side on [t, t'), not at t' itself", () => {
    expect(
      along(two("until", x, y), [
        [4, -9],
        [-9, 3],
      ]),
    ).toEqual([3, 3]);
  });

  it("until, inclusive, asks for it at t', too", () => {
    const inclusive = { kind: "until", left: x, right: y, inclusive: true } as const;
    expect(
      along(inclusive, [
        [4, -9],
        [-9, 3],
      ]),
    ).toEqual([-9, -9]);
    expect(
      along(inclusive, [
        [4, 2],
        [-9, 3],
      ]),
    ).toEqual([2, 2]);
  });

  it("since asks for the left side on (t', t], and inclusive on [t', t]", () => {
    expect(
      along(two("since", x, y), [
        [-9, 4],
        [3, -9],
      ]),
    ).toEqual([3, 3]);
    expect(
      along({ kind: "since", left: x, right: y, inclusive: true }, [
        [-9, 4],
        [3, -9],
      ]),
    ).toEqual([-9, -9]);
  });

  it("until whose window is past the end is -inf, whatever the left side", () => {
    expect(
      along(two("until", x, y, [2, 3]), [
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([-inf, -inf]);
    expect(
      along(
        two("until", x, y, [2, 3]),
        [
          [1, 1],
          [1, 1],
        ],
        pessimistic,
      ),
    ).toEqual([-inf, -inf]);
    expect(
      along(
        two("until", x, y, [2, 3]),
        [
          [1, 2],
          [5, 7],
        ],
        repeated,
      ),
    ).toEqual([1, 2]);
  });
});

describe("windows and the end", () => {
  const steps = [[4, 2, 3]];

  it("G[a, b] partly past the end: the least of what is there; -inf; the last step repeated", () => {
    expect(along(over("always", x, [1, 2]), steps)).toEqual([2, 3, inf]);
    expect(along(over("always", x, [1, 2]), steps, pessimistic)).toEqual([2, -inf, -inf]);
    expect(along(over("always", x, [1, 2]), steps, repeated)).toEqual([2, 3, 3]);
  });

  it("G[a, b] wholly past the end: +inf; -inf; the last step", () => {
    expect(along(over("always", x, [3, 5]), steps)).toEqual([inf, inf, inf]);
    expect(along(over("always", x, [3, 5]), steps, pessimistic)).toEqual([-inf, -inf, -inf]);
    expect(along(over("always", x, [3, 5]), steps, repeated)).toEqual([3, 3, 3]);
  });

  it("F[a, b] wholly past the end: -inf; -inf; the last step", () => {
    expect(along(over("eventually", x, [3, 5]), steps)).toEqual([-inf, -inf, -inf]);
    expect(along(over("eventually", x, [3, 5]), steps, pessimistic)).toEqual([-inf, -inf, -inf]);
    expect(along(over("eventually", x, [3, 5]), steps, repeated)).toEqual([3, 3, 3]);
  });

  it("F[a, b] partly past the end takes what is there, by all conventions", () => {
    for (const options of [{}, pessimistic, repeated]) {
      expect(along(over("eventually", x, [0, 2]), steps, options)).toEqual([4, 3, 3]);
    }
  });

  it("G without end at the last step is that step, by all conventions", () => {
    for (const options of [{}, pessimistic, repeated]) {
      expect(along(over("always", x), steps, options)).toEqual([2, 2, 3]);
    }
  });

  it("G[a, inf) that starts past the end", () => {
    expect(along(over("always", x, [1]), steps)).toEqual([2, 3, inf]);
    expect(along(over("always", x, [1]), steps, pessimistic)).toEqual([2, 3, -inf]);
    expect(along(over("always", x, [1]), steps, repeated)).toEqual([2, 3, 3]);
  });

  it("pessimistic is by position, as in stlcg++: a negation turns it round", () => {
    expect(along(not(over("always", x, [1, 2])), steps, pessimistic)).toEqual([-2, inf, inf]);
  });
});

describe("the ends of the trace", () => {
  const steps = [[4, -2]];

  it("weak and strong previous at 0 are +inf and -inf", () => {
    expect(along(one("weak-previously", x), steps)).toEqual([inf, 4]);
    expect(along(one("previously", x), steps)).toEqual([-inf, 4]);
  });

  it("weak and strong next at the end are +inf and -inf, by all conventions: they say what they want", () => {
    for (const options of [{}, pessimistic, repeated]) {
      expect(along(one("weak-next", x), steps, options)).toEqual([-2, inf]);
      expect(along(one("next", x), steps, options)).toEqual([-2, -inf]);
    }
  });

  it("once[a, b] before a is -inf, historically +inf, by all conventions", () => {
    for (const options of [{}, pessimistic, repeated]) {
      expect(along(over("once", x, [1, 2]), steps, options)).toEqual([-inf, 4]);
      expect(along(over("historically", x, [1, 2]), steps, options)).toEqual([inf, 4]);
    }
  });

  it("rise (now and not before) is the value at 0, fall (before and not now) its negative", () => {
    expect(along(and(x, not(one("previously", x))), steps)).toEqual([4, -4]);
    expect(along(and(one("weak-previously", x), not(x)), steps)).toEqual([-4, 2]);
  });

  it("a trace of one step, and none at all", () => {
    expect(along(two("until", x, y, [0, 5]), [[3], [2]])).toEqual([2]);
    expect(along(over("always", x, [0, 5]), [[]])).toEqual([]);
  });
});

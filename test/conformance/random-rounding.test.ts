import { expect, it } from "vitest";
import { roundedSum } from "../../src/runtime/reference/rounded-sum.js";
import { stream } from "../../src/runtime/random/index.js";
import { randomRounding } from "../../src/testing/conformance/random-rounding.js";

const { round } = randomRounding(stream(1, "test"));
const results = (value: number): number[] =>
  [...new Set(Array.from({ length: 40 }, () => round(value)))].sort((a, b) => a - b);

it("rounds to the two neighbours in single precision, above and below", () => {
  for (const value of [0.1, -0.1, 1 + 2 ** -30, -3.3e30, 1e-50]) {
    const [low = NaN, high = NaN, ...more] = results(value);
    expect(more).toEqual([]);
    expect([Math.fround(low), Math.fround(high)]).toEqual([low, high]);
    expect(low < value && value < high).toBe(true);
    expect(Math.fround((low + high) / 2) === low || Math.fround((low + high) / 2) === high).toBe(true);
  }
});

it("rounds subnormal numbers to 0 as well", () => {
  const subnormal = 5.1 * 2 ** -149;
  expect(results(subnormal)).toEqual([0, 5 * 2 ** -149, 6 * 2 ** -149]);
  expect(Object.is(round(-(2 ** -160)) * 0, -0)).toBe(true);
});

// 2^100 has neighbours 2^77 above and 2^76 below; 1 beside it is far below what double precision holds.
it("rounds a sum of which double precision shows nothing", () => {
  const { round: alsoHidden } = randomRounding(stream(1, "test"), true);
  const sums = (a: number, b: number): number[] =>
    [...new Set(Array.from({ length: 40 }, () => roundedSum(a, b, alsoHidden)))].sort((x, y) => x - y);
  expect(sums(2 ** 100, 1)).toEqual([2 ** 100, 2 ** 100 + 2 ** 77]);
  expect(sums(2 ** 100, -1)).toEqual([2 ** 100 - 2 ** 76, 2 ** 100]);
  expect(sums(1, -(2 ** 100))).toEqual([-(2 ** 100), -(2 ** 100) + 2 ** 76]);
  expect(sums(2 ** 100, 2 ** 99)).toEqual([2 ** 100 + 2 ** 99]);
});

it("gives zeros either sign", () => {
  const zeros = Array.from({ length: 40 }, () => round(0));
  expect(zeros.some((zero) => Object.is(zero, 0))).toBe(true);
  expect(zeros.some((zero) => Object.is(zero, -0))).toBe(true);
});

it("keeps what is exact", () => {
  for (const value of [1, -0.5, 2 ** 100, Infinity]) expect(results(value)).toEqual([value]);
  expect(round(NaN)).toBeNaN();
});

import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../src/compiler/diagnostics/render/display-width.js";

describe("the width of text on a terminal", () => {
  it.each([
    ["reward", 6],
    ["π ≤ 3 · μ", 9],
    ["한글", 4],
    ["漢字かな", 8],
    ["Ａ", 2],
    ["ｶﾞ", 2],
    ["e\u0301", 1],
    ["\u0301", 0],
    ["नि", 2],
    ["😀😀x", 5],
    ["👨‍👩‍👧", 2],
    ["👍🏽", 2],
    ["🇩🇪", 2],
    ["1\uFE0F\u20E3", 2],
    ["⚠", 1],
    ["⚠\uFE0F", 2],
    ["a\u200Bb", 2],
    ["\uFEFF", 0],
    ["\u00AD", 0],
    ["\u0007", 0],
    ["\uD800", 0],
    ["", 0],
  ])("of %j is %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

import { describe, expect, it } from "vitest";
import { checked, names } from "./checked.js";

const many = 5000;
const chain = (operator: string, operand: string, count = many): string =>
  Array.from({ length: count }, () => operand).join(operator);
const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

describe("long and deep inputs", () => {
  it.each([
    ["sums", `signal x: float\nterm t = ${chain(" + ", "x", 20_000)}`],
    ["powers", `signal x: float\nterm t = ${chain(" ^ ", "x")}`],
    ["implications", `signal x: bool\nterm t = ${chain(" implies ", "x")}`],
    ["signs", `signal x: float\nterm t = ${"- ".repeat(many)}x`],
    ["choices", `signal x: float\nterm t = ${"if x > 0 then 1 else ".repeat(many / 2)}2`],
    ["components", `signal x: vec3\nterm t = x${".xyz".repeat(1000)}.x`],
    [
      "lets, the last one first",
      `signal x: float\nterm t = a0\n${numbered(2000, (i) => `let a${i} = a${i + 1} + 1`)}\nlet a2000 = x`,
    ],
    [
      "functions that call each other",
      `signal x: float\nterm t = f0(x)\n${numbered(1000, (i) => `def f${i}(x) = f${i + 1}(x) + 1`)}\ndef f1000(x) = x`,
    ],
    ["constants", `signal x: float[${chain(" + ", "1", 2000)}]\nterm t = sum(x)`],
    ["terms", `signal x: float\n${numbered(2000, (i) => `term t${i} = x`)}`],
  ])("need neither the stack nor much time: %s", (_, text) => {
    expect(names(text)).toEqual([]);
  });

  it("may share a let exponentially often", () => {
    expect(
      names(`signal x: float\nterm t = a0\n${numbered(200, (i) => `let a${i} = a${i + 1} + a${i + 1}`)}\nlet a200 = x`),
    ).toEqual([]);
  });
});

describe("inputs that would fill the memory", () => {
  it("are refused when functions write them out", () => {
    expect(
      names(
        `signal x: float\nterm t = f0(x)\n${numbered(40, (i) => `def f${i}(x) = f${i + 1}(x) + f${i + 1}(x)`)}\ndef f40(x) = x`,
      ),
    ).toEqual(["too-large"]);
  });

  it("are refused when comprehensions do", () => {
    expect(names("signal x: float[1000]\nterm t = sum(sum(sum(a * b * c for a in x) for b in x) for c in x)")).toEqual([
      "too-large",
    ]);
  });

  it("are refused when an axis is too long", () => {
    for (const size of ["1e9", "-1", "0", "2.5", "inf"])
      expect(names(`signal x: float[${size}]\nterm t = sum(x)`), size).toEqual(["invalid-size"]);
  });
});

describe("many findings", () => {
  it("are cut at fifty for a file, errors first", () => {
    const { diagnostics, spec } = checked(
      `${numbered(100, (i) => `signal unused${i}: float`)}\n${numbered(100, (i) => `term t${i} = missing${i}`)}`,
    );
    expect(diagnostics).toHaveLength(50);
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(["error"]));
    expect(spec).toBeUndefined();
  });

  it("come in the order of the file", () => {
    const starts = checked(numbered(20, (i) => `term t${i} = missing${i}`)).diagnostics.map(
      ({ primary }) => primary.span.start,
    );
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
  });
});

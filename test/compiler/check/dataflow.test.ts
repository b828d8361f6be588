import { describe, expect, it } from "vitest";
import { checked, findings, names } from "./checked.js";

const machine = (name: string, guard: string): string =>
  `machine ${name} { start state Off { when ${guard} -> On reward 1 } state On { when not go -> Off } }\n`;

describe("one acyclic dataflow per step", () => {
  it("lets a guard read another machine, wherever it is declared", () => {
    expect(
      names(`signal go: bool\n${machine("A", "B.state == On")}${machine("B", "go")}term t = A.reward + B.reward`),
    ).toEqual([]);
  });

  it("prints the path of a cycle between machines, once", () => {
    const text = `signal go: bool\n${machine("A", "B.state == On")}${machine("B", "C.steps_in_state > 2")}${machine("C", "A.entered(On)")}term t = A.reward + B.reward + C.reward`;
    expect(findings(text)).toEqual(["RWD6002 `A` depends on its own value in the same step: `A` → `B` → `C` → `A`"]);
    expect(checked(text).diagnostics[0]?.related.map(({ label }) => label)).toEqual([
      "reads `B`",
      "reads `C`",
      "reads `A`",
    ]);
  });

  it("sees a machine that reads itself", () => {
    expect(names(`signal go: bool\n${machine("A", "A.state == Off and go")}term t = A.reward`)).toEqual([
      "dataflow-cycle",
    ]);
  });

  it("is broken by `prev`", () => {
    expect(
      names(
        `signal go: bool\n${machine("A", "prev(B.state) == On")}${machine("B", "A.state == On")}term t = A.reward + B.reward`,
      ),
    ).toEqual([]);
    expect(names("signal x: float\nterm a = x + prev(b, init: 0)\nterm b = a * 2")).toEqual([]);
    expect(
      names(
        `signal go: bool\n${machine("A", "delta(B.steps_in_state) > 0")}${machine("B", "A.state == On")}term t = A.reward + B.reward`,
      ),
    ).toEqual(["dataflow-cycle"]);
  });

  it("is not broken where the value at the reset would need itself", () => {
    expect(names("signal x: float\nterm a = x + prev(b)\nterm b = prev(a)")).toContain("dataflow-cycle");
    expect(names("signal x: float\nterm a = x + prev(b, init: current)\nterm b = a")).toContain("dataflow-cycle");
  });

  it("keeps `total` and terms apart", () => {
    expect(findings("signal x: float\nterm a = x + total")).toEqual([
      "RWD6002 `a` depends on its own value in the same step: `a` → `total` → `a`",
    ]);
    expect(names("signal x: float\nterm a = x\nterm b weight 2 when a.raw > 0 = a.active")).toEqual([]);
    expect(names("signal x: float\nterm a when b.active = x\nterm b when a.active = x")).toEqual(["dataflow-cycle"]);
  });

  it("makes `terminated` depend on every end", () => {
    expect(names("signal x: bool\nterm a = x\nterminate when terminated and x")).toEqual(["dataflow-cycle"]);
    expect(names("signal x: bool\nterm a = x * terminated\nterminate when a > 0")).toEqual(["dataflow-cycle"]);
    expect(names("signal x: bool\nterm a = x * terminated\nterminate when x")).toEqual([]);
    expect(
      names(
        "signal p: bool\nmachine M { start state A { when p and not ended -> B reward 1 } final state B }\nterm a = M.reward",
      ),
    ).toEqual(["dataflow-cycle"]);
    expect(names("signal x: float\nterm a = x * terminated\nnan terminate")).toEqual([]);
  });

  it("finds lets that are defined by themselves", () => {
    expect(findings("let a = b\nlet b = c\nlet c = a + 1\nterm t = a")).toEqual([
      "RWD2018 `a` is defined by itself: `a` → `b` → `c` → `a`",
    ]);
  });
});

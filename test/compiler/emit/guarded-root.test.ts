import { describe, expect, it } from "vitest";
import type { Loop } from "../../../src/compiler/emit/fused/loop-program.js";
import { scalarise } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { compile, memoryHost } from "../../../src/compiler/index.js";

const loopOf = (value: string): Loop => {
  const text = `reward Root\n\nsignal x: float\nsignal v: float[3]\n\nterm root = ${value}\n`;
  const { program } = compile("root.reward", memoryHost({ "root.reward": text }));
  if (program === undefined) throw new Error("does not compile");
  return scalarise(program).step;
};
const guardsOf = ({ values }: Loop): number =>
  values.filter((value) => value.op === "binary" && value.fn === "equal").length;
const rootsOf = ({ values }: Loop): number =>
  values.filter((value) => value.op === "unary" && value.fn === "sqrt").length;

describe("the guarded root of a loop", () => {
  it.each(["norm(v)", "if square(x) == 0 then 0 else sqrt(if square(x) == 0 then 1 else square(x))"])(
    "is the root where the sign of a zero shows nothing: %s",
    (value) => {
      expect([guardsOf(loopOf(value)), rootsOf(loopOf(value))]).toEqual([0, 1]);
    },
  );

  it.each([
    "if x == 0 then 0 else sqrt(if x == 0 then 1 else x)",
    "if square(x) == 0 then 1 else sqrt(if square(x) == 0 then 1 else square(x))",
    "if square(x) == 1 then 0 else sqrt(if square(x) == 1 then 1 else square(x))",
    "if square(x) == 0 then 0 else sqrt(if x == 0 then 1 else square(x))",
  ])("stays where it is not: %s", (value) => {
    expect(guardsOf(loopOf(value))).toBeGreaterThan(0);
  });
});

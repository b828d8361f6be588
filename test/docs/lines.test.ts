import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bugTests, linesOf, linesPage, originals } from "../../scripts/generate/lines-page.js";

describe("the yardstick of lines", () => {
  it("is up to date", () => {
    expect(readFileSync("docs/yardsticks/lines.md", "utf8")).toBe(linesPage());
  });
  it("names tests that are there", () => {
    const tests = readFileSync(bugTests, "utf8");
    const named = originals.flatMap(({ bugs }) => bugs.map(({ test }) => test));
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(tests).toContain(`it("${name}"`);
  });
  it("has legged_gym's task on one screen, comments and tests included", () => {
    expect(readFileSync("specs/robotics/legged-gym.reward", "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(50);
  });
  it("finds no spec longer than its original by more than its signals", () => {
    for (const { spec, parts } of originals) {
      const signals = readFileSync(spec, "utf8").match(/^(signal|action|axis|import|reward|dt|discount) /gm) ?? [];
      const original = parts.reduce((sum, { count }) => sum + count, 0);
      expect(linesOf(spec).reward - signals.length, spec).toBeLessThan(original);
    }
  });
});

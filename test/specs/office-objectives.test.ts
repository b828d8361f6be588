import { beforeAll, describe, expect, it } from "vitest";
import { compiledKernel } from "../../bench/tabular/compiled.js";
import { statePairs } from "../../bench/tabular/state-pairs.js";
import { compile, kernelOf, memoryHost } from "../../src/compiler/index.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { shortestPlan } from "../../src/runtime/environments/grid/shortest-plan.js";
import { officeMap } from "../../src/runtime/environments/office-world.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

const objective = (name: string): RewardKernel => compiledKernel(`specs/objectives/office-${name}.reward`);
const machine = (name: string): RewardKernel => compiledKernel(`specs/office/${name}.reward`);

/** An objective over mail, office and plant. */
function mailObjective(formula: string, ends = "Deliver.satisfied or Deliver.violated"): RewardKernel {
  const text = `
    reward Mail
    signal mail, office, plant: bool
    objective Deliver = ${formula}
    term delivery = 1 on satisfied Deliver
    terminate when ${ends}
    discount 0.9`;
  const { program, diagnostics } = compile("mail.reward", memoryHost({ "mail.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map((each) => each.message).join("\n"));
  return kernelOf(program);
}

describe("the office objectives", () => {
  it.each([
    ["coffee", ["Empty", "Carrying", "Delivered", "Broken"]],
    ["mail", ["Empty", "Carrying", "Delivered", "Broken"]],
    ["coffee-and-mail", ["Empty", "Coffee", "Mail", "Both", "Delivered", "Broken"]],
    ["patrol", ["ToA", "ToB", "ToC", "ToD", "Done", "Broken"]],
  ])("%s is the hand-written machine, state by state, on every label", (name, states) => {
    const found = statePairs(machine(name), objective(name));
    if (!found.isomorphic) expect.fail(found.reason);
    expect(found.pairs.map(([first]) => first).sort()).toEqual([...states].sort());
    expect(new Set(found.pairs.map(([, second]) => second)).size).toBe(states.length);
  });

  it.each([
    ["coffee", 15],
    ["mail", 29],
    ["coffee-and-mail", 29],
    ["patrol", 30],
  ])("%s takes %i steps at best", (name, steps) => {
    expect(shortestPlan(officeMap(), objective(name))?.actions).toHaveLength(steps);
  });
});

describe("pairing states", () => {
  it("finds another sentence for the same task", () => {
    const ahead = "not plant until (mail and not plant and next (not plant until (office and not plant)))";
    expect(statePairs(machine("mail"), mailObjective(ahead)).isomorphic).toBe(true);
  });

  it.each([
    [
      "mail and office in one place",
      "not plant until (office and not plant and once mail)",
      "on mail, office, Empty and q0 pay 0 and 1",
    ],
    [
      "a plant on the way to the mail",
      "eventually (mail and next (not plant until (office and not plant)))",
      "no pair",
    ],
  ])("tells what differs: %s", (_, formula, reason) => {
    const found = statePairs(machine("mail"), mailObjective(formula));
    expect(found).toMatchObject({ isomorphic: false, reason: expect.stringContaining(reason) as string });
  });

  it("tells where one reward ends the episode and the other goes on", () => {
    const formula = "not plant until (office and not plant and previously once mail)";
    const found = statePairs(machine("mail"), mailObjective(formula, "Deliver.satisfied"));
    expect(found).toMatchObject({
      isomorphic: false,
      reason: expect.stringMatching(/only one of Broken and q\d ends/) as string,
    });
  });

  it("refuses rewards that read other signals", () => {
    expect(statePairs(machine("mail"), machine("coffee"))).toEqual({
      isomorphic: false,
      reason: "one reads mail, office, plant, the other coffee, office, plant",
    });
  });
});

import { describe, expect, it } from "vitest";
import { study as processRewards } from "../../examples/papers/31-process-rewards.js";
import { study as selfPlay } from "../../examples/papers/17-spo.js";
import { arms as attempts, runAttempts } from "../../examples/papers/46-ml-engineering.js";
import { study as driving } from "../../examples/papers/52-carl.js";
import { runMajority } from "../../examples/papers/51-majority.js";
import { linePlot } from "../../examples/papers/plot.js";
import { final, train } from "../../examples/papers/replica.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";

describe("replicas of papers", () => {
  it("paper 31: raw process rewards cost the answers, clipped and telescoped ones do not", async () => {
    const names = new Set(["raw process reward", "clip and delta"]);
    const arms = processRewards.arms.filter(({ name }) => names.has(name));
    const curves = await train({ ...processRewards, arms, updates: 60 }, [1]);
    const end = (name: string): number => final(curves.get(name)?.[0] ?? []);
    expect(end("raw process reward")).toBeLessThan(0.05);
    expect(end("clip and delta")).toBeGreaterThan(0.5);
  });

  it("paper 51: a majority becomes certain, right or wrong", async () => {
    await useBackend("cpu");
    const [right, wrong] = [
      await runMajority(10, 1, { leaning: 15, alone: 40 }),
      await runMajority(2, 1, { leaning: 15, alone: 40 }),
    ];
    expect(final(right)).toBeGreaterThan((right[14] ?? 1) + 0.1);
    expect(final(wrong)).toBeLessThan(0.2);
  });

  it("paper 17: in a circle no arm wins, and a score makes one win", async () => {
    const curves = await train({ ...selfPlay, updates: 150 }, [1]);
    const [circle = [], score = []] = [...curves.values()].map(([run]) => run);
    expect(final(circle)).toBeLessThan(0.5);
    expect(final(score)).toBeGreaterThan(0.6);
  });

  it("paper 46: copies of quick attempts crowd out the slow one, weighing by duration brings it back", async () => {
    await useBackend("cpu");
    const ends = new Map<string, number>();
    for (const arm of attempts) ends.set(arm.name, final(await runAttempts(arm, 1, 150)));
    expect(ends.get("one attempt each")).toBeGreaterThan(0.9);
    expect(ends.get("as they end")).toBeLessThan(0.1);
    expect(ends.get("weighed by duration")).toBeGreaterThan(0.9);
  });

  it("paper 52: multiplied, driving terms pay for the route; averaged, for time", async () => {
    const arms = driving.arms.slice(0, 2);
    const curves = await train(
      { ...driving, arms, settings: { ...driving.settings, groups: 2, learningRate: 0.01 }, updates: 30 },
      [1],
    );
    const [product = [], average = []] = [...curves.values()].map(([run]) => run);
    expect(final(product)).toBeGreaterThan(2 * final(average));
  });
});

it("a plot has its lines, their names, and numbers along its axes", () => {
  const plot = linePlot({
    title: "T",
    x: "update",
    y: "share",
    series: [
      {
        name: "one",
        points: [
          [0, 0],
          [10, 0.5],
        ],
      },
    ],
  });
  expect(plot).toContain('<polyline points="56.0,316.0 472.0,36.0"');
  expect(plot).toContain(">one</text>");
  expect(plot).toContain(">0.5</text>");
});

import { beforeAll, expect, it } from "vitest";
import { kernelOf } from "../../../../src/compiler/emit/tfjs/closure.js";
import { PpoAgent } from "../../../../src/runtime/agents/ppo/agent.js";
import { collect } from "../../../../src/runtime/agents/ppo/collect.js";
import { cleanRlDefaults } from "../../../../src/runtime/agents/ppo/settings.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";
import { environments } from "../../../../src/runtime/environments/index.js";
import { RewardedEnvironment } from "../../../../src/runtime/training/rewarded-environment.js";
import { programOf } from "../../../compiler/lower/run.js";

beforeAll(() => useBackend("cpu"));

it("keeps the discount of each step where a scheme sets it", async () => {
  const settings = { ...cleanRlDefaults, environments: 2, rollout: 40, hidden: [4] };
  const kernel = kernelOf(
    programOf(`signal position, velocity, angle: float
      objective Swings = infinitely often (angle > 0 and velocity > 0) and infinitely often position > 0
      term swings = multi_discount(Swings, gamma_b: 0.75)
      discount 0.875`),
  );
  const environment = environments.get("cart-pole").create({ size: 2, seed: 3, limit: 500 });
  const world = await RewardedEnvironment.create({ environment, kernel, features: true, seed: 3 });
  const { inputs } = world;
  const agent = new PpoAgent({ inputs, observation: 4, actions: 2, settings, seed: 3 });
  const { rewards, discounts } = await collect(agent, world, () => undefined);
  agent.dispose();
  world.dispose();
  expect(discounts).toHaveLength(80);
  expect(new Set(discounts)).toEqual(new Set([0.75, 0.875]));
  expect([...rewards].map((reward) => (reward > 0 ? 0.75 : 0.875))).toEqual([...(discounts ?? [])]);
});

import { describe, expect, it } from "vitest";
import { compareWithDerivation } from "../derivation.js";
import { humanoidRun, walkerWalk } from "./dm-control.js";
import { ant, halfCheetah, humanoid } from "./gymnasium.js";
import { go1Joystick } from "./go1-joystick.js";
import { isaacLabVelocity } from "./isaaclab-velocity.js";
import { leggedGym } from "./legged-gym.js";
import { pickCube, pickPlace } from "./manipulation.js";

const specs = [
  leggedGym,
  isaacLabVelocity,
  go1Joystick,
  walkerWalk,
  humanoidRun,
  halfCheetah,
  ant,
  humanoid,
  pickPlace,
  pickCube,
];

describe("specs compute what the published code computes", () => {
  it.each(specs.map((spec) => [spec.path, spec] as const))("%s", async (_, spec) => {
    expect(await compareWithDerivation(spec)).toBeGreaterThan(1000);
  });
});

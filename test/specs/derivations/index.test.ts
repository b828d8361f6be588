import { describe, expect, it } from "vitest";
import { compareWithDerivation } from "../derivation.js";
import { carl } from "./carl.js";
import { humanoidRun, walkerWalk } from "./dm-control.js";
import { ant, braxAnt, halfCheetah, humanoid } from "./gymnasium.js";
import { go1Joystick } from "./go1-joystick.js";
import { isaacLabBiped } from "./isaaclab-biped.js";
import { isaacLabVelocity } from "./isaaclab-velocity.js";
import { leggedGym } from "./legged-gym.js";
import { pickCube, pickPlace } from "./manipulation.js";

const specs = [
  leggedGym,
  isaacLabVelocity,
  isaacLabBiped,
  go1Joystick,
  walkerWalk,
  humanoidRun,
  halfCheetah,
  ant,
  braxAnt,
  humanoid,
  pickPlace,
  pickCube,
  carl,
];

describe("specs compute what the published code computes", () => {
  it.each(specs.map((spec) => [spec.path, spec.variant ?? "", spec] as const))("%s %s", async (_, __, spec) => {
    expect(await compareWithDerivation(spec)).toBeGreaterThan(1000);
  });
});

import type { DerivedSpec } from "../derivation.js";
import { at, normals, sum, uniforms } from "./plain.js";

/** Value of `rewards.tolerance` beyond the bounds, `distance` in margins. */
function gaussian(distance: number, value: number): number {
  const scale = Math.sqrt(-2 * Math.log(value));
  return Math.exp(-0.5 * (distance * scale) ** 2);
}

function linear(distance: number, value: number): number {
  const scaled = distance * (1 - value);
  return Math.abs(scaled) < 1 ? 1 - scaled : 0;
}

function quadratic(distance: number, value: number): number {
  const scaled = distance * Math.sqrt(1 - value);
  return Math.abs(scaled) < 1 ? 1 - scaled ** 2 : 0;
}

function atLeast(x: number, low: number, margin: number, sigmoid: (distance: number) => number): number {
  return x >= low ? 1 : sigmoid((low - x) / margin);
}

/** dm_control's `PlanarWalker.get_reward` at a speed of 1. */
export const walkerWalk: DerivedSpec = {
  path: "specs/control/walker-walk.reward",
  sample: (random) => ({
    height: uniforms(random, 1, 0.2, 1.5),
    upright: uniforms(random, 1, -1, 1),
    speed: uniforms(random, 1, -1, 2),
  }),
  derive: () => ({
    reset: () => undefined,
    reward(now) {
      const standing = atLeast(at(now["height"], 0), 1.2, 0.6, (distance) => gaussian(distance, 0.1));
      const upright = (1 + at(now["upright"], 0)) / 2;
      const stand = (3 * standing + upright) / 4;
      const move = atLeast(at(now["speed"], 0), 1, 0.5, (distance) => linear(distance, 0.5));
      return (stand * (5 * move + 1)) / 6;
    },
  }),
};

/** dm_control's `Humanoid.get_reward` at a speed of 10. */
export const humanoidRun: DerivedSpec = {
  path: "specs/control/humanoid-run.reward",
  sample: (random) => ({
    head_height: uniforms(random, 1, 0.5, 1.7),
    upright: uniforms(random, 1, -1, 1),
    velocity: normals(random, 3, 5),
    control: uniforms(random, 21, -1, 1),
  }),
  derive: () => ({
    reset: () => undefined,
    reward(now) {
      const standing = atLeast(at(now["head_height"], 0), 1.4, 0.35, (distance) => gaussian(distance, 0.1));
      const upright = atLeast(at(now["upright"], 0), 0.9, 1.9, (distance) => linear(distance, 0));
      const control = now["control"] ?? [];
      const small = sum(control.map((torque) => (torque === 0 ? 1 : quadratic(Math.abs(torque), 0)))) / control.length;
      const speed = Math.hypot(at(now["velocity"], 0), at(now["velocity"], 1));
      const move = (5 * atLeast(speed, 10, 10, (distance) => linear(distance, 0)) + 1) / 6;
      return ((4 + small) / 5) * standing * upright * move;
    },
  }),
};

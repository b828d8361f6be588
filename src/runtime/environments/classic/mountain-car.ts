import type { EnvironmentDefinition } from "../environment.js";
import { PhysicsEnvironment, type Physics } from "./physics-environment.js";

const force = 0.001;
const gravity = 0.0025;
const fastest = 0.07;
const leftWall = -1.2;
const rightWall = 0.6;
const goal = 0.5;

/** MountainCar-v0 of Gymnasium, after Moore (1990), in float64. */
export const mountainCarPhysics: Physics = {
  name: "mountain-car",
  variables: ["position", "velocity"],
  actions: ["left", "coast", "right"],
  limit: 200,
  begin: (state, at, random) => {
    state[at] = random.uniform(-0.6, -0.4);
    state[at + 1] = 0;
  },
  move: (state, at, action) => {
    const [before = 0, speed = 0] = state.subarray(at, at + 2);
    let velocity = clip(speed + (action - 1) * force + Math.cos(3 * before) * -gravity, -fastest, fastest);
    const position = clip(before + velocity, leftWall, rightWall);
    if (position === leftWall && velocity < 0) velocity = 0;
    state[at] = position;
    state[at + 1] = velocity;
    return position >= goal && velocity >= 0;
  },
};

function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Swing a weak car out of a valley; ends at position 0.5, limit 200. */
export const mountainCar: EnvironmentDefinition = {
  name: "mountain-car",
  summary: "MountainCar-v0: swing a car that is too weak for the slope out of a valley",
  create: (options) => new PhysicsEnvironment(mountainCarPhysics, options),
};

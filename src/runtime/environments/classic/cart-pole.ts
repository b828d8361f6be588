import type { EnvironmentDefinition } from "../environment.js";
import { PhysicsEnvironment, type Physics } from "./physics-environment.js";

const gravity = 9.8;
const poleMass = 0.1;
const totalMass = 1 + poleMass;
const halfLength = 0.5;
const push = 10;
const seconds = 0.02;
const edge = 2.4;
const tilt = (12 * 2 * Math.PI) / 360;

/** CartPole-v1 of Gymnasium, after Barto, Sutton and Anderson (1983), by explicit Euler steps in float64. */
export const cartPolePhysics: Physics = {
  name: "cart-pole",
  variables: ["position", "velocity", "angle", "angular_velocity"],
  actions: ["left", "right"],
  limit: 500,
  begin: (state, at, random) => {
    for (let index = at; index < at + 4; index++) state[index] = random.uniform(-0.05, 0.05);
  },
  move: (state, at, action) => {
    const [position = 0, velocity = 0, angle = 0, angularVelocity = 0] = state.subarray(at, at + 4);
    const sine = Math.sin(angle);
    const cosine = Math.cos(angle);
    const thrust = ((action === 1 ? push : -push) + poleMass * halfLength * angularVelocity ** 2 * sine) / totalMass;
    const angularAcceleration =
      (gravity * sine - cosine * thrust) / (halfLength * (4 / 3 - (poleMass * cosine ** 2) / totalMass));
    const acceleration = thrust - (poleMass * halfLength * angularAcceleration * cosine) / totalMass;
    const moved = position + seconds * velocity;
    const turned = angle + seconds * angularVelocity;
    state[at] = moved;
    state[at + 1] = velocity + seconds * acceleration;
    state[at + 2] = turned;
    state[at + 3] = angularVelocity + seconds * angularAcceleration;
    return moved < -edge || moved > edge || turned < -tilt || turned > tilt;
  },
};

/** Balance a pole on a cart; ends beyond 2.4 m or 12 degrees, limit 500. */
export const cartPole: EnvironmentDefinition = {
  name: "cart-pole",
  summary: "CartPole-v1: balance a pole on a cart that is pushed left or right",
  create: (options) => new PhysicsEnvironment(cartPolePhysics, options),
};

import { describe, expect, it } from "vitest";
import { cartPolePhysics } from "../../../src/runtime/environments/classic/cart-pole.js";
import { mountainCarPhysics } from "../../../src/runtime/environments/classic/mountain-car.js";
import { environments } from "../../../src/runtime/environments/index.js";

describe("cart-pole", () => {
  it("follows the equations by hand: pushed right from rest upright", () => {
    const state = new Float64Array(4);
    cartPolePhysics.move(state, 0, 1);
    // At rest and upright: thrust = 10/1.1; angular acceleration = -thrust / (0.5 (4/3 - 0.1/1.1)); acceleration = thrust - 0.05 angular / 1.1.
    const thrust = 10 / 1.1;
    const angular = -thrust / (0.5 * (4 / 3 - 0.1 / 1.1));
    expect([...state]).toEqual(
      [0, 0.02 * (thrust - (0.05 * angular) / 1.1), 0, 0.02 * angular].map(
        (value) => expect.closeTo(value, 14) as number,
      ),
    );
    // The second step moves by the velocities of the first (explicit Euler).
    const [, velocity = 0, , turning = 0] = state;
    cartPolePhysics.move(state, 0, 1);
    expect(state[0]).toBeCloseTo(0.02 * velocity, 15);
    expect(state[2]).toBeCloseTo(0.02 * turning, 15);
  });

  it("falls to 12 degrees in nine steps when always pushed to one side, and mirrors", () => {
    const right = new Float64Array(4);
    const left = new Float64Array(4);
    let steps = 0;
    for (let ended = false; !ended; steps++) {
      ended = cartPolePhysics.move(right, 0, 1);
      cartPolePhysics.move(left, 0, 0);
      expect([...left]).toEqual([...right].map((value) => (value === 0 ? expect.closeTo(0) : -value) as number));
    }
    expect(steps).toBe(9);
    expect(right[2]).toBeLessThan((-12 * Math.PI) / 180);
  });

  it("starts within 0.05 of rest, differently in every row", () => {
    const environment = environments.get("cart-pole").create({ size: 50, seed: 1 });
    for (const value of environment.observation) expect(Math.abs(value)).toBeLessThan(0.05);
    expect(new Set(environment.observation).size).toBe(200);
  });
});

describe("mountain-car", () => {
  it("follows the equations by hand", () => {
    const state = Float64Array.of(-0.5, 0);
    mountainCarPhysics.move(state, 0, 2);
    const first = 0.001 - 0.0025 * Math.cos(-1.5);
    expect(state[1]).toBeCloseTo(first, 15);
    expect(state[0]).toBeCloseTo(-0.5 + first, 15);
    mountainCarPhysics.move(state, 0, 0);
    const second = first - 0.001 - 0.0025 * Math.cos(3 * (-0.5 + first));
    expect(state[1]).toBeCloseTo(second, 15);
  });

  it("stops dead at the left wall and never exceeds 0.07", () => {
    const state = Float64Array.of(-1.19, -0.07);
    mountainCarPhysics.move(state, 0, 0);
    expect([...state]).toEqual([-1.2, 0]);
    const fast = Float64Array.of(-0.9, 0.0699);
    mountainCarPhysics.move(fast, 0, 2);
    expect(fast[1]).toBe(0.07);
  });

  it("reaches the goal by pushing along the velocity, never by pushing right alone", () => {
    const swing = Float64Array.of(-0.5, 0);
    let steps = 0;
    while (!mountainCarPhysics.move(swing, 0, (swing[1] ?? 0) >= 0 ? 2 : 0)) steps++;
    expect(steps).toBeLessThan(200);
    expect(swing[0]).toBeGreaterThanOrEqual(0.5);
    const stubborn = Float64Array.of(-0.5, 0);
    for (let step = 0; step < 200; step++) expect(mountainCarPhysics.move(stubborn, 0, 2)).toBe(false);
  });
});

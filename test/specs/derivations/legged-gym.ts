import type { DerivedSpec } from "../derivation.js";
import { at, length, minus, normals, row, squares, sum, uniforms } from "./plain.js";

/** legged_gym's `LeggedRobot.compute_reward` with the base scales, in its own order: contact filter, first contact, air time, payment, reset of the air time. */
export const leggedGym: DerivedSpec = {
  path: "specs/robotics/legged-gym.reward",
  sample: (random) => ({
    velocity: normals(random, 3, 0.6),
    spin: normals(random, 3, 1),
    command: random.chance(0.3) ? [0.01, 0] : uniforms(random, 2, -1, 1),
    turn: uniforms(random, 1, -1, 1),
    torque: normals(random, 12, 20),
    joint_velocity: normals(random, 12, 3),
    body_force: normals(random, 24, random.chance(0.7) ? 0.03 : 5),
    foot_force: normals(random, 12, 3),
    target: normals(random, 12, 0.5),
  }),
  derive() {
    const dt = 0.02;
    let air = [0, 0, 0, 0];
    let contacts = [false, false, false, false];
    let actions: readonly number[] = new Array<number>(12).fill(0);
    let velocities: readonly number[] = [];
    return {
      reset(first) {
        air = [0, 0, 0, 0];
        contacts = [false, false, false, false];
        actions = new Array<number>(12).fill(0);
        velocities = first["joint_velocity"] ?? [];
      },
      reward(now) {
        const { velocity = [], spin = [], command = [], target = [], joint_velocity: joint = [] } = now;
        const contact = [0, 1, 2, 3].map((foot) => at(now["foot_force"], 3 * foot + 2) > 1);
        const filtered = contact.map((touches, foot) => touches || contacts[foot] === true);
        contacts = contact;
        let stepping = 0;
        filtered.forEach((touches, foot) => {
          const first = (air[foot] ?? 0) > 0 && touches;
          air[foot] = (air[foot] ?? 0) + dt;
          if (first) stepping += (air[foot] ?? 0) - 0.5;
          if (touches) air[foot] = 0;
        });
        const rate = squares(minus(actions, target));
        actions = target;
        const acceleration = sum(minus(velocities, joint).map((change) => (change / dt) ** 2));
        velocities = joint;
        const bodies = Array.from({ length: 8 }, (_, body) => length(row(now["body_force"] ?? [], body, 3)));
        const rewards = [
          1 * Math.exp(-squares(minus(command, velocity.slice(0, 2))) / 0.25),
          0.5 * Math.exp(-((at(now["turn"], 0) - at(spin, 2)) ** 2) / 0.25),
          -2 * at(velocity, 2) ** 2,
          -0.05 * squares(spin.slice(0, 2)),
          -0.00001 * squares(now["torque"] ?? []),
          -2.5e-7 * acceleration,
          -0.01 * rate,
          -1 * bodies.filter((force) => force > 0.1).length,
          1 * stepping * (length(command) > 0.1 ? 1 : 0),
        ];
        return Math.max(sum(rewards.map((reward) => reward * dt)), 0);
      },
    };
  },
};

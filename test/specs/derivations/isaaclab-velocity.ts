import type { DerivedSpec } from "../derivation.js";
import { at, length, minus, normals, row, squares, sum, uniforms } from "./plain.js";

/** IsaacLab's reward manager over the velocity task's terms: value · weight · step. */
export const isaacLabVelocity: DerivedSpec = {
  path: "specs/robotics/isaaclab-velocity.reward",
  sample: (random) => ({
    velocity: normals(random, 3, 0.6),
    spin: normals(random, 3, 1),
    command: random.chance(0.3) ? [0.01, 0] : uniforms(random, 2, -1, 1),
    turn: uniforms(random, 1, -1, 1),
    torque: normals(random, 12, 20),
    joint_acceleration: normals(random, 12, 40),
    thigh_force: normals(random, 36, random.chance(0.5) ? 0.2 : 2),
    last_air_time: uniforms(random, 4, 0, 1),
    contact_time: uniforms(random, 4, 0, 0.05).map((time) => (random.chance(0.4) ? 0 : time)),
    target: normals(random, 12, 0.5),
  }),
  derive() {
    const dt = 0.02;
    let previous: readonly number[] = [];
    return {
      reset() {
        previous = new Array<number>(12).fill(0);
      },
      reward(now) {
        const { velocity = [], spin = [], command = [], target = [], thigh_force: thighs = [] } = now;
        let stepping = 0;
        for (let foot = 0; foot < 4; foot++) {
          const contact = at(now["contact_time"], foot);
          if (contact > 0 && contact < dt + 1e-8) stepping += at(now["last_air_time"], foot) - 0.5;
        }
        if (length(command) <= 0.1) stepping = 0;
        let collisions = 0;
        for (let thigh = 0; thigh < 4; thigh++) {
          const frames = [0, 1, 2].map((frame) => length(row(thighs, 4 * frame + thigh, 3)));
          if (Math.max(...frames) > 1) collisions++;
        }
        const rate = squares(minus(target, previous));
        previous = target;
        return (
          dt *
          sum([
            Math.exp(-squares(minus(command, velocity.slice(0, 2))) / 0.25),
            0.5 * Math.exp(-((at(now["turn"], 0) - at(spin, 2)) ** 2) / 0.25),
            -2 * at(velocity, 2) ** 2,
            -0.05 * squares(spin.slice(0, 2)),
            -0.00001 * squares(now["torque"] ?? []),
            -2.5e-7 * squares(now["joint_acceleration"] ?? []),
            -0.01 * rate,
            0.125 * stepping,
            -collisions,
          ])
        );
      },
    };
  },
};

import type { DerivedSpec } from "../derivation.js";
import { at, normals, squares, sum, uniforms } from "./plain.js";

/** Gymnasium's `HalfCheetahEnv` v5. */
export const halfCheetah: DerivedSpec = {
  path: "specs/control/half-cheetah.reward",
  sample: (random) => ({ x: uniforms(random, 1, -2, 2), control: uniforms(random, 6, -1, 1) }),
  derive() {
    let before = 0;
    return {
      reset: (first) => void (before = at(first["x"], 0)),
      reward(now) {
        const velocity = (at(now["x"], 0) - before) / 0.05;
        before = at(now["x"], 0);
        return velocity - 0.1 * squares(now["control"] ?? []);
      },
    };
  },
};

/** Gymnasium's `AntEnv` v5 with its default of ending when unhealthy. */
export const ant: DerivedSpec = {
  path: "specs/control/ant.reward",
  sample: (random) => ({
    x: uniforms(random, 1, -2, 2),
    pose: normals(random, 29, 1),
    height: uniforms(random, 1, 0.21, random.chance(0.005) ? 3 : 0.99),
    contact_force: normals(random, 84, 1),
    control: uniforms(random, 8, -1, 1),
  }),
  derive() {
    let before = 0;
    return {
      reset: (first) => void (before = at(first["x"], 0)),
      reward(now) {
        const velocity = (at(now["x"], 0) - before) / 0.05;
        before = at(now["x"], 0);
        const height = at(now["height"], 0);
        const healthy = (now["pose"] ?? []).every(Number.isFinite) && height >= 0.2 && height <= 1;
        const clipped = (now["contact_force"] ?? []).map((force) => Math.min(Math.max(force, -1), 1));
        return velocity + (healthy ? 1 : 0) - 0.5 * squares(now["control"] ?? []) - 5e-4 * squares(clipped);
      },
    };
  },
};

/** Brax's `Ant.step`, which ends when unhealthy and pays for health all the same; its contact cost is 0. */
export const braxAnt: DerivedSpec = {
  ...ant,
  variant: "brax",
  derive() {
    let before = 0;
    return {
      reset: (first) => void (before = at(first["x"], 0)),
      reward(now) {
        const velocity = (at(now["x"], 0) - before) / 0.05;
        before = at(now["x"], 0);
        return velocity + 1 - 0.5 * squares(now["control"] ?? []);
      },
    };
  },
};

/** Gymnasium's `HumanoidEnv` v5. */
export const humanoid: DerivedSpec = {
  path: "specs/control/humanoid.reward",
  sample: (random) => ({
    centre: uniforms(random, 1, -1, 1),
    height: uniforms(random, 1, 1.01, random.chance(0.005) ? 3 : 1.99),
    contact_force: normals(random, 84, random.chance(0.3) ? 1000 : 30),
    control: uniforms(random, 17, -0.4, 0.4),
  }),
  derive() {
    let before = 0;
    return {
      reset: (first) => void (before = at(first["centre"], 0)),
      reward(now) {
        const velocity = (at(now["centre"], 0) - before) / 0.015;
        before = at(now["centre"], 0);
        const height = at(now["height"], 0);
        const contact = Math.min(5e-7 * squares(now["contact_force"] ?? []), 10);
        return sum([1.25 * velocity, height > 1 && height < 2 ? 5 : 0, -0.1 * squares(now["control"] ?? []), -contact]);
      },
    };
  },
};

import type { DerivedSpec } from "../derivation.js";
import { at, length, minus, normals, row, squares, sum, uniforms } from "./plain.js";

/** Isaac Lab's `quat_apply_inverse`. */
function rotatedBack([w = 1, ...axis]: readonly number[], v: readonly number[]): readonly number[] {
  const cross = (a: readonly number[], b: readonly number[]): readonly number[] => [
    at(a, 1) * at(b, 2) - at(a, 2) * at(b, 1),
    at(a, 2) * at(b, 0) - at(a, 0) * at(b, 2),
    at(a, 0) * at(b, 1) - at(a, 1) * at(b, 0),
  ];
  const turned = cross(axis, v).map((part) => 2 * part);
  return cross(axis, turned).map((part, index) => at(v, index) - w * at(turned, index) + part);
}

/** Isaac Lab's `yaw_quat`. */
function heading([w = 1, x = 0, y = 0, z = 0]: readonly number[]): readonly number[] {
  const yaw = Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
  return [Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
}

/** The greatest length over the frames of the sensor, for one body. */
function peak(frames: readonly number[] | undefined, bodies: number, body: number): number {
  return Math.max(...[0, 1, 2].map((frame) => length(row(frames ?? [], bodies * frame + body, 3))));
}

const deviation = (joints: readonly number[] | undefined, home: readonly number[] | undefined): number =>
  sum(minus(joints ?? [], home ?? []).map(Math.abs));

/** IsaacLab's reward manager over the terms of `H1RoughEnvCfg`. */
export const isaacLabBiped: DerivedSpec = {
  path: "specs/robotics/isaaclab-biped.reward",
  sample(random) {
    const attitude = normals(random, 4, 1);
    const inAir = [random.chance(0.5), random.chance(0.5)];
    return {
      attitude: attitude.map((part) => part / length(attitude)),
      velocity: normals(random, 3, 0.6),
      world_spin: normals(random, 3, 1),
      spin: normals(random, 3, 1),
      command: random.chance(0.3) ? [0.01, 0] : uniforms(random, 2, -1, 1),
      turn: uniforms(random, 1, -1, 1),
      joint_acceleration: normals(random, 19, 40),
      hip: normals(random, 4, 0.3),
      home_hip: normals(random, 4, 0.1),
      arm: normals(random, 8, 0.3),
      home_arm: normals(random, 8, 0.1),
      torso: normals(random, 1, 0.3),
      home_torso: normals(random, 1, 0.1),
      ankle: normals(random, 2, 1),
      ankle_low: [-0.87, -0.87],
      ankle_high: [0.52, 0.52],
      torso_force: normals(random, 9, random.chance(0.01) ? 3 : 0.1),
      foot_force: normals(random, 18, random.chance(0.5) ? 0.2 : 5),
      foot_velocity: normals(random, 6, 0.5),
      air_time: inAir.map((air) => (air ? random.uniform(0.01, 0.8) : 0)),
      contact_time: inAir.map((air) => (air ? 0 : random.uniform(0.01, 0.8))),
      target: normals(random, 19, 0.5),
    };
  },
  derive() {
    let previous: readonly number[] = [];
    return {
      reset() {
        previous = new Array<number>(19).fill(0);
      },
      reward(now) {
        const { attitude = [], velocity = [], command = [], target = [] } = now;
        const inContact = [0, 1].map((foot) => at(now["contact_time"], foot) > 0);
        const inMode = inContact.map((contact, foot) => at(now[contact ? "contact_time" : "air_time"], foot));
        const singleStance = inContact.filter(Boolean).length === 1;
        let stepping = Math.min(...inMode.map((time) => (singleStance ? time : 0)), 0.4);
        if (length(command) <= 0.1) stepping = 0;
        const sliding = sum(
          [0, 1].map((foot) => {
            const touches = peak(now["foot_force"], 2, foot) > 1;
            return touches ? length(row(now["foot_velocity"] ?? [], foot, 3).slice(0, 2)) : 0;
          }),
        );
        const limits = sum(
          [0, 1].map((ankle) => {
            const angle = at(now["ankle"], ankle);
            return (
              -Math.min(angle - at(now["ankle_low"], ankle), 0) + Math.max(angle - at(now["ankle_high"], ankle), 0)
            );
          }),
        );
        const along = rotatedBack(heading(attitude), velocity).slice(0, 2);
        const rate = squares(minus(target, previous));
        previous = target;
        return (
          0.02 *
          sum([
            -200 * (peak(now["torso_force"], 1, 0) > 1 ? 1 : 0),
            Math.exp(-squares(minus(command, along)) / 0.25),
            Math.exp(-((at(now["turn"], 0) - at(now["world_spin"], 2)) ** 2) / 0.25),
            -0.05 * squares((now["spin"] ?? []).slice(0, 2)),
            -squares(rotatedBack(attitude, [0, 0, -1]).slice(0, 2)),
            -1.25e-7 * squares(now["joint_acceleration"] ?? []),
            -0.005 * rate,
            0.25 * stepping,
            -0.25 * sliding,
            -limits,
            -0.2 * deviation(now["hip"], now["home_hip"]),
            -0.2 * deviation(now["arm"], now["home_arm"]),
            -0.1 * deviation(now["torso"], now["home_torso"]),
          ])
        );
      },
    };
  },
};

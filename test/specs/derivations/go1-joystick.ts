import type { DerivedSpec } from "../derivation.js";
import { at, chances, length, minus, normals, row, squares, sum, uniforms } from "./plain.js";

const poseWeights = [1, 1, 0.1, 1, 1, 0.1, 1, 1, 0.1, 1, 1, 0.1];

/** MuJoCo Playground's `Joystick.step`: air time and swing peak grow before the reward and are zeroed by the raw contact after it. */
export const go1Joystick: DerivedSpec = {
  path: "specs/robotics/go1-joystick.reward",
  sample: (random) => ({
    velocity: normals(random, 3, 0.6),
    world_velocity: normals(random, 3, 0.3),
    gyro: normals(random, 3, 1),
    world_spin: normals(random, 3, 1),
    command: random.chance(0.3) ? [0, 0.001, 0] : uniforms(random, 3, -1, 1),
    up: [...normals(random, 2, 0.2), random.chance(0.004) ? -0.5 : 0.95],
    joint: normals(random, 12, 0.6),
    joint_velocity: normals(random, 12, 3),
    torque: normals(random, 12, 5),
    home: new Array<number>(12).fill(0.25),
    joint_low: new Array<number>(12).fill(-0.875),
    joint_high: new Array<number>(12).fill(1.125),
    foot_height: uniforms(random, 4, 0, 0.2),
    foot_velocity: normals(random, 12, 0.5),
    contact: chances(random, 4, 0.4),
    target: normals(random, 12, 0.5),
  }),
  derive() {
    const dt = 0.02;
    let lastAction: readonly number[] = [];
    let lastContact: boolean[] = [];
    let air: number[] = [];
    let peak: number[] = [];
    return {
      reset() {
        lastAction = new Array<number>(12).fill(0);
        lastContact = [false, false, false, false];
        air = [0, 0, 0, 0];
        peak = [0, 0, 0, 0];
      },
      reward(now) {
        const { velocity = [], command = [], up = [], joint = [], home = [], torque = [], target = [] } = now;
        const contact = [0, 1, 2, 3].map((foot) => at(now["contact"], foot) === 1);
        const filtered = contact.map((touches, foot) => touches || lastContact[foot] === true);
        const first = air.map((time, foot) => time > 0 && filtered[foot] === true);
        air = air.map((time) => time + dt);
        peak = peak.map((height, foot) => Math.max(height, at(now["foot_height"], foot)));
        const planar = [0, 1, 2, 3].map((foot) => row(now["foot_velocity"] ?? [], foot, 3).slice(0, 2));
        const moving = length(command) > 0.01 ? 1 : 0;
        const joints = joint.map((angle, index) => angle - at(home, index));
        const beyond = joint.map(
          (angle, index) =>
            Math.max(0, at(now["joint_low"], index) - angle) + Math.max(0, angle - at(now["joint_high"], index)),
        );
        const feet = (value: (foot: number) => number): number => sum([0, 1, 2, 3].map(value));
        const rewards = [
          Math.exp(-squares(minus(command.slice(0, 2), velocity.slice(0, 2))) / 0.25),
          0.5 * Math.exp(-((at(command, 2) - at(now["gyro"], 2)) ** 2) / 0.25),
          -0.5 * at(now["world_velocity"], 2) ** 2,
          -0.05 * squares((now["world_spin"] ?? []).slice(0, 2)),
          -5 * squares(up.slice(0, 2)),
          -1 * sum(beyond),
          0.5 * Math.exp(-sum(joints.map((angle, index) => at(poseWeights, index) * angle * angle))),
          -1 * (at(up, 2) < 0 ? 1 : 0),
          -1 * sum(joints.map(Math.abs)) * (length(command) < 0.01 ? 1 : 0),
          -0.0002 * (length(torque) + sum(torque.map(Math.abs))),
          -0.01 * squares(minus(target, lastAction)),
          -0.001 * sum(torque.map((force, index) => Math.abs(force) * Math.abs(at(now["joint_velocity"], index)))),
          -2 * feet((foot) => Math.abs(at(now["foot_height"], foot) - 0.1) * Math.sqrt(length(planar[foot] ?? []))),
          -0.2 * moving * feet((foot) => (first[foot] === true ? ((peak[foot] ?? 0) / 0.1 - 1) ** 2 : 0)),
          -0.1 * moving * feet((foot) => (contact[foot] === true ? squares(planar[foot] ?? []) : 0)),
          0.1 * moving * feet((foot) => (first[foot] === true ? (air[foot] ?? 0) - 0.1 : 0)),
        ];
        lastAction = target;
        lastContact = contact;
        air = air.map((time, foot) => (contact[foot] === true ? 0 : time));
        peak = peak.map((height, foot) => (contact[foot] === true ? 0 : height));
        return Math.min(Math.max(sum(rewards) * dt, 0), 10000);
      },
    };
  },
};

import type { DerivedSpec, Signals } from "../derivation.js";
import { at, length, minus, normals, uniforms } from "./plain.js";

function hamacher(a: number, b: number): number {
  const denominator = a + b - a * b;
  return denominator > 0 ? (a * b) / denominator : 0;
}

/** `reward_utils.tolerance` with the long tail and 0.1 at the margin. */
function longTail(x: number, [low, high]: readonly [number, number], margin: number): number {
  if (low <= x && x <= high) return 1;
  if (margin === 0) return 0;
  const distance = (x < low ? low - x : x - high) / margin;
  return 1 / ((distance * Math.sqrt(1 / 0.1 - 1)) ** 2 + 1);
}

const planar = (point: readonly number[] = []): readonly number[] => [at(point, 0), at(point, 2)];
const between = (a: readonly number[] = [], b: readonly number[] = []): number => length(minus(a, b));

/** Metaworld's `SawyerPickPlaceEnvV3.compute_reward` (v2) with its gripper caging. */
export const pickPlace: DerivedSpec = {
  path: "specs/manipulation/pick-place.reward",
  sample(random) {
    const object = [...uniforms(random, 2, -0.1, 0.1), 0.02 + random.uniform(0, 0.1)];
    const near = random.chance(0.5) ? 0.01 : 0.1;
    return {
      object,
      goal: random.chance(0.1) ? object.map((x) => x + 0.01) : [0.1, 0.8, 0.2],
      tool: object.map((x) => x + random.normal(0, near)),
      right_pad: object.map((x) => x - random.uniform(0, near + 0.05)),
      left_pad: object.map((x) => x + random.uniform(0, near + 0.05)),
      open: uniforms(random, 1, 0, 1),
      control: uniforms(random, 4, -1, 1),
    };
  },
  derive() {
    let first: Signals = {};
    return {
      reset: (signals) => void (first = signals),
      reward(now) {
        const { object = [], goal = [], tool = [] } = now;
        const y = at(object, 1);
        const margin = (pad: string): number => Math.abs(Math.abs(y - at(first[pad], 1)) - 0.05);
        const cageY = hamacher(
          longTail(y - at(now["right_pad"], 1), [0.015, 0.05], margin("right_pad")),
          longTail(at(now["left_pad"], 1) - y, [0.015, 0.05], margin("left_pad")),
        );
        const xzMargin = between(planar(first["object"]), planar(first["tool"])) - 0.005;
        const cage = hamacher(cageY, longTail(between(planar(tool), planar(object)), [0, 0.005], xzMargin));
        const gripping = cage > 0.97 ? Math.min(Math.max(at(now["control"], 3), 0), 1) : 0;
        const grasp = (hamacher(cage, gripping) + cage) / 2;
        const place = longTail(between(object, goal), [0, 0.05], between(first["object"], goal));
        let reward = hamacher(grasp, place);
        const lifted = at(object, 2) - 0.01 > at(first["object"], 2);
        if (between(object, tool) < 0.02 && at(now["open"], 0) > 0 && lifted) reward += 1 + 5 * place;
        return between(object, goal) < 0.05 ? 10 : reward;
      },
    };
  },
};

/** ManiSkill's `PickCubeEnv.compute_normalized_dense_reward`. */
export const pickCube: DerivedSpec = {
  path: "specs/manipulation/pick-cube.reward",
  sample(random) {
    const object = normals(random, 3, 0.1);
    return {
      object,
      goal: random.chance(0.3) ? object.map((x) => x + 0.01) : normals(random, 3, 0.1),
      tool: object.map((x) => x + random.normal(0, 0.05)),
      grasped: [random.chance(0.5) ? 1 : 0],
      joint_speed: normals(random, 7, random.chance(0.5) ? 0.05 : 0.5),
    };
  },
  derive: () => ({
    reset: () => undefined,
    reward(now) {
      const speeds = now["joint_speed"] ?? [];
      const toGoal = between(now["goal"], now["object"]);
      const grasped = at(now["grasped"], 0);
      let reward = 1 - Math.tanh(5 * between(now["tool"], now["object"]));
      reward += grasped;
      reward += (1 - Math.tanh(5 * toGoal)) * grasped;
      const placed = toGoal <= 0.025;
      if (placed) reward += 1 - Math.tanh(5 * length(speeds));
      if (placed && Math.max(...speeds.map(Math.abs)) <= 0.2) reward = 5;
      return reward / 5;
    },
  }),
};

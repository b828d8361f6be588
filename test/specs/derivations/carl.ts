import type { DerivedSpec } from "../derivation.js";
import { at, chances, length, minus, normals, sum, uniforms } from "./plain.js";
import { lastOf, smoothed } from "./savgol.js";

const dt = 0.1;
const ticks = 500;

/** `compute_comfort_penalty` with its histories of 15 ticks; here they begin anew with each episode. */
class Comfort {
  readonly #histories: Record<"along" | "across" | "magnitude" | "yaw", number[]> = {
    along: [],
    across: [],
    magnitude: [],
    yaw: [],
  };
  #remaining = [0, 0, 0, 0, 0, 0];
  #lastPosition: readonly number[] | undefined;
  #lastVelocity: readonly number[] = [0, 0, 0];

  factor(position: readonly number[], forward: readonly number[], right: readonly number[], yaw: number): number {
    this.#remaining = this.#remaining.map((left) => Math.max(left - 1, 0));
    const before = this.#lastPosition;
    const velocity = before === undefined ? [0, 0, 0] : minus(position, before).map((way) => way / dt);
    const acceleration =
      before === undefined ? [0, 0, 0] : minus(velocity, this.#lastVelocity).map((change) => change / dt);
    this.#lastPosition = position;
    this.#lastVelocity = velocity;
    const dot = (axis: readonly number[]): number => sum(acceleration.map((part, index) => part * at(axis, index)));
    const newest = { along: dot(forward), across: dot(right), magnitude: length(acceleration), yaw };
    for (const name of ["along", "across", "magnitude", "yaw"] as const) {
      this.#histories[name].push(newest[name]);
      if (this.#histories[name].length > 15) this.#histories[name].shift();
    }
    if (this.#histories.along.length < 8) return 1;
    const along = smoothed(this.#histories.along, 8, 2);
    const across = smoothed(this.#histories.across, 8, 2);
    const magnitude = smoothed(this.#histories.magnitude, 8, 2);
    const headings = unwrap(this.#histories.yaw);
    const last = (values: readonly number[]): number => at(values, values.length - 1);
    const violated = [
      last(along) > 2.4 || last(along) < -4.05,
      Math.abs(last(across)) > 4.89,
      Math.abs(lastOf(magnitude, magnitude.length, 2, 1, dt)) > 8.37,
      Math.abs(lastOf(along, along.length, 2, 1, dt)) > 4.13,
      Math.abs(lastOf(headings, 5, 2, 1, dt)) > 0.95,
      Math.abs(lastOf(headings, 5, 3, 2, dt)) > 1.93,
    ];
    this.#remaining = this.#remaining.map((left, index) => (violated[index] === true ? ticks : left));
    return 1 - 0.5 * (this.#remaining.filter((left) => left > 0).length / 6);
  }
}

/** Removes whole turns between neighbours. */
function unwrap(angles: readonly number[]): readonly number[] {
  let turns = 0;
  return angles.map((angle, index) => {
    if (index > 0) turns += Math.round((angle - at(angles, index - 1)) / (2 * Math.PI));
    return angle - 2 * Math.PI * turns;
  });
}

/** CaRL's `SimpleReward.get` with the constants of its configuration. */
export const carl: DerivedSpec = {
  path: "specs/driving/carl.reward",
  sample(random) {
    const turned = random.uniform(-Math.PI, Math.PI);
    const heading = Math.PI + random.normal(0, random.chance(0.02) ? 0.1 : 0.002);
    return {
      completion: uniforms(random, 1, 0, 100),
      position: normals(random, 3, random.chance(0.03) ? 0.1 : 0.005),
      forward: [Math.cos(turned), Math.sin(turned), 0],
      right: [-Math.sin(turned), Math.cos(turned), 0],
      heading: [heading >= Math.PI ? heading - 2 * Math.PI : heading],
      speed: uniforms(random, 1, 0, 14),
      speed_limit: uniforms(random, 1, 8, 14),
      lateral: uniforms(random, 1, random.chance(0.95) ? 0.5 : 0, random.chance(0.95) ? 1 : 0.5),
      in_junction: chances(random, 1, 0.05),
      outside_lanes: chances(random, 1, 0.1),
      ahead_blocked: chances(random, 1, 0.02),
      collision: chances(random, 1, 0.002),
      red_light: chances(random, 1, 0.002),
      stop_sign: chances(random, 1, 0.001),
      blocked: chances(random, 1, 0.001),
      off_route: chances(random, 1, 0.001),
      off_road: chances(random, 1, 0.001),
      timeout: chances(random, 1, 0.001),
      route_finished: chances(random, 1, 0.001),
    };
  },
  derive() {
    let completion = 0;
    let comfort = new Comfort();
    let remaining = 0;
    let drift = 0;
    return {
      reset() {
        completion = 0;
        comfort = new Comfort();
        remaining = 0;
        drift = 0;
      },
      reward(now) {
        const flag = (name: string): boolean => at(now[name], 0) === 1;
        let laneFactor = 1;
        if (!flag("in_junction")) {
          drift = at(now["lateral"], 0) > 0.5 ? drift + 1 : Math.max(drift - 1, 0);
          if (drift > 30) laneFactor = 0.5;
        }
        const exceeding = at(now["speed"], 0) - at(now["speed_limit"], 0);
        const speedFactor = exceeding > 0 ? Math.max(0, 1 - exceeding / 2.23) : 1;
        const { position = [], forward = [], right = [] } = now;
        const comfortFactor = comfort.factor(position, forward, right, at(now["heading"], 0));
        if (remaining > 0) remaining -= 1;
        if (flag("ahead_blocked")) remaining = ticks;
        let progress = at(now["completion"], 0) - completion;
        completion = at(now["completion"], 0);
        if (flag("outside_lanes")) progress = 0;
        progress *= speedFactor * (remaining > 0 ? 0.5 : 1) * comfortFactor * laneFactor;
        return progress - (flag("collision") || flag("red_light") ? 1 : 0);
      },
    };
  },
};

/** Features of one environment, row-major: v, w, g, q, dq, tau, a, then the scalars. */
export const features = {
  v: 3,
  w: 3,
  g: 3,
  q: 12,
  dq: 12,
  tau: 12,
  a: 12,
  height: 1,
  speed: 1,
  drift: 1,
  contact: 1,
  x: 1,
  y: 1,
  slip: 1,
};
export const featureCount = Object.values(features).reduce((sum, size) => sum + size, 0);

const [gamma, steepness] = [0.99, -Math.log(0.1)];
/** What value iteration gives the states of the machine: 2γ³ + γ² and so on, the reward of the way home. */
const potentials = [gamma * (gamma * (1 + gamma * 2)), gamma * (1 + gamma * 2), 1 + gamma * 2, 2, 0, 0];

/** The reward of `spec` as somebody would write it by hand: one loop over rows, `Math.exp`, branches. Moves `state`, fills `reward`. */
export function plainLoop(rows: Float32Array, state: Int32Array, reward: Float32Array): void {
  const at = (index: number): number => rows[index] ?? 0;
  for (let row = 0; row < reward.length; row++) {
    const start = row * featureCount;
    const squares = (from: number, size: number): number => {
      let sum = 0;
      for (let index = start + from; index < start + from + size; index++) sum += at(index) * at(index);
      return sum;
    };
    let apart = 0;
    for (let joint = start; joint < start + 12; joint++) apart += (at(joint + 45) - at(joint + 9)) ** 2;
    const height = at(start + 57);
    const speed = at(start + 58);
    const drift = at(start + 59);
    const contact = at(start + 60);
    const x = at(start + 61);
    const y = at(start + 62);
    const slip = at(start + 63);
    const outside = Math.max(-0.1 - drift, drift - 0.1, 0);
    const before = state[row] ?? 0;
    const fallen = slip > 1.9;
    let after = before;
    let paid = 0;
    if (before === 0) after = x > 1 ? 1 : fallen ? 5 : 0;
    else if (before === 1) after = y > 1 ? 2 : fallen ? 5 : 1;
    else if (before === 2) {
      if (x < -1) paid = 1;
      after = x < -1 ? 3 : fallen ? 5 : 2;
    } else if (before === 3) {
      const home = y < -1 && contact > 0;
      if (home) paid = 2;
      after = home ? 4 : fallen ? 5 : 3;
    }
    state[row] = after;
    reward[row] =
      1.5 * Math.exp(-4 * squares(0, 3)) +
      0.75 * Math.exp(-4 * squares(3, 3)) +
      0.5 * Math.exp(-squares(6, 3)) +
      0.5 * Math.exp(-10 * (height - 0.3) ** 2) +
      0.25 * Math.exp(-Math.abs(drift)) -
      0.01 * Math.sqrt(squares(33, 12)) -
      0.005 * Math.sqrt(apart) -
      0.001 * Math.sqrt(squares(21, 12)) +
      0.2 * Math.min(Math.max(speed, -1), 1) +
      0.3 * (Math.exp(-steepness * outside * outside) + (contact > 0 ? 0.5 : slip)) +
      paid +
      gamma * (potentials[after] ?? 0) -
      (potentials[before] ?? 0);
  }
}

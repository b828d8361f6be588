/** Numbers of a row by signal, as the spec declares them. */
export const rowSizes = {
  velocity: 3,
  spin: 3,
  command: 2,
  turn: 1,
  torque: 12,
  joint_velocity: 12,
  body_force: 24,
  foot_force: 12,
  target: 12,
};
export const rowNumbers = Object.values(rowSizes).reduce((sum, size) => sum + size, 0);

const dt = 0.02;
const sigma = 0.25;

/** The reward of `specs/robotics/legged-gym.reward` by hand, with its state, over rows that stay where they are; a step at each call. Episodes begin with the first row. */
export function leggedGymLoop(rows: Float32Array): () => Float32Array {
  const size = rows.length / rowNumbers;
  const [air, contact] = [new Float32Array(4 * size), new Uint8Array(4 * size)];
  const [velocities, actions] = [new Float32Array(12 * size), new Float32Array(12 * size)];
  const reward = new Float32Array(size);
  const at = (index: number): number => rows[index] ?? 0;
  for (let row = 0; row < size; row++)
    for (let joint = 0; joint < 12; joint++) velocities[12 * row + joint] = at(row * rowNumbers + 21 + joint);
  return () => {
    for (let row = 0; row < size; row++) {
      const start = row * rowNumbers;
      const forwards = at(start + 6);
      const sidewards = at(start + 7);
      let effort = 0;
      let acceleration = 0;
      let change = 0;
      for (let joint = 0; joint < 12; joint++) {
        const velocity = at(start + 21 + joint);
        const action = at(start + 69 + joint);
        const own = 12 * row + joint;
        effort += at(start + 9 + joint) ** 2;
        acceleration += ((velocity - (velocities[own] ?? 0)) / dt) ** 2;
        change += (action - (actions[own] ?? 0)) ** 2;
        velocities[own] = velocity;
        actions[own] = action;
      }
      let collisions = 0;
      for (let body = start + 33; body < start + 57; body += 3)
        if (Math.sqrt(at(body) ** 2 + at(body + 1) ** 2 + at(body + 2) ** 2) > 0.1) collisions++;
      let stepping = 0;
      for (let foot = 0; foot < 4; foot++) {
        const own = 4 * row + foot;
        const touches = at(start + 59 + 3 * foot) > 1;
        const lands = touches || contact[own] === 1;
        contact[own] = touches ? 1 : 0;
        const before = air[own] ?? 0;
        const time = before + dt;
        if (lands && before > 0) stepping += time - 0.5;
        air[own] = lands ? 0 : time;
      }
      const speed = Math.sqrt(forwards * forwards + sidewards * sidewards);
      const total =
        Math.exp(-((forwards - at(start)) ** 2 + (sidewards - at(start + 1)) ** 2) / sigma) +
        0.5 * Math.exp(-((at(start + 8) - at(start + 5)) ** 2) / sigma) -
        2 * at(start + 2) ** 2 -
        0.05 * (at(start + 3) ** 2 + at(start + 4) ** 2) -
        1e-5 * effort -
        2.5e-7 * acceleration -
        0.01 * change -
        collisions +
        (speed > 0.1 ? stepping : 0);
      reward[row] = Math.max(0, dt * total);
    }
    return reward;
  };
}

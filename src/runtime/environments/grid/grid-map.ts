/** The four moves of every grid world, in the order of its actions. */
export const moves = ["up", "right", "down", "left"] as const;

/** A deterministic grid as tables. A cell is one number, `row * width + column`; rows and columns are counted as the world does. */
export interface GridMap {
  readonly width: number;
  readonly height: number;
  readonly start: number;
  /** `next[cell * 4 + move]`: where a move leads; the cell itself where a wall stops it. */
  readonly next: Int32Array;
  /** By proposition, 1 in the cells where it holds. */
  readonly labels: Readonly<Record<string, Uint8Array>>;
}

export interface GridPlan {
  readonly width: number;
  readonly height: number;
  readonly start: readonly [column: number, row: number];
  /** Row change of "up": +1 where rows are counted from below (office world), -1 from above (craft world). */
  readonly up: 1 | -1;
  /** Whether one may step between these neighbouring cells, both inside the grid. */
  open(from: readonly [column: number, row: number], to: readonly [column: number, row: number]): boolean;
  readonly labels: Readonly<Record<string, readonly (readonly [column: number, row: number])[]>>;
}

/** Turns a plan into tables. */
export function gridMap(plan: GridPlan): GridMap {
  const { width, height } = plan;
  const steps = [
    [0, plan.up],
    [1, 0],
    [0, -plan.up],
    [-1, 0],
  ] as const;
  const next = new Int32Array(width * height * moves.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      steps.forEach(([across, along], move) => {
        const to = [column + across, row + along] as const;
        const inside = to[0] >= 0 && to[0] < width && to[1] >= 0 && to[1] < height;
        next[cell * moves.length + move] = inside && plan.open([column, row], to) ? to[1] * width + to[0] : cell;
      });
    }
  }
  const labels: Record<string, Uint8Array> = {};
  for (const [name, places] of Object.entries(plan.labels)) {
    const holds = new Uint8Array(width * height);
    for (const [column, row] of places) holds[row * width + column] = 1;
    labels[name] = holds;
  }
  return { width, height, start: plan.start[1] * width + plan.start[0], next, labels };
}

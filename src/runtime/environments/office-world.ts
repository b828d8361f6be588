import type { EnvironmentDefinition } from "./environment.js";
import { gridMap, type GridMap } from "./grid/grid-map.js";
import { GridWorld } from "./grid/grid-world.js";

/** Between which columns a doorway leads (the left one), and at which rows. */
const doorsAcross = { columns: [2, 5, 8], rows: [1, 7] };
/** Between which rows a doorway leads (the lower one), and at which columns. */
const doorsAlong = new Map([
  [5, [1, 4, 7, 10]],
  [2, [1, 10]],
]);

/**
 * The office of Toro Icarte et al., "Reward Machines: Exploiting Reward Function Structure in Reinforcement Learning" (JAIR 2022): 12 by 9
 * cells in twelve rooms of 3 by 3, (x, y) from the lower left, start (2, 1).
 */
export function officeMap(): GridMap {
  return gridMap({
    width: 12,
    height: 9,
    start: [2, 1],
    up: 1,
    open: ([x, y], [toX, toY]) => {
      if (Math.floor(x / 3) !== Math.floor(toX / 3))
        return doorsAcross.columns.includes(Math.min(x, toX)) && doorsAcross.rows.includes(y);
      if (Math.floor(y / 3) !== Math.floor(toY / 3)) return doorsAlong.get(Math.min(y, toY))?.includes(x) ?? false;
      return true;
    },
    labels: {
      coffee: [
        [8, 2],
        [3, 6],
      ],
      mail: [[7, 4]],
      office: [[4, 4]],
      plant: [
        [4, 1],
        [7, 1],
        [4, 7],
        [7, 7],
        [1, 4],
        [10, 4],
      ],
      a: [[1, 1]],
      b: [[1, 7]],
      c: [[10, 7]],
      d: [[10, 1]],
    },
  });
}

/** Tasks: t1 coffee then office, t2 mail then office, t3 both then office, t4 patrol a, b, c, d; a plant fails. */
export const officeWorld: EnvironmentDefinition = {
  name: "office",
  summary: "12 by 9 cells in twelve rooms: bring coffee and mail to the office, patrol, keep off the plants",
  create: (options) =>
    new GridWorld({ name: "office", map: officeMap(), tasks: ["t1", "t2", "t3", "t4"], limit: 1000 }, options),
};

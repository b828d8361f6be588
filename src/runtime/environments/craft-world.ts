import { craftMap1 } from "./craft-map-1.js";
import { craftMap } from "./craft-map.js";
import type { EnvironmentDefinition } from "./environment.js";
import { GridWorld } from "./grid/grid-world.js";

/** Maps that come with the runtime, by their published number. */
const maps = new Map([[1, craftMap1]]);
const tasks = ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10"];

/** Craft world on a map of one's own, in the format of `craftMap`. */
export function craftWorldOn(map: string): EnvironmentDefinition {
  return {
    name: "craft",
    summary: "41 by 41 open cells: gather materials and use them at the right places, in the order of the task",
    create: (options) => new GridWorld({ name: "craft", map: craftMap(map), tasks, limit: 1000 }, options),
  };
}

/** The craft world of the reward-machine benchmark, after Andreas et al. (2017); `map` chooses among the maps that come with the runtime (1). */
export const craftWorld: EnvironmentDefinition = {
  ...craftWorldOn(craftMap1),
  create: (options) => {
    const number = options.map ?? 1;
    const map = maps.get(number);
    if (map === undefined)
      throw new RangeError(
        `craft has no map ${String(number)}; it has ${[...maps.keys()].join(", ")} (\`craftWorldOn\` takes a map of your own)`,
      );
    return craftWorldOn(map).create(options);
  },
};

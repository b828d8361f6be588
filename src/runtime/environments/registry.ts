import { cartPole } from "./classic/cart-pole.js";
import { mountainCar } from "./classic/mountain-car.js";
import { craftWorld } from "./craft-world.js";
import type { EnvironmentDefinition } from "./environment.js";
import { letterWorlds } from "./letter-world.js";
import { strings } from "./writing/strings.js";
import { sums } from "./writing/sums.js";
import { officeWorld } from "./office-world.js";
import { twoLoops } from "./two-loops.js";

const known: readonly EnvironmentDefinition[] = [
  officeWorld,
  craftWorld,
  ...letterWorlds,
  cartPole,
  mountainCar,
  sums,
  strings,
  twoLoops,
];

/** The environments that come with the runtime. */
export const environments = {
  all: known,
  /** The environment of this name; an unknown name is an error that lists the known ones. */
  get(name: string): EnvironmentDefinition {
    const found = known.find((definition) => definition.name === name);
    if (found === undefined)
      throw new RangeError(
        `no environment is called \`${name}\`; there are ${known.map((each) => each.name).join(", ")}`,
      );
    return found;
  },
} as const;

import * as tf from "@tensorflow/tfjs-core";
import { readClock, type Clock } from "./clock.js";
import type { SpecDescriptor } from "./descriptor.js";
import type { Columns } from "./kernel.js";

/** The readings that the spec makes, as scalars by name. */
export function clockTensors({ clock = [] }: SpecDescriptor, time: Clock | undefined): Columns {
  return Object.fromEntries(
    clock.map((reading) => {
      const value = readClock(reading, time);
      return [reading.name, reading.reads === "reached" ? tf.scalar(value === 1, "bool") : tf.scalar(value)];
    }),
  );
}

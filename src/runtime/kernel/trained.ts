import * as tf from "@tensorflow/tfjs-core";
import { mismatch, tensorType } from "./columns.js";
import type { SpecDescriptor } from "./descriptor.js";
import type { Columns } from "./kernel.js";

/** What training remembers, by the names that the graph gives it: as given, else as before the first update. */
export function trainedTensors(
  { trained = [] }: SpecDescriptor,
  names: readonly string[] = [],
  given: Columns | undefined,
): Columns {
  return Object.fromEntries(
    trained.map(({ name, dtype, shape, initial }, index) => {
      const tensor = given?.[name] ?? tf.tensor([...initial], [...shape], tensorType(dtype));
      if (tensor.dtype !== tensorType(dtype) || !tf.util.arraysEqual(tensor.shape, [...shape]))
        throw mismatch(name, dtype, shape, tensor);
      return [names[index] ?? name, tensor];
    }),
  );
}

import { Tensor } from "@tensorflow/tfjs-core";

/** All tensors in a record of records and lists. */
export function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

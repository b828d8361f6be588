import { defer, type Checking } from "../task.js";

/** Reads a part of an objective; `undefined` after a mistake, which is reported. */
export type Read<T> = Checking<T | undefined>;

/** All items, each read even after a mistake in another, so that every mistake is reported. */
export function* readAll<From, To>(items: readonly From[], read: (item: From) => Read<To>): Read<readonly To[]> {
  const results: To[] = [];
  let sound = true;
  for (const item of items) {
    const result = yield* defer(read(item));
    if (result === undefined) sound = false;
    else results.push(result);
  }
  return sound ? results : undefined;
}

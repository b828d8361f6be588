/** The item at a place where there must be one. Throws where there is none: a fault of the compiler. */
export function at<T>(items: readonly (T | undefined)[], place: number): T {
  const item = items[place];
  if (item === undefined) throw new Error(`nothing stands at ${place}`);
  return item;
}

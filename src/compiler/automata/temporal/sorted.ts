/** The numbers of both growing lists, growing and without repetition. */
export function unionOfSorted(left: readonly number[], right: readonly number[]): readonly number[] {
  const union: number[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = left[i] ?? Infinity;
    const b = right[j] ?? Infinity;
    union.push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return union;
}

/** The numbers of both growing lists that are in both. */
export function intersectionOfSorted(left: readonly number[], right: readonly number[]): readonly number[] {
  const intersection: number[] = [];
  let j = 0;
  for (const number of left) {
    while ((right[j] ?? Infinity) < number) j++;
    if (right[j] === number) intersection.push(number);
  }
  return intersection;
}

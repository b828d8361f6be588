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

/** Whether the number is one of a growing list. */
export function contains(list: readonly number[], number: number): boolean {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return list[low] === number;
}

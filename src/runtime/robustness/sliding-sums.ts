import { addItem, type Addition, copyItem, emptySums, type Sums } from "./sums.js";

/**
 * For each of `count` positions i the sum of the items i + low … i + high, as far as there are any, in three additions a position whatever the width:
 * sums from the start and to the end of blocks as long as the window, of which each window takes one of each (van Herk, Pattern Recognition Letters 1992;
 * Gil and Werman, IEEE PAMI 1993). Nothing is ever subtracted, so nothing cancels.
 */
export function slidingSums(
  items: Sums,
  count: number,
  { low, high }: { readonly low: number; readonly high: number },
  addition: Addition,
  width: number,
): Sums {
  const results = emptySums(count * width);
  const block = Math.min(high, count - 1) - low + 1;
  if (block < 1) return results;
  const [toEnd, fromStart] = [copyOf(items), copyOf(items)];
  for (let start = 0; start < count; start += block) {
    const end = Math.min(start + block, count);
    for (let p = end - 2; p >= start; p--) addItem(addition, width, toEnd, p, toEnd, p + 1);
    for (let p = start + 1; p < end; p++) addItem(addition, width, fromStart, p, fromStart, p - 1);
  }
  const last = count - 1;
  const lastBlock = last - (last % block);
  for (let i = 0, first = low; first < count; i++, first++) {
    copyItem(width, results, i, toEnd, first);
    // Where the window ends in the block in which it starts, that end is also the block's.
    const final = Math.min(first + block - 1, last);
    if (first % block !== 0 && first < lastBlock) addItem(addition, width, results, i, fromStart, final);
  }
  return results;
}

function copyOf({ exponents, mantissas }: Sums): Sums {
  return { exponents: exponents.slice(), mantissas: mantissas.slice() };
}

/**
 * States of the minimal complete automaton that rejects the empty trace, for the formulas of bench/temporal/literature in their order.
 * `node scripts/run.mjs bench/temporal.ts --only literature` compares each of them with MONA's automaton; MONA 1.4-18 agreed with all.
 */
export const literatureSizes: Readonly<Record<string, readonly number[]>> = {
  dwyer: [
    3, 5, 4, 5, 4, 2, 4, 4, 4, 4, 7, 9, 8, 9, 8, 3, 5, 4, 5, 4, 4, 5, 5, 5, 4, 3, 5, 4, 5, 5, 5, 6, 6, 6, 5, 5, 6, 6, 6,
    5, 5, 7, 6, 9, 7, 4, 6, 5, 6, 9, 4, 6, 5, 6, 9,
  ],
  "etessami-holzmann": [4, 5, 9, 3, 4, 3, 2, 4, 1, 2, 3, 8],
  "somenzi-bloem": [3, 4, 5, 2, 3, 5, 4, 2, 2, 4, 3, 3, 4, 4, 3, 3, 2, 2, 4, 9, 5, 5, 4, 4, 7, 3, 3],
  beem: [3, 2, 4, 2, 2, 6, 6, 4, 2, 3, 4, 4, 5, 4, 4, 3, 5, 7, 2, 2],
  liberouter: [
    1, 1, 2, 2, 3, 1, 3, 3, 3, 3, 3, 3, 17, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 7, 3, 5, 5, 4, 4, 34, 4, 4, 5, 6,
    8, 8, 10, 8, 14, 5, 6, 4, 3, 4, 4, 6, 5, 5, 6,
  ],
  parametrised: [
    5, 9, 17, 6, 10, 18, 4, 5, 6, 5, 6, 7, 4, 6, 10, 8, 18, 42, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 3, 3, 3, 3, 9, 27, 81, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4, 10, 26,
  ],
  declare: [2, 3, 4, 3, 4, 5, 3, 4, 3, 2, 2, 4, 4, 5, 3, 4, 5, 4, 4, 4, 4, 4, 4, 5, 4, 4],
  robotics: [8, 4, 5, 7, 18, 2, 2, 1, 7, 3, 3, 4, 5, 4, 4, 3, 3, 4, 3, 4, 3, 4, 6],
  tasks: [5, 5, 6, 6, 5, 15, 5, 4, 27, 13, 39, 3, 3, 2, 12, 4, 4, 7, 2, 4, 8, 23, 9, 6, 38, 5],
};

import type { Expected } from "./compare.js";

/*
 * Learning curves of Toro Icarte et al., "Reward Machines: Exploiting Reward Function Structure in Reinforcement Learning" (JAIR 2022), read
 * from the results that accompany the paper: medians over 60 runs (office), over 6 runs on each of 10 maps (craft).
 */

export const publishedOffice = {
  points: [10_000, 20_000, 30_000, 50_000, 99_000],
  /** Reward per step of the best ε-greedy policy in t1 to t4, with the edge bug and without. */
  optimumWithBug: [0.07293, 0.03137, 0.03134, 0.02807],
  optimum: [0.0525, 0.0223, 0.0223, 0.0216],
  multi: {
    ql: { medians: [0.03, 0.04, 0.04, 0.07, 0.37], crossings: [null, null, null] },
    "ql-rs": { medians: [0.03, 0.07, 0.12, 0.31, 0.71], crossings: [76, null, null] },
    crm: { medians: [0.09, 0.28, 0.86, 1.0, 1.0], crossings: [26, 31, 32] },
    "crm-rs": { medians: [0.14, 0.4, 0.99, 1.0, 1.0], crossings: [22, 28, 29] },
  } satisfies Readonly<Record<string, Expected>>,
  single: {
    ql: { medians: [0.02, 0.05, 0.07, 0.95, 1.0], crossings: [46, 48, 50] },
    "ql-rs": { medians: [0.02, 0.08, 0.84, 0.97, 1.0], crossings: [29, 31, 33] },
    crm: { medians: [0.03, 0.6, 0.98, 1.0, 1.02], crossings: [20, 22, 22] },
    "crm-rs": { medians: [0.03, 0.98, 1.0, 1.0, 0.99], crossings: [16, 18, 18] },
  } satisfies Readonly<Record<string, Expected>>,
} as const;

export const publishedCraft = {
  points: [400_000, 600_000, 1_000_000, 1_990_000],
  /** Map 1, t1 to t10. */
  optimum: [0.02935, 0.08145, 0.03687, 0.04017, 0.02378, 0.01669, 0.01933, 0.0264, 0.01448, 0.01608],
  multi: {
    ql: { medians: [0.01, 0.01, 0.01, 0.01] },
    "ql-rs": { medians: [0.01, 0.01, 0.01, 0.04] },
    crm: { medians: [0.17, 0.53, 1.0, 1.0], crossings: [600, 780, 860] },
    "crm-rs": { medians: [0.26, 0.64, 1.0, 1.0], crossings: [560, 730, 800] },
  } satisfies Readonly<Record<string, Expected>>,
  single: {
    "ql-rs": { medians: [0.0, 0.0, 0.01, 0.08] },
    crm: { medians: [0.01, 0.14, 1.0, 1.0], crossings: [710, 760, 770] },
    "crm-rs": { medians: [0.0, 0.18, 1.0, 1.0], crossings: [670, 710, 710] },
  } satisfies Readonly<Record<string, Expected>>,
} as const;

import fc from "fast-check";
import { expect, it } from "vitest";
import { disagreements, type Tally } from "./disagreement.js";
import { randomSpec } from "./specs.js";

/*
 * Random well-typed specs mean the same on every target: the float64 reference, tfjs on two backends, and both fused loops, on adversarial numbers, with episodes that begin and end anywhere, and such
 * that end with each step.
 * A failure shrinks to a small spec, which is printed as text. `RANDOM_SPECS=10000 npx vitest run test/property` looks for longer, `RANDOM_SEED` elsewhere.
 */
const runs = Number(process.env["RANDOM_SPECS"] ?? 6);
const seed = Number(process.env["RANDOM_SEED"] ?? 1);

it(
  `${runs} random specs (seed ${seed}) mean the same on all targets`,
  async () => {
    const tally: Tally = { judged: 0, illConditioned: 0, stepped: 0 };
    await fc.assert(
      fc.asyncProperty(randomSpec, fc.constantFrom(1, 3, 7), fc.boolean(), async (text, environments, oneStep) => {
        const found = await disagreements(text, tally, { environments, rows: 6, seed, oneStep });
        if (found.length > 0) throw new Error(`${text}\n\n${JSON.stringify(found, null, 1)}`);
      }),
      { numRuns: runs, seed, endOnFailure: false },
    );
    expect(tally.stepped).toBeGreaterThan(runs * 20);
    expect(tally.illConditioned).toBeLessThan(tally.judged / 4);
  },
  1000 * Math.max(180, 20 * runs),
);

import fc from "fast-check";
import { expect, describe, it } from "vitest";
import { elementsOf, ownOf, placesOf, sum } from "./definitions.js";
import { finish, programsOf, sample, type Episode, type Sample } from "./random-batch.js";

/** The report is, in each step, what the definition says of it: on random ragged batches, as meant and as optimised. */
function agrees(value: string, defined: (batch: Sample) => readonly number[]): void {
  const programs = programsOf(`total = 0\nreport r = ${value}`);
  fc.assert(
    fc.property(sample, (batch) => {
      const wanted = defined(batch);
      for (const program of programs) {
        const found = finish(program, batch).report("r");
        expect(found).toHaveLength(wanted.length);
        found.forEach((number, at) => expect(number).toBeCloseTo(wanted[at] ?? NaN, 12));
      }
    }),
    { numRuns: 60 },
  );
}

const isOver = ({ end }: Episode): boolean => end !== "unfinished";
const xs = ({ steps }: Episode): readonly number[] => steps.map(({ x }) => x);
const eachStep = (batch: Sample, of: (episode: Episode, index: number) => number): readonly number[] =>
  batch.episodes.flatMap((episode) => episode.steps.map((_, index) => of(episode, index)));

describe("whole trajectories by their definitions", () => {
  it("turns count once in what is wider, those of unfinished episodes only where they are complete", () => {
    agrees("sum(sum(x) over turn) over batch", (batch) => {
      const places = placesOf(batch);
      const turns = elementsOf(places, "turn");
      const counted = places.filter((_, at) => ownOf(places, turns, "turn", at).counts);
      return places.map(() => sum(counted.map(({ step }) => step.x)));
    });
  });

  it("compares each episode with each other one of its group", () => {
    agrees("sum(this.score * (this.score - other.score)) over group except self", (batch) =>
      eachStep(batch, (self) =>
        sum(
          batch.episodes
            .filter((other) => other !== self && other.group === self.group && isOver(other))
            .map((other) => self.score * (self.score - other.score)),
        ),
      ),
    );
  });

  it("sums what is still to come", () => {
    agrees("suffix_sum(x) over episode", (batch) => eachStep(batch, (own, index) => sum(xs(own).slice(index))));
  });

  it("pays falls, to the last value held", () => {
    agrees("telescope(x, fall, after: hold)", (batch) =>
      eachStep(batch, (own, index) => (xs(own)[index] ?? NaN) - (xs(own)[index + 1] ?? xs(own)[index] ?? NaN)),
    );
  });

  it("places what an episode is worth at its end, and spreads it over its steps", () => {
    agrees("place(score) at end of episode", (batch) =>
      eachStep(batch, (own, index) => (isOver(own) && index === own.steps.length - 1 ? own.score : 0)),
    );
    agrees("spread(score) over episode", (batch) =>
      eachStep(batch, (own) => (isOver(own) ? own.score / own.steps.length : 0)),
    );
  });

  it("finds no deviation among equal others, however far off the one is that is left out", () => {
    const episode = (score: number): Episode => ({
      steps: [{ x: 0, p: false, k: 0, quality: 0 }],
      end: "terminated",
      score,
      won: false,
      tag: 0,
      group: 0,
    });
    const batch = { groups: [0], episodes: [0.3, 0.3, 0.3, 1e6].map(episode) };
    for (const program of programsOf("total = 0\nreport r = std(score, population, empty: 7) over group except self"))
      expect(finish(program, batch).report("r")[3]).toBe(0);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { sortParts } from "../../../src/runtime/kernel/trajectories/sort-parts.js";
import { stream } from "../../../src/runtime/random/index.js";

beforeAll(async () => {
  await useBackend("cpu");
});

describe("sorting by part", () => {
  it.each([
    { name: "few parts, by one digit", width: 50, parts: 3 },
    { name: "so many that one digit would not be exact in single precision", width: 3000, parts: 40_000 },
  ])("puts parts one behind the other, each ascending, what does not count at its end: $name", ({ width, parts }) => {
    const random = stream(3, String(parts));
    // Infinities stand beside what does not count; a NaN does not, though it is active.
    const special = [Infinity, -Infinity, NaN, 0];
    const values = Array.from({ length: width }, () =>
      random.uniform(0, 1) < 0.2 ? (special[Math.floor(random.uniform(0, 4))] ?? 0) : Math.round(random.uniform(0, 9)),
    );
    const active = values.map(() => random.uniform(0, 1) < 0.7);
    const part = values.map(() => Math.floor(random.uniform(0, parts)));
    const counts = values.map((value, at) => active[at] === true && !Number.isNaN(value));

    const { sorted, counted, places, start, count } = tf.tidy(() => {
      const result = sortParts(
        {
          values: tf.tensor2d([values]),
          active: tf.tensor2d([active], [1, width], "bool"),
        },
        { of: tf.tensor2d([part], [1, width], "int32"), count: parts },
      );
      return {
        sorted: result.values.dataSync(),
        counted: result.counted.dataSync(),
        places: result.places.dataSync(),
        start: result.start.dataSync(),
        count: result.count.dataSync(),
      };
    });

    const byPart = new Map<number, number[]>();
    part.forEach((key, at) => byPart.set(key, [...(byPart.get(key) ?? []), at]));
    let begin = 0;
    for (const key of [...byPart.keys()].toSorted((one, other) => one - other)) {
      const members = byPart.get(key) ?? [];
      const wanted = members
        .filter((at) => counts[at] === true)
        .map((at) => values[at] ?? NaN)
        .toSorted((one, other) => one - other);
      const own = [begin, begin + members.length] as const;
      expect([...sorted.slice(own[0], own[0] + wanted.length)]).toEqual(wanted);
      expect([...counted.slice(...own)]).toEqual(members.map((_, place) => Number(place < wanted.length)));
      for (const at of members) {
        expect(start[at]).toBe(begin);
        expect(count[at]).toBe(wanted.length);
        const place = places[at] ?? -1;
        if (counts[at] === true) expect(sorted[place]).toBe(values[at]);
        expect(place >= own[0] && place < own[1]).toBe(true);
      }
      begin = own[1];
    }
    expect(begin).toBe(width);
  });
});

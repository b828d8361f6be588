import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/runtime/reference/index.js";
import { run } from "./run.js";

/* State that leaks over resets in published reward code. Here the compiler owns state and its resets. */

/** Rewards of an episode that follows another, and of the same episode alone. */
function secondEpisode(
  text: string,
  before: readonly Row[],
  after: readonly Row[],
  reset: NonNullable<Row["signals"]>,
): void {
  const alone = run(text, after, reset).map(({ reward }) => reward);
  const apart = run(text, [...before, { isFirst: true, signals: reset }, ...after], reset);
  expect(apart.slice(before.length + 1).map(({ reward }) => reward)).toEqual(alone);
  // Same-step autoreset: the last row of the first episode also brings the first signals of the second.
  const last = before.at(-1) ?? {};
  const joined = run(
    text,
    [...before.slice(0, -1), { ...last, isFirst: true, truncated: true, reset }, ...after],
    reset,
  );
  expect(joined.slice(before.length).map(({ reward }) => reward)).toEqual(alone);
}

const actions = (...values: readonly number[]): readonly Row[] => values.map((a) => ({ actions: { a }, signals: {} }));
const feet = (...rows: readonly (readonly [height: number, contact: boolean])[]): readonly Row[] =>
  rows.map(([z, contact]) => ({ signals: { z, contact } }));

describe("state does not leak over resets", () => {
  it("the last action (legged_gym overwrites it with the old episode's final one)", () => {
    secondEpisode("action a: float\nterm rate = delta(a, init: 0) ^ 2", actions(5, 9), actions(1, 3), {});
  });
  it("the second last action", () => {
    secondEpisode(
      "action a: float\nterm jerk = (a - 2 * prev(a, init: 0) + prev(a, n: 2, init: 0)) ^ 2",
      actions(5, 9),
      actions(1, 3, 4),
      {},
    );
  });
  it("the last contacts (legged_gym never resets them)", () => {
    const text = "signal z: float\nsignal contact: bool\nterm filtered = if contact or prev(contact) then 1 else 0";
    secondEpisode(text, feet([0, true], [0, true]), feet([1, false], [1, false]), { z: 0, contact: false });
  });
  it("air time (kept by the Playground's automatic reset)", () => {
    const text = "signal z: float\nsignal contact: bool\nterm air = held(not contact)";
    secondEpisode(text, feet([1, false], [1, false]), feet([1, false], [1, false]), { z: 0, contact: true });
  });
  it("the swing peak (kept by the Playground's automatic reset)", () => {
    const text = "signal z: float\nsignal contact: bool\nterm peak = max(z) over past after contact";
    secondEpisode(text, feet([1, false], [9, false]), feet([2, false], [1, true], [0.5, false]), {
      z: 0,
      contact: true,
    });
  });
  it("the best potential so far (kept by the Playground's automatic reset)", () => {
    const text = "signal z: float\nsignal contact: bool\nterm progress = best_gain(z)";
    secondEpisode(text, feet([9, false]), feet([2, false], [1, false], [3, false]), { z: 1, contact: false });
  });
  it("the frames of a force history", () => {
    const text =
      "signal z: float\nsignal contact: bool\nterm touched = if any(z > 1) over last 3 then 1 else 0\nterm force = max(z) over last 3";
    secondEpisode(text, feet([9, false]), feet([0, false], [0.5, false]), { z: 0, contact: false });
  });
  it("what a vehicle has felt (CaRL keeps it in fields of a class, so that all vehicles and episodes share it)", () => {
    const text =
      'import { acceleration_of, comfort_jerk } from "std/driving"\ndt 0.1 s\nsignal z: float\nsignal contact: bool\n' +
      "term jerk = comfort_jerk(acceleration_of(z))";
    const drive = (...places: readonly number[]): readonly Row[] =>
      feet(...places.map((place) => [place, false] as const));
    secondEpisode(text, drive(0, 1, 5, 2, 8, 0, 4, 9), drive(3, 3.1, 3.3, 3.2), { z: 3, contact: false });
  });
  it("how long a violation is held against the agent", () => {
    const text =
      'import { held_penalty, lane_balance } from "std/driving"\nsignal z: float\nsignal contact: bool\n' +
      "term care = held_penalty(contact, 0.5, 500) + lane_balance(z > 0, true)";
    secondEpisode(text, feet([1, true], [1, true]), feet([0, false], [1, false]), { z: 0, contact: false });
  });
  it("how far a stage of the task has come", () => {
    const text =
      "signal z: float\nsignal contact: bool\n" +
      "machine Stage { start state Reach { when contact -> Lift reward 100 } state Lift { when z > 1 -> Place reward 200 } done state Place }\n" +
      "term bonus = Stage.reward + Stage.steps_in_state";
    secondEpisode(text, feet([0, true], [2, false]), feet([2, false], [0, true], [2, false]), { z: 0, contact: false });
  });
  it("machines, counters, latches, averages and the clock", () => {
    const text =
      "signal z: float\nsignal contact: bool\nmachine M { start state A { when contact -> B reward 1 } state B { } }\n" +
      "term t = M.reward + counter(up: contact, down: z > 5) + ema(z, 0.5) + step_index + (count(contact) over past)\n" +
      "term u = savitzky_golay(z, n: 3, order: 1, derivative: 1) + since(contact) + (if first(contact) then 100 else 0)";
    secondEpisode(text, feet([9, true], [1, true], [4, false]), feet([2, true], [1, false], [3, true]), {
      z: 1,
      contact: false,
    });
  });
  it("the value that a shaping keeps", () => {
    const text = "signal z: float\nsignal contact: bool\nterm t = 0\ndiscount 0.9\nshape potential z";
    secondEpisode(text, feet([9, false]), feet([2, false], [1, false]), { z: 5, contact: false });
  });
  it("what was captured at the reset is captured anew", () => {
    const text = "signal z: float\nsignal contact: bool\nterm t = captured(z)";
    const rows = run(
      text,
      [...feet([9, false]), { isFirst: true, signals: { z: 3, contact: false } }, ...feet([9, false])],
      { z: 1 },
    );
    expect(rows.map(({ reward }) => reward)).toEqual([1, 0, 3]);
  });
});

describe("the first step", () => {
  it("needs no special case: a difference of potentials starts from the reset", () => {
    const text = "signal z: float\nsignal contact: bool\nterm t = delta(z)";
    expect(run(text, feet([3, false]), { z: 1 })[0]?.reward).toBe(2);
  });
  it("sees the final observation of its own episode in a same-step autoreset, not the reset's", () => {
    const text = "signal z: float\nsignal contact: bool\nterm t = delta(z)";
    const rows = run(
      text,
      [
        { signals: { z: 3, contact: false }, truncated: true, isFirst: true, reset: { z: 100, contact: false } },
        ...feet([101, false]),
      ],
      { z: 1 },
    );
    expect(rows.map(({ reward }) => reward)).toEqual([2, 1]);
  });
});

describe("a term whose weight goes to 0", () => {
  it("keeps its state moving (IsaacLab#2391: a term that is skipped keeps a stale state)", () => {
    const text = "signal z: float\nsignal contact: bool\nparam w: float = 1\nterm air weight w = held(not contact)";
    const rows = feet([1, false], [1, false], [1, false]).map((row, index) => ({
      ...row,
      params: { w: index === 1 ? 0 : 1 },
    }));
    expect(run(text, rows).map(({ reward }) => reward)).toEqual([1, 0, 3]);
  });
  it("keeps it moving while its guard does not hold, too", () => {
    const text = "signal z: float\nsignal contact: bool\nterm air when z > 0 = held(not contact)";
    expect(run(text, feet([1, false], [0, false], [1, false])).map(({ reward }) => reward)).toEqual([1, 0, 3]);
  });
  it("keeps it moving on the side of an `if` that is not taken", () => {
    const text = "signal z: float\nsignal contact: bool\nterm air = if z > 0 then held(not contact) else 0";
    expect(run(text, feet([1, false], [0, false], [1, false])).map(({ reward }) => reward)).toEqual([1, 0, 3]);
  });
});

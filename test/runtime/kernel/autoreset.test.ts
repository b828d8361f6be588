import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { batch, randomNumbers, randomSignals, type Row } from "./agreement.js";
import { useTestBackend } from "./backends.js";
import { walker } from "./programs.js";

/** An episode as an environment gives it: the first signals, then one row per step, ended by the environment or left open. */
interface Episode {
  readonly reset: Row["reset"];
  readonly steps: readonly Row[];
}

const environments = 4;
const program = walker();

/** Signals that keep the walker on its feet, so that only the environment (or the spec's limit of 9 steps) ends an episode. */
function signals(random: () => number): Readonly<Record<string, number[]>> {
  return { ...randomSignals(program, random), x: [Math.fround(random() * 2 - 1)] };
}

function episodes(seed: number): readonly (readonly Episode[])[] {
  const random = randomNumbers(seed);
  const episode = (): Episode => {
    const length = 2 + Math.floor(random() * 6);
    const terminated = random() < 0.5;
    const steps = Array.from({ length }, (_, index): Row => ({
      signals: signals(random),
      ...(index === length - 1 ? { terminated, truncated: !terminated } : {}),
    }));
    return { reset: signals(random), steps };
  };
  return Array.from({ length: environments }, () => Array.from({ length: 6 }, episode));
}

type Paid = number[][];

/** Rewards of every step of every environment, in order: what any way of resetting must agree on. */
function run(
  drive: (
    kernel: ReturnType<typeof kernelOf>,
    pay: (rows: readonly (Row | undefined)[], rewards: tf.Tensor) => void,
  ) => void,
): Paid {
  const paid: Paid = Array.from({ length: environments }, () => []);
  tf.tidy(() => {
    drive(kernelOf(program), (rows, rewards) => {
      const values = rewards.dataSync();
      rows.forEach((row, environment) => {
        if (row !== undefined) paid[environment]?.push(values[environment] ?? NaN);
      });
    });
  });
  return paid;
}

/** Walks each environment through its episodes, one cursor each. */
class Cursor {
  #episode = 0;
  #step = 0;
  constructor(readonly list: readonly Episode[]) {}
  get done(): boolean {
    return this.#episode >= this.list.length;
  }
  get episode(): Episode {
    return this.list[Math.min(this.#episode, this.list.length - 1)] ?? { reset: {}, steps: [] };
  }
  get nextReset(): Row["reset"] {
    return (this.list[this.#episode + 1] ?? this.list[0])?.reset ?? {};
  }
  take(): Row {
    const row = this.episode.steps[this.#step++];
    if (row === undefined) throw new Error("past the end");
    return row;
  }
  get atEnd(): boolean {
    return this.#step >= this.episode.steps.length;
  }
  advance(): void {
    this.#episode++;
    this.#step = 0;
  }
}

function columns(rows: readonly Row[]): tf.NamedTensorMap {
  return batch(program, rows).signals as tf.NamedTensorMap;
}

/** The kernel's reset call (Gymnasium's `DISABLED`). */
function disabled(all: readonly (readonly Episode[])[]): Paid {
  return run((kernel, pay) => {
    const cursors = all.map((list) => new Cursor(list));
    let state = kernel.init(environments, columns(cursors.map(({ episode }) => ({ signals: episode.reset ?? {} }))));
    while (cursors.some(({ done }) => !done)) {
      const live = cursors.map((cursor) => (cursor.done ? undefined : cursor.take()));
      const {
        isFirst: _,
        reset: __,
        ...inputs
      } = batch(
        program,
        live.map((row) => row ?? { signals: signals(() => 0.5) }),
      );
      const outputs = kernel.step(state, inputs);
      pay(live, outputs.reward);
      const over = cursors.map((cursor) => !cursor.done && cursor.atEnd);
      cursors.forEach((cursor, environment) => over[environment] === true && cursor.advance());
      state = kernel.reset(
        outputs.state,
        tf.tensor1d(over, "bool"),
        columns(cursors.map(({ episode }) => ({ signals: episode.reset ?? {} }))),
      );
    }
  });
}

/** A row of its own brings the first signals after an end (`NEXT_STEP`). */
function nextStep(all: readonly (readonly Episode[])[]): Paid {
  return run((kernel, pay) => {
    const cursors = all.map((list) => new Cursor(list));
    const fresh = cursors.map(() => true);
    let state = kernel.init(environments, columns(cursors.map(() => ({ signals: signals(() => 0.1) }))));
    while (cursors.some(({ done }) => !done)) {
      const rows = cursors.map((cursor, environment): Row => {
        if (cursor.done || fresh[environment] === true) return { signals: cursor.episode.reset ?? {}, isFirst: true };
        return cursor.take();
      });
      const { reset: _, ...inputs } = batch(program, rows);
      const outputs = kernel.step(state, inputs);
      pay(
        rows.map((row) => (row.isFirst === true ? undefined : row)),
        outputs.reward,
      );
      cursors.forEach((cursor, environment) => {
        fresh[environment] = rows[environment]?.isFirst !== true && cursor.atEnd;
        if (fresh[environment] === true) cursor.advance();
      });
      state = outputs.state;
    }
  });
}

/** The row that ends an episode brings the next one's first signals beside the final ones (`SAME_STEP`). */
function sameStep(all: readonly (readonly Episode[])[]): Paid {
  return run((kernel, pay) => {
    const cursors = all.map((list) => new Cursor(list));
    let state = kernel.init(environments, columns(cursors.map(({ episode }) => ({ signals: episode.reset ?? {} }))));
    while (cursors.some(({ done }) => !done)) {
      const live = cursors.map((cursor) => (cursor.done ? undefined : cursor.take()));
      const rows = live.map((row, environment): Row => {
        const cursor = cursors[environment];
        if (row === undefined || cursor === undefined) return { signals: signals(() => 0.5) };
        if (!cursor.atEnd) return row;
        const next = cursor.nextReset;
        cursor.advance();
        return { ...row, isFirst: true, ...(next === undefined ? {} : { reset: next }) };
      });
      const outputs = kernel.step(state, batch(program, rows));
      pay(live, outputs.reward);
      state = outputs.state;
    }
  });
}

describe.each(["cpu", "wasm"] as const)("Gymnasium's autoreset modes on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it("pay the same rewards on the same trajectories", () => {
    const all = episodes(21);
    const expected = disabled(all);
    expect(expected.map((rewards) => rewards.length)).toEqual(
      all.map((list) => list.reduce((sum, { steps }) => sum + steps.length, 0)),
    );
    expect(new Set(expected.flat()).size).toBeGreaterThan(20);
    expect(nextStep(all)).toEqual(expected);
    expect(sameStep(all)).toEqual(expected);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import type { Program } from "../../../src/compiler/ir/program.js";
import type { RewardKernel, StepInputs } from "../../../src/runtime/kernel/kernel.js";
import * as reference from "../../../src/runtime/reference/index.js";

export type Row = reference.Row;

/** A small deterministic generator (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random values of every signal of a program, as a record of one environment gives them. */
export function randomSignals(program: Program, random: () => number): Readonly<Record<string, number[]>> {
  return Object.fromEntries(
    program.signals.map(({ name, dtype, shape, members, range = [-2, 2] }) => {
      const size = shape.reduce((product, dimension) => product * dimension, 1);
      const value = (): number => {
        if (dtype === "bool") return random() < 0.3 ? 1 : 0;
        if (members !== undefined) return Math.floor(random() * members.length);
        const [low, high] = range.map((bound) => Math.max(-1e3, Math.min(1e3, bound))) as [number, number];
        return dtype === "int"
          ? Math.floor(low + random() * (high - low + 1))
          : Math.fround(low + random() * (high - low));
      };
      return [name, Array.from({ length: size }, value)];
    }),
  );
}

/** Rows of many environments as the kernel takes them. */
export function batch(program: Program, rows: readonly Row[]): StepInputs {
  const column = (name: string, read: (row: Row) => Row["reset"]): tf.Tensor => {
    const signal = program.signals.find((candidate) => candidate.name === name);
    if (signal === undefined) throw new Error(name);
    const size = signal.shape.reduce((product, dimension) => product * dimension, 1);
    const data = rows.flatMap((row) => {
      const value = read(row)?.[name];
      return value === undefined
        ? Array.from({ length: size }, () => 0)
        : typeof value === "object"
          ? Array.from(value)
          : [Number(value)];
    });
    return tf.tensor(
      data,
      [rows.length, ...signal.shape],
      ({ float: "float32", int: "int32", bool: "bool" } as const)[signal.dtype],
    );
  };
  const flag = (read: (row: Row) => boolean | undefined): tf.Tensor =>
    tf.tensor1d(
      rows.map((row) => read(row) === true),
      "bool",
    );
  const columns = (read: (row: Row) => Row["reset"]): Record<string, tf.Tensor> =>
    Object.fromEntries(program.signals.map(({ name }) => [name, column(name, read)]));
  return {
    ...clockOf(rows),
    signals: columns((row) => row.signals),
    isFirst: flag((row) => row.isFirst),
    terminated: flag((row) => row.terminated),
    truncated: flag((row) => row.truncated),
    reset: columns((row) => row.reset),
  };
}

/** Rows of one step have one clock. */
function clockOf([row]: readonly Row[]): Pick<StepInputs, "clock"> {
  return row?.clock === undefined ? {} : { clock: row.clock };
}

/** Outputs of one environment as plain values, from the kernel. */
export interface PlainOutputs {
  /** One number, or one for each component. */
  readonly reward: readonly number[];
  readonly total: readonly number[];
  readonly terms: Readonly<Record<string, number>>;
  readonly raw: Readonly<Record<string, number>>;
  readonly shapings: Readonly<Record<string, number>>;
  readonly machines: Readonly<Record<string, string>>;
  readonly objectives: Readonly<Record<string, number>>;
  /** One class, or one for each state of the machine. */
  readonly classes: Readonly<Record<string, readonly number[]>>;
  readonly terminated: boolean;
  readonly truncated: boolean;
  readonly cause: string | undefined;
  readonly causes: readonly string[];
  readonly nonFinite: readonly string[];
  readonly failedAsserts: readonly number[];
  readonly features: readonly number[];
}

/** Runs rows (`[T][N]`) through a kernel; everything that it made is disposed. */
export function runKernel(
  kernel: RewardKernel,
  program: Program,
  first: readonly Row[],
  steps: readonly (readonly Row[])[],
  seed = 0,
): PlainOutputs[][] {
  const count = first.length;
  return tf.tidy(() => {
    let state = kernel.init(count, batch(program, first).signals, { seed, ...clockOf(first) });
    return steps.map((rows) => {
      const outputs = kernel.step(state, batch(program, rows));
      state = outputs.state;
      const features = kernel.features(state).arraySync() as number[][];
      const read = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];
      const table = (tensor: tf.Tensor, row: number): number[] =>
        read(tensor).slice((row * tensor.size) / count, ((row + 1) * tensor.size) / count);
      const named = (columns: Readonly<Record<string, tf.Tensor>>, row: number): Record<string, number> =>
        Object.fromEntries(Object.entries(columns).map(([name, tensor]) => [name, read(tensor)[row] ?? NaN]));
      const held = (values: readonly number[]): number[] =>
        values.flatMap((value, index) => (value === 0 ? [] : [index]));
      const { descriptor } = kernel;
      return rows.map((_, row) => {
        const machines = named(outputs.machines, row);
        return {
          reward: table(outputs.reward, row),
          total: table(outputs.total, row),
          terms: named(outputs.terms, row),
          raw: named(outputs.raw, row),
          shapings: named(outputs.shapings, row),
          machines: Object.fromEntries(
            descriptor.machines.map(({ name, states }) => [name, states[machines[name] ?? -1] ?? "?"]),
          ),
          objectives: named(outputs.objectives, row),
          classes: Object.fromEntries(
            Object.entries(outputs.labels.classes).map(([name, tensor]) => [name, table(tensor, row)]),
          ),
          terminated: read(outputs.terminated)[row] === 1,
          truncated: read(outputs.truncated)[row] === 1,
          cause: descriptor.causes[read(outputs.cause)[row] ?? -1],
          causes: held(table(outputs.causes, row)).map((index) => descriptor.causes[index] ?? "?"),
          nonFinite: held(table(outputs.nonFinite, row)).map((index) => descriptor.terms[index]?.name ?? "?"),
          failedAsserts: held(table(outputs.failedAsserts, row)),
          features: features[row] ?? [],
        };
      });
    });
  });
}

/** The same rows through the reference, one environment after the other. */
export function runReference(
  program: Program,
  first: readonly Row[],
  steps: readonly (readonly Row[])[],
  seed = 0,
): PlainOutputs[][] {
  const rounded = reference.roundConstants(program);
  let states: readonly reference.EpisodeState[] = first.map((row, environment) =>
    reference.initialState(rounded, row.signals, { seed, environment, ...clockOf([row]) }),
  );
  return steps.map((rows) => {
    const moved = states.map((before, environment) => reference.step(rounded, before, rows[environment] ?? {}));
    states = reference.shareSlots(rounded, states, moved);
    return moved.map(({ state, outputs }) => {
      return {
        reward: [outputs.reward].flat(),
        total: [outputs.total].flat(),
        terms: outputs.terms,
        raw: outputs.raw,
        shapings: outputs.shapings,
        machines: outputs.machines,
        objectives: outputs.objectives,
        classes: Object.fromEntries(
          Object.entries(outputs.labels).map(([name, label]) => [name, [label.class].flat()]),
        ),
        terminated: outputs.terminated,
        truncated: outputs.truncated,
        cause: outputs.cause,
        causes: [...outputs.causes].sort((left, right) => causeOrder(program, left) - causeOrder(program, right)),
        nonFinite: outputs.nonFinite.map(({ term }) => term),
        failedAsserts: outputs.failedAsserts,
        features: reference.features(rounded, state),
      };
    });
  });
}

/** The kernel lists causes in the order of `descriptor.causes`, the environment last. */
function causeOrder(program: Program, cause: string): number {
  return [...program.endings.map((ending) => ending.cause), "environment"].indexOf(cause);
}

/** Where two runs differ by more than `tolerance` relative (numbers) or at all (everything else); empty when they agree. */
export function differences(
  actual: readonly (readonly PlainOutputs[])[],
  expected: readonly (readonly PlainOutputs[])[],
  tolerance = 1e-6,
): string[] {
  const found: string[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (typeof a === "number" && typeof b === "number") {
      const close =
        Object.is(a, b) ||
        Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)) ||
        (Number.isNaN(a) && Number.isNaN(b));
      if (!close) found.push(`${path}: ${a} instead of ${b}`);
    } else if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        walk((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`);
    } else if (a !== b) {
      found.push(`${path}: ${String(a)} instead of ${String(b)}`);
    }
  };
  walk(actual, expected, "");
  return found;
}

/** Random rows with resets, ends and same-step autoresets anywhere, ended rows included, while a learner's clock goes on. */
export function randomRows(
  program: Program,
  environments: number,
  steps: number,
  seed: number,
): { first: Row[]; steps: Row[][] } {
  const random = randomNumbers(seed);
  const row = (time: number): Row => ({
    clock: { steps: 997 * time, updates: 13 * time, episodes: time },
    signals: randomSignals(program, random),
    isFirst: random() < 0.2,
    terminated: random() < 0.15,
    truncated: random() < 0.1,
    reset: randomSignals(program, random),
  });
  const rows = (time: number): Row[] => Array.from({ length: environments }, () => row(time));
  return { first: rows(0), steps: Array.from({ length: steps }, (_, time) => rows(time)) };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, compile, nodeHost } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { stream, type RandomStream } from "../../../src/runtime/random/index.js";
import {
  initialState,
  scalarPaid,
  step,
  type EpisodeState,
  type Moved,
  type Row,
} from "../../../src/runtime/reference/index.js";
import { randomClock } from "../../../src/testing/conformance/random-clock.js";
import { rowGenerator } from "../../../src/testing/conformance/random-rows.js";

/*
 * The derivatives of every spec, where its reward is known in its step, against central differences of its reward on the float64 reference. Where the differences to the left and to the right do not agree, or
 * a halved step gives another slope, the reward has a corner nearby, and nothing is judged.
 */

const host = nodeHost();
const files = ["specs", "test/conformance/specs"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith(".reward") && !/^\s*(\/\/.*\n\s*)*library\s/.test(readFileSync(file, "utf8")))
  .sort();
const cases = files.flatMap((file) => {
  const { spec } = check(file, host);
  return [undefined, ...(spec?.variants ?? [])].map((variant) => ({ file, variant }));
});

describe("gradients are the slopes of the reward", () => {
  let judged = 0;
  let moving = 0;
  it.each(cases)("of $file with variant $variant", ({ file, variant }) => {
    const program = differentiated(file, variant);
    // Rewards that are known later, and those of agents that are paid apart, have none.
    if (program.finish !== undefined || program.agents !== undefined) expect(program.gradients).toBeUndefined();
    else expect(program.gradients).toBeDefined();
    for (const { expected, found, at } of slopes(program)) {
      expect(Math.abs(found - expected), `${at}: ${found} instead of ${expected}`).toBeLessThanOrEqual(
        1e-4 * Math.max(1, Math.abs(expected)),
      );
      judged++;
      if (expected !== 0) moving++;
    }
  });

  it("at thousands of places, at many of which the reward moves", () => {
    expect(judged).toBeGreaterThan(3000);
    expect(moving).toBeGreaterThan(1000);
  });
});

/** Components have no derivatives until they are weighed, here by 1, 2, …. */
function differentiated(file: string, variant: string | undefined): Program {
  const options = { gradients: true, ...(variant === undefined ? {} : { variant }) };
  const { program } = compile(file, host, options);
  if (program === undefined) throw new Error(`${file} does not compile`);
  if (program.components === undefined) return program;
  expect(program.gradients).toBeUndefined();
  const scalarise = Object.fromEntries(program.components.map(({ name }, place) => [name, place + 1]));
  return compile(file, host, { ...options, scalarise }).program ?? program;
}

interface Slope {
  readonly at: string;
  readonly expected: number;
  readonly found: number;
}

/** A few random steps, and in each of them the slopes by a few random numbers of the inputs. */
function slopes(program: Program): readonly Slope[] {
  const random = stream(7, `gradients/${program.name}`);
  const source = rowGenerator(program, random, { mode: "disabled", tame: true });
  const result: Slope[] = [];
  const clock = randomClock(program, random)();
  let state = initialState(program, source.signals(), { clock });
  for (let count = 0; count < 16; count++) {
    const row: Row = { signals: source.signals(), clock, params: drawn(program, () => random.uniform(0.95, 1.05)) };
    const moved = step(program, state, row);
    for (const { name, place, found } of some(moved, random)) {
      const expected = slope(program, state, row, name, place);
      if (expected !== undefined) result.push({ at: `${name}[${place}] in step ${count}`, expected, found });
    }
    state = moved.state.ended ? initialState(program, source.signals(), { clock }) : moved.state;
  }
  return result;
}

/** A few numbers of the inputs, drawn at random, with the derivatives by them. */
function some(
  { outputs }: Moved,
  random: RandomStream,
): readonly { readonly name: string; readonly place: number; readonly found: number }[] {
  const all = Object.entries(outputs.gradients ?? {}).flatMap(([name, values]) =>
    values.map((found, place) => ({ name, place, found })),
  );
  return all.length <= 8
    ? all
    : Array.from({ length: 8 }, () => all[random.int(all.length)] ?? all[0]).flatMap((one) => one ?? []);
}

/** Params near their declared values, so that those that are 0 or 1 do not hide a factor; inside of their ranges. */
function drawn(program: Program, factor: () => number): Record<string, readonly number[]> {
  return Object.fromEntries(
    program.params
      .filter(({ dtype }) => dtype === "float")
      .map(({ name, value, range: [low, high] = [-Infinity, Infinity] }) => [
        name,
        value.map((x) => Math.min(high, Math.max(low, x * factor()))),
      ]),
  );
}

function slope(program: Program, state: EpisodeState, row: Row, name: string, place: number): number | undefined {
  const field = row.signals !== undefined && name in row.signals ? "signals" : "params";
  const values = row[field]?.[name] ?? program.params.find((param) => param.name === name)?.value;
  if (typeof values !== "object") return undefined;
  const x = [...(values as readonly number[])];
  const reward = (value: number): number => {
    const nudged = x.map((old, at) => (at === place ? value : old));
    return scalarPaid(step(program, state, { ...row, [field]: { ...row[field], [name]: nudged } }).outputs.reward);
  };
  const center = x[place] ?? NaN;
  const here = reward(center);
  const h = 1e-4 * Math.max(1, Math.abs(center));
  const [right, left] = [(reward(center + h) - here) / h, (here - reward(center - h)) / h];
  const half = (reward(center + h / 2) - reward(center - h / 2)) / h;
  const whole = (right + left) / 2;
  const smooth = (a: number, b: number, tolerance: number): boolean =>
    Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
  if (!smooth(right, left, 1e-2) || !smooth(whole, half, 1e-5)) return undefined;
  // Richardson's extrapolation: the error is of the order h⁴.
  return (4 * half - whole) / 3;
}

import { describe, expect, it } from "vitest";
import { aggregators, builtins } from "../../../src/compiler/builtins/index.js";
import { describeUnit } from "../../../src/compiler/builtins/typing/units.js";
import { check } from "../../../src/compiler/compile.js";
import type { TypedExpression, TypedSignalDeclaration } from "../../../src/compiler/check/typed.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import { stream } from "../../../src/runtime/random/index.js";
import { watch } from "../lower/watch.js";

/** What the expressions below read: d, e, t, v, z are lengths and a time; the rest has no unit. */
const declarations = `reward R
dt 0.1 s
signal d, e: float in [-3, 2] unit m
signal t: float in [0.5, 2] unit s
signal area: float in [0, 9] unit m^2
signal angle: float in [-9, 9] unit rad
signal w: float in [-3, 2]
signal u, u2: float in [0, 1]
signal inner: float in [-0.9, 0.5]
signal v, z: float[3] in [-2, 3] unit m
signal times: float[3] in [0, 1] unit s
signal n: float[3] in [-2, 3]
signal shares, others: float[3] in [0.2, 0.5]
signal p, p2: bool
signal ps: bool[3]
signal r, r2: quat wxyz
signal o: quat xyzw
signal score: float in [0, 1] per episode
`;

/** An expression with each built-in, the unit of its value (by hand, as physics has it), and one that its units forbid. */
type Row = readonly [expression: string, unit: string | undefined, refused?: string];

const rules: Readonly<Record<string, readonly Row[]>> = {
  abs: [["abs(d)", "m"]],
  sign: [["sign(d)", undefined]],
  floor: [["floor(d)", "m"]],
  ceil: [["ceil(d)", "m"]],
  round: [["round(d)", "m"]],
  sqrt: [["sqrt(area)", "m"]],
  square: [["square(d)", "m^2"]],
  relu: [["relu(d)", "m"]],
  exp: [["exp(w)", undefined, "exp(d)"]],
  expm1: [["expm1(w)", undefined, "expm1(d)"]],
  log: [["log(1 + u)", undefined, "log(t)"]],
  log1p: [["log1p(u)", undefined, "log1p(t)"]],
  tanh: [["tanh(w)", undefined, "tanh(d)"]],
  sigmoid: [["sigmoid(w)", undefined, "sigmoid(d)"]],
  sin: [["sin(angle)", undefined, "sin(d)"]],
  cos: [["cos(angle)", undefined, "cos(d)"]],
  tan: [["tan(inner)", undefined, "tan(d)"]],
  asin: [["asin(inner)", "rad", "asin(d)"]],
  acos: [["acos(inner)", "rad", "acos(d)"]],
  atan: [["atan(w)", "rad", "atan(d)"]],
  atan2: [["atan2(d, e)", "rad", "atan2(d, t)"]],
  wrap_angle: [["wrap_angle(angle)", "rad", "wrap_angle(d)"]],
  clip: [["clip(d, -1 m, 1 m)", "m", "clip(d, -1 s, 1 s)"]],
  lerp: [["lerp(d, e, u)", "m", "lerp(d, t, u)"]],
  trunc_mod: [["trunc_mod(d, 1.5 m)", "m", "trunc_mod(d, t)"]],
  hamacher_product: [["hamacher_product(u, u2)", undefined, "hamacher_product(d, u)"]],
  soft_limit: [["soft_limit(d, -1 m, 1 m)", "m", "soft_limit(d, -1 s, 1 s)"]],
  log_ratio: [["log_ratio(w, u)", undefined, "log_ratio(d, e)"]],
  min: [
    ["min(v)", "m"],
    ["min(d, e)", "m", "min(d, t)"],
  ],
  max: [
    ["max(v)", "m"],
    ["max(d, e)", "m", "max(d, t)"],
  ],
  argmin: [["argmin(v)", undefined]],
  argmax: [["argmax(v)", undefined]],
  sum: [["sum(v)", "m"]],
  mean: [["mean(v)", "m"]],
  product: [["product(shares)", undefined]],
  any: [["any(ps)", undefined]],
  all: [["all(ps)", undefined]],
  count: [["count(ps)", undefined]],
  std: [["std(v, population)", "m"]],
  median: [["median(v, ties: mean)", "m"]],
  quantile: [["quantile(v, 0.25)", "m"]],
  logsumexp: [["logsumexp(n)", undefined, "logsumexp(v)"]],
  softmax: [["softmax(n)", undefined, "softmax(v)"]],
  softmin: [["softmin(n)", undefined, "softmin(v)"]],
  cumsum: [["cumsum(v)", "m"]],
  norm: [["norm(v)", "m"]],
  normalize: [["normalize(v)", undefined]],
  dot: [["dot(v, z)", "m^2"]],
  distance: [["distance(v, z)", "m", "distance(v, times)"]],
  cross: [["cross(v, z)", "m^2"]],
  angle_between: [["angle_between(v, z)", "rad"]],
  cosine: [["cosine(v, z)", undefined]],
  quat_mul: [["quat_mul(r, r2)", undefined, "quat_mul(r, o)"]],
  quat_conj: [["quat_conj(r)", undefined]],
  quat_rotate: [["quat_rotate(r, v)", "m"]],
  quat_rotate_inverse: [["quat_rotate_inverse(r, v)", "m"]],
  quat_error: [["quat_error(r, r2)", "rad", "quat_error(r, o)"]],
  yaw_only: [["yaw_only(r)", undefined]],
  projected_gravity: [["projected_gravity(r)", undefined]],
  tolerance: [["tolerance(d, [0 m, 1 m], margin: 1 m)", undefined, "tolerance(d, [0 s, 1 s])"]],
  project_similarity: [
    ["project_similarity(n, shares, others, 0.5)", undefined, "project_similarity(v, times, v, 0.5)"],
  ],
  entropy: [["entropy(shares)", undefined, "entropy(v)"]],
  kl: [["kl(shares, others)", undefined, "kl(shares, v)"]],
  lcs_ratio: [["lcs_ratio([1, 2], [2, 3])", undefined]],
  exact_match: [["exact_match(v, z)", undefined, "exact_match(v, times)"]],
  prev: [["prev(d)", "m"]],
  delta: [["delta(d)", "m"]],
  rising: [["rising(p)", undefined]],
  falling: [["falling(p)", undefined]],
  first: [["first(p)", undefined]],
  held: [["held(p)", undefined]],
  since: [["since(p)", undefined]],
  captured: [["captured(d)", "m"]],
  best_gain: [["best_gain(d)", "m"]],
  visits: [["visits([p, p2], per: episode)", undefined]],
  counter: [["counter(up: p, down: p2, floor: -2, ceiling: 3)", undefined]],
  ema: [["ema(d, 0.25)", "m", "ema(d, t)"]],
  running_normalize: [["running_normalize(d)", undefined]],
  schedule: [
    ["schedule(linear, from: 1 m, to: 3 m, over: 9 steps)", "m", "schedule(linear, from: 1 m, to: 3 s, over: 9 steps)"],
    ["schedule(cosine, from: 1, to: -3, over: 5 steps)", undefined],
  ],
  savitzky_golay: [
    ["savitzky_golay(d, 5, 2)", "m"],
    ["savitzky_golay(d, 5, 2, derivative: 1)", "m/s"],
  ],
  seconds: [["seconds(held(p))", "s"]],
};

const aggregated: Readonly<Record<string, readonly Row[]>> = {
  sum: [["sum(d) over last 3", "m"]],
  mean: [["mean(d) over past", "m"]],
  min: [["min(d) over last 3", "m"]],
  max: [["max(d) over past", "m"]],
  product: [["product(u) over last 3", undefined]],
  first: [["first(d) over past", "m"]],
  last: [["last(d) over last 3", "m"]],
  any: [["any(p) over last 3", undefined]],
  all: [["all(p) over past", undefined]],
  count: [["count(p) over last 3", undefined]],
  std: [["std(d, population) over last 3", "m"]],
  discounted_sum: [["discounted_sum(d, 0.5) over past", "m"]],
  length: [["length over last 3", undefined]],
  median: [["median(d, ties: mean) over episode", "m"]],
  quantile: [["quantile(d, 0.25) over episode", "m"]],
  mode: [["mode(d, ties: lower) over batch", "m"]],
  rank: [["rank(d, ties: mean) over batch", undefined]],
  argmax: [["argmax(d) over episode", undefined]],
  center: [["center(d) over group", "m"]],
  zscore: [["zscore(d, std: sample) over group", undefined]],
  win_rate: [["win_rate(this.score > other.score, empty: 0.5) over group except self", undefined]],
};

const library = nodeHost();

interface Checked {
  readonly value: TypedExpression | undefined;
  readonly signals: readonly TypedSignalDeclaration[];
  readonly errors: readonly string[];
}

function checked(expression: string): Checked {
  const { spec, diagnostics } = check(
    "r.reward",
    memoryHost({ "r.reward": `${declarations}let x = ${expression}` }, library),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ name }) => name);
  return { value: spec?.lets.find(({ name }) => name === "x")?.value, signals: spec?.signals ?? [], errors };
}

/** Values of all signals within their ranges; ends more often than chance would have it. */
function drawn(signals: readonly TypedSignalDeclaration[], seed: number): Readonly<Record<string, readonly number[]>> {
  const random = stream(seed, "typing-rules");
  return Object.fromEntries(
    signals.map(({ name, type }) => {
      const [low, high] = type.range ?? (type.element === "bool" ? [0, 1] : [-1, 1]);
      const one = (): number =>
        type.element === "bool"
          ? random.int(2)
          : random.chance(0.3)
            ? random.chance(0.5)
              ? low
              : high
            : random.uniform(low, high);
      const values = Array.from({ length: type.shape.reduce((size, axis) => size * axis.size, 1) }, one);
      const length = type.quaternion === undefined ? 1 : Math.hypot(...values);
      return [name, values.map((value) => value / length)];
    }),
  );
}

/** All values of an expression over some episodes of random steps. */
function valuesOf({ value, signals }: Checked): readonly number[] {
  if (value === undefined) return [];
  return Array.from({ length: 10 }, (_, episode) => {
    const rows = Array.from({ length: 12 }, (_row, step) => ({
      signals: drawn(signals, 100 * episode + step),
      clock: { steps: step, updates: 0, episodes: episode },
    }));
    return watch([value], rows, drawn(signals, 100 * episode + 99), { signals, dt: 0.1 }).rows.flat(2);
  }).flat();
}

const rows = [...Object.values(rules), ...Object.values(aggregated)]
  .flat()
  .map(([expression, unit, refused]) => ({ expression, unit, refused }));

describe("the typing rules of built-ins", () => {
  it("are tested for every function and every aggregator", () => {
    expect(Object.keys(rules).sort()).toEqual([...builtins.keys()].sort());
    expect(Object.keys(aggregated).sort()).toEqual([...aggregators.keys()].sort());
  });

  it.each(rows)("give $expression the unit $unit", ({ expression, unit }) => {
    const { value, errors } = checked(expression);
    expect(errors).toEqual([]);
    expect(value?.type.unit && describeUnit(value.type.unit)).toBe(unit);
  });

  it.each(rows.flatMap(({ refused }) => (refused === undefined ? [] : [refused])))(
    "refuse the units of %s",
    (refused) => {
      expect(checked(refused).errors).toHaveLength(1);
      expect(checked(refused).errors[0]).toMatch(/unit|argument-type|quaternion/);
    },
  );

  const ofSteps = rows.filter(({ expression }) => !/ over (episode|group|batch)/.test(expression));
  it.each(ofSteps.map(({ expression }) => expression))("give %s a range that holds what it is", (expression) => {
    const found = checked(expression);
    const [low, high] = found.value?.type.range ?? [-Infinity, Infinity];
    const values = valuesOf(found);
    expect(values.length).toBeGreaterThan(0);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-9);
    expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-9);
  });
});

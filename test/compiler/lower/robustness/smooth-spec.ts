import { expect } from "vitest";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { PastEnd } from "../../../../src/compiler/automata/temporal/quantitative/formula.js";
import type { Smooth, TypedObjective, TypedSpec } from "../../../../src/compiler/check/typed.js";
import { verify } from "../../../../src/compiler/ir/verify.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { optimise } from "../../../../src/compiler/passes/index.js";
import { robustness, type RobustnessFormula, type Smooth as Asked } from "../../../../src/runtime/index.js";
import { columnOf, finishBatch, playEpisode, valueAt } from "../../../../src/runtime/reference/index.js";
import { unreachable } from "../../../../src/compiler/unreachable.js";
import { spec, span } from "../typed-spec.js";
import type { Margins } from "./definition.js";
import { names, objective, read, rowsOf, signals } from "./robustness-spec.js";

/** `objective O = FORMULA with past_end: …, smooth: …`, and `report r = O.robustness`. */
export function smoothProgram(formula: TemporalFormula, smooth: Smooth, pastEnd: PastEnd): Program {
  const asked: TypedObjective = { ...objective(formula), robustness: { pastEnd, smooth } };
  const value = { ...read("robustness"), rate: "episode", availability: "episode", finish: true } as const;
  const parts: Partial<TypedSpec> = {
    signals,
    objectives: [asked],
    finish: { reports: [{ name: "r", value, span }] },
  };
  const program = lower(spec(parts));
  expect(verify(program)).toEqual([]);
  return optimise(program, (between, pass) => expect(verify(between), `after ${pass.name}`).toEqual([]));
}

/** The report of each trace of a batch, on the reference. */
export function reported(program: Program, traces: readonly Margins[]): readonly number[] {
  const episodes = traces.map((trace) => ({
    reset: { x: 0, y: 0 },
    rows: rowsOf(trace, { terminated: true }),
    group: 0,
  }));
  const { values } = finishBatch(
    program,
    { episodes, groups: [{}] },
    episodes.map((episode) => playEpisode(program, episode)),
  );
  const { value } = program.finish?.reports[0] ?? expect.fail("no report");
  return traces.map((_, index) => valueAt(columnOf(values, value), index)[0] ?? NaN);
}

/** The robustness of the runtime at all steps of a trace. */
export function expected(formula: TemporalFormula, smooth: Smooth, pastEnd: PastEnd, trace: Margins): Float64Array {
  const margins = names.map((_, channel) => Float64Array.from(trace, (letter) => letter[channel] ?? 0));
  const asked: Asked = smooth.kind === "gmsr" ? { kind: "gmsr", epsilon: 1e-8, power: 1 } : smooth;
  const judged = robustness(
    runtimeFormula(formula),
    { steps: trace.length, environments: 1, margins },
    { pastEnd, smooth: asked },
  );
  return judged.kind === "values" ? judged.values : expect.fail("a margin is not a number");
}

/** The formula as the runtime takes it, where chains of one connective are one. */
function runtimeFormula(formula: TemporalFormula): RobustnessFormula {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "atom":
      return { kind: "margin", channel: formula.atom };
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return { kind: formula.kind, operand: runtimeFormula(formula.operand) };
    case "and":
    case "or": {
      const { kind } = formula;
      const flat = (part: TemporalFormula): readonly TemporalFormula[] =>
        part.kind === kind ? part.operands.flatMap(flat) : [part];
      return { kind, operands: flat(formula).map(runtimeFormula) };
    }
    case "xor":
      return { kind: "xor", left: runtimeFormula(formula.left), right: runtimeFormula(formula.right) };
    case "eventually":
    case "always":
    case "once":
    case "historically":
      if (isEmpty(formula))
        return { kind: "constant", value: formula.kind === "always" || formula.kind === "historically" };
      return { kind: formula.kind, operand: runtimeFormula(formula.operand), ...windowOf(formula) };
    case "until":
    case "release":
    case "since":
    case "trigger":
      if (isEmpty(formula))
        return { kind: "constant", value: formula.kind === "release" || formula.kind === "trigger" };
      return {
        kind: formula.kind,
        left: runtimeFormula(formula.left),
        right: runtimeFormula(formula.right),
        ...windowOf(formula),
      };
    case "matches":
      throw new Error("sequences have no values");
    default:
      return unreachable(formula);
  }
}

interface Windowed {
  readonly window?: { readonly low: number; readonly high: number };
}

/** The runtime takes no window without a position. */
function isEmpty({ window }: Windowed): boolean {
  return window !== undefined && window.low > window.high;
}

function windowOf({ window }: Windowed) {
  return window === undefined ? {} : { window };
}

import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { PastEnd } from "../../../../src/compiler/automata/temporal/quantitative/formula.js";
import { planOf, type Reading } from "../../../../src/compiler/automata/temporal/quantitative/plan.js";
import type {
  RobustnessField,
  TypedExpression,
  TypedObjective,
  TypedSpec,
} from "../../../../src/compiler/check/typed.js";
import type { Row } from "../../../../src/runtime/reference/index.js";
import { dfaOf } from "../objective/objective-spec.js";
import { constant, declare, scalar, signal, span } from "../typed-spec.js";
import type { Margins } from "./definition.js";

export const names = ["x", "y"] as const;

const float = scalar("float");
export const signals = names.map((name) => declare(name, float));

/** `x >= 0` and so on, whose margins are the signals. */
export const atoms = names.map((name): TypedExpression => ({
  kind: "binary",
  fn: "greater-equal",
  left: signal(name, float),
  right: constant(0),
  type: scalar("bool"),
  rate: "step",
  availability: "step",
  span,
}));

/** `objective O = FORMULA with past_end: …`. Robustness does not look at the automaton, which is that of `true`. */
export function objective(formula: TemporalFormula, pastEnd: PastEnd = "what_is_there"): TypedObjective {
  const automaton = dfaOf({ kind: "constant", value: true }, names.length);
  return { name: "O", readsSource: false, atoms, formula, automaton, text: "", span, robustness: { pastEnd } };
}

/** `O.robustness.READING`. */
export function read(field: RobustnessField): TypedExpression {
  return { kind: "objective", objective: "O", field, type: float, rate: "step", availability: "step", span };
}

export function isReadable(formula: TemporalFormula, reading: Reading, pastEnd: PastEnd = "what_is_there"): boolean {
  return typeof planOf(formula, pastEnd, reading) !== "string";
}

export function specOf(formula: TemporalFormula, pastEnd: PastEnd = "what_is_there"): Partial<TypedSpec> {
  return { signals, objectives: [objective(formula, pastEnd)] };
}

export function rowsOf(trace: Margins, flags: Pick<Row, "terminated" | "truncated"> = {}): Row[] {
  return trace.map((letter, index) => ({
    signals: Object.fromEntries(names.map((name, place) => [name, letter[place] ?? 0])),
    ...(index === trace.length - 1 ? flags : {}),
  }));
}

import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { Trace } from "../../../../src/compiler/automata/temporal/trace/letter.js";
import { run as runAutomaton } from "../../../../src/compiler/automata/temporal/trace/run.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import type {
  TypedEnding,
  TypedExpression,
  TypedObjective,
  TypedObjectiveReference,
  TypedSpec,
} from "../../../../src/compiler/check/typed.js";
import { verify } from "../../../../src/compiler/ir/verify.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { initialState, step, type Outputs, type Row } from "../../../../src/runtime/reference/index.js";
import { constant, declare, scalar, signal, span, spec } from "../typed-spec.js";

/* Objectives by hand, so that what they mean at run time is tested without the phases before. */

export const bool = scalar("bool");
export const names = ["a", "b", "c"] as const;
/** The signals `a`, `b`, `c`. */
export const atoms = names.map((name) => signal(name, bool));
export const signals = names.map((name) => declare(name, bool));

const step_ = { rate: "step", availability: "step", span } as const;

export function dfaOf(formula: TemporalFormula, count: number = names.length): Dfa {
  const made = translate(formula, count);
  if (made.kind !== "dfa") throw new Error(`too large: ${made.budget}`);
  return made.dfa;
}

/** `objective O = FORMULA`. */
export function objective(formula: TemporalFormula, more: Partial<TypedObjective> = {}): TypedObjective {
  const automaton = dfaOf(formula, (more.atoms ?? atoms).length);
  return { name: "O", readsSource: false, atoms, formula, automaton, text: "", span, ...more };
}

/** `O.FIELD`. */
export function shown(field: TypedObjectiveReference["field"], name: string = "O"): TypedExpression {
  const element = field === "state" ? "int" : field === "progress" ? "float" : field === "verdict" ? "enum" : "bool";
  const type =
    element === "enum" ? { ...scalar(element), members: ["Satisfied", "Violated", "Unknown"] } : scalar(element);
  return { kind: "objective", objective: name, field, type, ...step_ };
}

/** `PAYS on satisfied O`, and its like. */
export function on(condition: TypedExpression, pays: TypedExpression): TypedExpression {
  return { kind: "select", condition, then: pays, else: constant(0), type: scalar("float"), ...step_ };
}

export function named(term: string): TypedExpression {
  return { kind: "term", term, part: "contribution", type: scalar("float"), ...step_ };
}

export function sum(left: TypedExpression, right: TypedExpression): TypedExpression {
  return { kind: "binary", fn: "add", left, right, type: scalar("float"), ...step_ };
}

/** `terminate when CONDITION`. */
export function terminateWhen(condition: TypedExpression): TypedEnding {
  return { kind: "terminated", form: "condition", cause: "spec", condition, span };
}

/** A spec over `a`, `b`, `c` with one objective. */
export function specOf(formula: TemporalFormula, parts: Partial<TypedSpec> = {}): TypedSpec {
  return spec({ signals, objectives: [objective(formula)], ...parts });
}

export function programOf(made: TypedSpec): Program {
  const program = lower(made);
  const faults = verify(program);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return program;
}

/** A row of the signals that hold: `"a b"`. */
export function row(holding: string, flags: Pick<Row, "terminated" | "truncated"> = {}): Row {
  const held = holding.split(" ");
  return { signals: Object.fromEntries(names.map((name) => [name, held.includes(name)])), ...flags };
}

/** What each row gives on the reference. */
export function run(program: Program, rows: readonly Row[]): readonly Outputs[] {
  let state = initialState(program, Object.fromEntries(names.map((name) => [name, false])));
  return rows.map((each) => {
    const moved = step(program, state, each);
    state = moved.state;
    return moved.outputs;
  });
}

/** The state of the automaton after each letter. */
export function statesOf(dfa: Dfa, letters: Trace): readonly number[] {
  return runAutomaton(dfa, letters).slice(1);
}

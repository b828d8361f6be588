import { notationOf } from "../../compiler/automata/temporal/dialects/notation.js";
import { printFormula } from "../../compiler/automata/temporal/dialects/print.js";
import { renumber } from "../../compiler/automata/temporal/dialects/renumber.js";
import type { Dfa, EmptyTrace } from "../../compiler/automata/temporal/dfa.js";
import { shortestDifference } from "../../compiler/automata/temporal/trace/language.js";
import type { Trace } from "../../compiler/automata/temporal/trace/letter.js";
import { accepts } from "../../compiler/automata/temporal/trace/run.js";
import { writeTrace } from "../../compiler/automata/temporal/trace/text.js";
import type { WrittenFormula } from "./named-formula.js";

/** Two formulas over the same atoms: those of the first, then what the second has besides. */
export function overSameAtoms(
  first: WrittenFormula,
  second: WrittenFormula,
): readonly [WrittenFormula, WrittenFormula] {
  const atoms = [...new Set([...first.atoms, ...second.atoms])];
  const over = (named: WrittenFormula): WrittenFormula => ({
    ...named,
    atoms,
    formula: renumber(named.formula, (atom) => atoms.indexOf(named.atoms[atom] ?? "")),
  });
  return [over(first), over(second)];
}

/** One record for two formulas that were compared. */
export interface Comparison {
  readonly v: 1;
  readonly type: "difference";
  readonly formulas: readonly [string, string];
  readonly equivalent: boolean;
  /** A shortest trace that only one of them accepts, as `--check` reads it. */
  readonly trace?: string;
  readonly accepted?: readonly [boolean, boolean];
  /** The trace as a spec. */
  readonly test?: string;
}

/** `dfas` are the automata of the formulas, over the same atoms. */
export function compare(
  formulas: readonly [WrittenFormula, WrittenFormula],
  dfas: readonly [Dfa, Dfa],
  empty: EmptyTrace,
): Comparison {
  const [first, second] = formulas;
  const trace = shortestDifference(...dfas, { empty: empty !== "free" });
  const texts = [first.text, second.text] as const;
  if (trace === undefined) return { v: 1, type: "difference", formulas: texts, equivalent: true };
  const accepted = [accepts(dfas[0], trace), accepts(dfas[1], trace)] as const;
  const test = trace.length === 0 ? undefined : spec(formulas, trace, accepted);
  return {
    v: 1,
    type: "difference",
    formulas: texts,
    equivalent: false,
    trace: writeTrace(trace, first.atoms),
    accepted,
    ...(test === undefined ? {} : { test }),
  };
}

/** A whole spec whose test shows the difference; `undefined` where the language cannot say one of the formulas. */
function spec(
  [first, second]: readonly [WrittenFormula, WrittenFormula],
  trace: Trace,
  accepted: readonly [boolean, boolean],
): string | undefined {
  const names = first.atoms.map((name) => notationOf("rewardc").atom(name));
  const left = printFormula(first.formula, first.atoms, "rewardc");
  const right = printFormula(second.formula, second.atoms, "rewardc");
  if ("obstacle" in left || "obstacle" in right || names.includes(undefined)) return undefined;
  const steps = trace.map((letter) =>
    `step { ${names.filter((_, index) => letter[index] === true).join(", ")} }`.replace("{  }", "{ }"),
  );
  const expected = ["First", "Second"].map(
    (name, index) => `${accepted[index] === true ? "" : "not "}${name}.accepting`,
  );
  return [
    "reward Difference",
    ...(names.length === 0 ? [] : [`signal ${names.join(", ")}: bool`]),
    `objective First = ${left.text}`,
    `objective Second = ${right.text}`,
    "total = 0",
    'test "one accepts and the other does not" {',
    ...steps.map((step, index) => `  ${step}${index === steps.length - 1 ? `  expect ${expected.join(", ")}` : ""}`),
    "}",
    "",
  ].join("\n");
}

import { expect } from "vitest";
import type { TypedExpression, TypedSignalDeclaration, TypedSpec } from "../../../src/compiler/check/typed.js";
import { lower } from "../../../src/compiler/lower/index.js";
import { verify } from "../../../src/compiler/ir/verify.js";
import { optimise } from "../../../src/compiler/passes/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { initialState, step, valueOf, type Row, type Values } from "../../../src/runtime/reference/index.js";
import { constant, spec, span } from "./typed-spec.js";

/** The values of expressions, row by row, each as a list of its elements. */
export interface Watched {
  readonly rows: readonly (readonly (readonly number[])[])[];
  readonly program: Program;
}

/**
 * Runs an episode on the reference and tells what each of `watched` is in each row. The program is run as lowered and again
 * optimised, with the verifier after each pass; both must agree.
 */
export function watch(
  watched: readonly TypedExpression[],
  rows: readonly Row[],
  reset: Values = {},
  parts: Partial<TypedSpec> = {},
): Watched {
  const program = lower(watching(watched, parts), { tests: true });
  expect(verify(program)).toEqual([]);
  const lean = optimise(program, (between, pass) => expect(verify(between), `after ${pass.name}`).toEqual([]));
  const found = episode(program, rows, reset);
  expect(episode(lean, rows, reset)).toEqual(found);
  return { rows: found, program };
}

function watching(watched: readonly TypedExpression[], parts: Partial<TypedSpec>): TypedSpec {
  const expectations = watched.map(
    (left, index) =>
      ({
        text: `${index}`,
        span,
        form: { kind: "compare", operator: "==", left, right: constant(0), tolerance: 0 },
      }) as const,
  );
  return spec({
    signals: signalsIn(watched),
    ...parts,
    tests: [{ name: "watch", span, params: [], episodes: [], groups: [], expectations }],
  });
}

/** Every signal that the expressions read, declared as it is used. */
function signalsIn(values: readonly TypedExpression[]): readonly TypedSignalDeclaration[] {
  const found = new Map<string, TypedSignalDeclaration>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("kind" in value && value.kind === "signal") {
      const { name, type } = value as Extract<TypedExpression, { kind: "signal" }>;
      found.set(name, { name, type, role: name.startsWith("action") ? "action" : "signal", span });
    }
    Object.values(value).forEach(visit);
  };
  values.forEach(visit);
  return [...found.values()];
}

function episode(program: Program, rows: readonly Row[], reset: Values): Watched["rows"] {
  const clock = rows[0]?.clock;
  let state = initialState(program, reset, clock === undefined ? {} : { clock });
  return rows.map((row) => {
    const moved = step(program, state, row);
    state = moved.state;
    const { values } = moved;
    if (values === undefined) return [];
    return program.expectations.map(({ form }) => (form.kind === "compare" ? [...valueOf(values, form.left)] : []));
  });
}

/** One expression over rows that set one signal each. */
export function over(
  value: TypedExpression,
  rows: readonly Values[],
  reset: Values = {},
): readonly (readonly number[])[] {
  return watch(
    [value],
    rows.map((signals) => ({ signals })),
    reset,
  ).rows.map(([only]) => only ?? []);
}

/** The same for scalar expressions. */
export function scalarsOver(value: TypedExpression, rows: readonly Values[], reset: Values = {}): readonly number[] {
  return over(value, rows, reset).map(([only]) => only ?? NaN);
}

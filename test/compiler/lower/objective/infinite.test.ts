import { describe, expect, it } from "vitest";
import { not } from "../../../../src/compiler/automata/temporal/formula.js";
import { overPrefixes, type InfiniteFormula } from "../../../../src/compiler/automata/temporal/omega/formula.js";
import type { TypedObjectiveReference } from "../../../../src/compiler/check/typed.js";
import { verify } from "../../../../src/compiler/ir/verify.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { initialState, step, type Values } from "../../../../src/runtime/reference/index.js";
import { scalar, span, term } from "../typed-spec.js";
import { a, b, recurrence, schemeSpec } from "./scheme-spec.js";

function shows(field: TypedObjectiveReference["field"]): TypedObjectiveReference {
  const element = field === "state" ? "int" : "bool";
  return {
    kind: "objective",
    objective: "Patrol",
    field,
    type: scalar(element),
    rate: "step",
    availability: "step",
    span,
  };
}

/** What the objective shows in each row, as the contributions of terms; the last row ends the episode. */
function shown(
  formula: InfiniteFormula,
  fields: readonly TypedObjectiveReference["field"][],
  rows: readonly Values[],
): readonly Readonly<Record<string, number>>[] {
  const spec = schemeSpec(formula, { kind: "parity", zeta: 0.5 });
  const program = lower({
    ...spec,
    terms: fields.map((field) => term(field, shows(field))),
    total: shows("state"),
    endings: [],
  });
  expect(verify(program)).toEqual([]);
  let state = initialState(program);
  return rows.map((signals, index) => {
    const moved = step(program, state, { signals, terminated: index === rows.length - 1 });
    state = moved.state;
    return moved.outputs.terms;
  });
}

const on = { a: 1, b: 0 };
const off = { a: 0, b: 0 };
const fall = { a: 0, b: 1 };

describe("an objective on infinite traces in the graph", () => {
  it("is violated from the step on that no continuation can mend, and says so once", () => {
    const safe: InfiniteFormula = { kind: "and", operands: [overPrefixes("for-every-prefix", not(b)), recurrence] };
    const rows = shown(safe, ["violated", "satisfied", "fires-violated"], [on, off, fall, on, on]);
    expect(rows.map(({ violated }) => violated)).toEqual([0, 0, 1, 1, 1]);
    expect(rows.map((row) => row["fires-violated"])).toEqual([0, 0, 1, 0, 0]);
    expect(rows.every(({ satisfied }) => satisfied === 0)).toBe(true);
  });

  it("is satisfied where a prefix is enough", () => {
    const rows = shown(
      overPrefixes("for-some-prefix", a),
      ["satisfied", "violated", "fires-satisfied"],
      [off, on, off],
    );
    expect(rows.map(({ satisfied }) => satisfied)).toEqual([0, 1, 1]);
    expect(rows.map((row) => row["fires-satisfied"])).toEqual([0, 1, 0]);
    expect(rows.every(({ violated }) => violated === 0)).toBe(true);
  });

  it("is not decided by the end of an episode", () => {
    const fields = ["satisfied", "violated", "fires-satisfied", "fires-violated"] as const;
    for (const last of [on, off]) {
      const rows = shown(recurrence, fields, [off, on, last]);
      for (const field of fields) expect(rows.map((row) => row[field])).toEqual([0, 0, 0]);
    }
  });

  it("moves its state, which is offered one-hot", () => {
    const rows = shown(recurrence, ["state"], [off, on, off]);
    expect(rows.map(({ state }) => state)).toEqual([0, 1, 0]);
    const program = lower(schemeSpec(recurrence, { kind: "parity", zeta: 0.5 }));
    expect(program.objectives).toMatchObject([{ name: "Patrol", states: ["q0", "q1"], satisfied: [false, false] }]);
    expect(program.slots.find(({ name }) => name === "Patrol.state")).toMatchObject({
      feature: { encoding: "one-hot", classes: 2 },
    });
  });
});

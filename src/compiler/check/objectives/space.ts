import { build } from "../../automata/build.js";
import { type Diagram, Diagrams } from "../../automata/diagram.js";
import { supportOf } from "../../automata/satisfy.js";
import { componentOf, type Component } from "../../automata/temporal/analysis/component.js";
import type { Dfa } from "../../automata/temporal/dfa.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { theoryOf, type Theory } from "../machines/theory.js";
import type { TypedExpression, TypedObjective } from "../typed.js";

/** What some conditions can tell apart together, and diagrams over it: objectives, endings and machines of one space can be compared. */
export interface Space {
  readonly keys: ExpressionKeys;
  readonly theory: Theory;
  readonly diagrams: Diagrams;
  /** Where a condition holds; it must be one of those that the space was made for. */
  where(condition: TypedExpression): Diagram;
  /** Whether any of the conditions may hold while any others fail: no two look at the same, and each may hold and may fail. */
  areFree(conditions: readonly TypedExpression[]): boolean;
  /** An automaton over the atoms of an objective. */
  component(objective: TypedObjective, dfa: Dfa): Component;
}

/** Throws `DiagramTooLarge`, as everything that uses the space may, where the conditions are too entangled. */
export function spaceOf(conditions: readonly TypedExpression[]): Space {
  const keys = new ExpressionKeys();
  const theory = theoryOf(conditions, keys);
  const diagrams = new Diagrams(theory.variables.map(({ variable }) => variable));
  const known = new Map<TypedExpression, Diagram>();
  const where = (condition: TypedExpression): Diagram => {
    const built = known.get(condition) ?? build(diagrams, theory.formula(condition));
    known.set(condition, built);
    return built;
  };
  return {
    keys,
    theory,
    diagrams,
    where,
    areFree(conditions) {
      const supports = conditions.map((condition) => supportOf(diagrams, where(condition)));
      const all = supports.flatMap((support) => [...support]);
      return supports.every(({ size }) => size > 0) && new Set(all).size === all.length;
    },
    component: ({ atoms }, dfa) => componentOf(dfa, atoms.map(where), diagrams),
  };
}

/** What a theory's variables look at, by their keys. */
export function subjectsOf({ variables }: Theory, keys: ExpressionKeys): ReadonlySet<number> {
  const subjects = variables.flatMap((variable) =>
    variable.kind === "pair"
      ? [variable.left, variable.right]
      : [variable.kind === "boolean" ? variable.atom : variable.subject],
  );
  return new Set(subjects.map((subject) => keys.key(subject)));
}

import { allObjectives } from "../all-objectives.js";
import type { TypedExpression, TypedSpec } from "../typed.js";

/** A place that must have its value in each step, and what it is called. */
export interface Place {
  readonly what: string;
  readonly values: readonly (TypedExpression | undefined)[];
}

/** Where a spec needs a value in each step: all but terms and what they read. */
export function placesOf(spec: TypedSpec): readonly Place[] {
  return [
    ...spec.machines.flatMap(({ name, states }): readonly Place[] => [
      {
        what: `a guard of machine \`${name}\``,
        values: states.flatMap(({ edges }) => edges.map(({ guard }) => guard)),
      },
      {
        what: `a reward of machine \`${name}\``,
        values: states.flatMap(({ reward, edges }) => [reward, ...edges.map((edge) => edge.reward)]),
      },
      {
        what: `a counter of machine \`${name}\``,
        values: states.flatMap(({ edges }) => edges.flatMap(({ updates }) => updates.map(({ value }) => value))),
      },
    ]),
    ...spec.segments.map(({ name, condition }) => ({ what: `segment \`${name}\``, values: [condition] })),
    ...allObjectives(spec).map(({ name, atoms }) => ({ what: `objective \`${name}\``, values: atoms })),
    ...spec.shapes.map((shape) => ({
      what: "a shaping",
      values: [shape.weight, ...(shape.form === "potential" ? [shape.potential] : [])],
    })),
    ...spec.endings.map((ending) => ({
      what: "an end of the episode",
      values: ending.form === "condition" ? [ending.condition, ending.reward] : [],
    })),
    { what: "an assertion", values: spec.asserts.map(({ condition }) => condition) },
    { what: "`discount`", values: [spec.discount] },
  ];
}

import { allObjectives } from "../all-objectives.js";
import { finishedBy } from "../finished-by.js";
import type { TypedExpression, TypedMachine } from "../typed.js";
import type { MachineSpec } from "./context.js";

/** Every expression of a spec outside of its tests; with a machine, all but what stands in that machine. */
export function expressionsOf(spec: MachineSpec, except?: TypedMachine): readonly TypedExpression[] {
  const present = (values: readonly (TypedExpression | undefined)[]): readonly TypedExpression[] =>
    values.filter((value) => value !== undefined);
  return [
    ...spec.terms.flatMap(({ weight, when, body, clip }) => present([weight, when, body, clip?.low, clip?.high])),
    ...spec.lets.map(({ value }) => value),
    spec.total,
    ...spec.shapes.flatMap((shape) => [shape.weight, ...(shape.form === "potential" ? [shape.potential] : [])]),
    ...spec.endings.flatMap((ending) =>
      ending.form === "condition" ? present([ending.condition, ending.reward]) : [],
    ),
    ...spec.asserts.map(({ condition }) => condition),
    ...present([spec.discount]),
    ...finishedBy(spec),
    ...allObjectives(spec).flatMap(({ atoms }) => atoms),
    ...spec.machines
      .filter((machine) => machine !== except)
      .flatMap(({ states }) =>
        states.flatMap(({ reward, edges }) =>
          present([
            reward,
            ...edges.flatMap((edge) => [edge.guard, edge.reward, ...edge.updates.map(({ value }) => value)]),
          ]),
        ),
      ),
  ];
}

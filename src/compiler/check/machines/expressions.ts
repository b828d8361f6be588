import { allObjectives } from "../all-objectives.js";
import { finishedBy } from "../finished-by.js";
import type { TypedExpression, TypedMachine } from "../typed.js";
import type { MachineSpec } from "./context.js";

/** Every expression of a spec outside of its tests. */
export function expressionsOf(spec: MachineSpec): readonly TypedExpression[] {
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
    ...spec.machines.flatMap((machine) => expressionsOfMachine(machine)),
  ];
}

/** What a machine asks, pays and counts; with a counter, all but how that one changes. */
export function expressionsOfMachine({ states }: TypedMachine, except?: string): readonly TypedExpression[] {
  return states.flatMap(({ reward, edges }) =>
    present([
      reward,
      ...edges.flatMap(({ guard, reward: paid, updates }) => [
        guard,
        paid,
        ...updates.filter(({ counter }) => counter !== except).map(({ value }) => value),
      ]),
    ]),
  );
}

function present(values: readonly (TypedExpression | undefined)[]): readonly TypedExpression[] {
  return values.filter((value) => value !== undefined);
}

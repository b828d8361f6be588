import { boundsOf } from "../../check/machines/bounds.js";
import type { TypedExpression, TypedSpec } from "../../check/typed.js";

/**
 * Φ of each state from all shapings by the objective's progress alone, weights included at the params' declared values; `undefined` where there are none, or
 * where a weight moves.
 */
export function declaredPotential(
  name: string,
  progress: readonly number[],
  spec: TypedSpec,
): readonly number[] | undefined {
  const weights = spec.shapes.flatMap((shape) => {
    if (shape.form !== "potential" || !isProgress(shape.potential, name)) return [];
    const [low, high] = boundsOf(shape.weight, spec.params);
    return [low === high ? low : undefined];
  });
  if (weights.length === 0) return undefined;
  let sum = 0;
  for (const weight of weights) {
    if (weight === undefined) return undefined;
    sum += weight;
  }
  return progress.map((value) => sum * value);
}

function isProgress(potential: TypedExpression, name: string): boolean {
  let value = potential;
  while (value.kind === "let") value = value.let.value;
  return value.kind === "objective" && value.objective === name && value.field === "progress";
}

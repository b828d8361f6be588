import type { Maximum } from "../maximum/maximum.js";
import { addItem, clear, emptySums } from "../sums.js";
import type { Column } from "./column.js";

/** At each of `count` positions the greatest (sign 1) or the least (sign −1) of the operands. */
export function extremum(
  maximum: Maximum,
  sign: number,
  operands: readonly Column[],
  count: number,
  out: Column,
): void {
  if (maximum.exact) {
    out.fill(-sign * Infinity, 0, count);
    for (const operand of operands) {
      if (sign > 0) for (let i = 0; i < count; i++) out[i] = Math.max(out[i] as number, operand[i] as number);
      else for (let i = 0; i < count; i++) out[i] = Math.min(out[i] as number, operand[i] as number);
    }
    return;
  }
  const { member, total } = scratch(maximum);
  for (let i = 0; i < count; i++) {
    clear(total);
    for (const operand of operands) {
      maximum.member(sign * (operand[i] as number), member, 0);
      addItem(maximum.addition, maximum.width, total, 0, member, 0);
    }
    out[i] = sign * maximum.value(total, 0);
  }
}

/** Adds to the gradients of the operands what the gradient of the result sends them. */
export function extremumGradient(
  maximum: Maximum,
  sign: number,
  operands: readonly Column[],
  count: number,
  gradient: Column,
  gradients: readonly Column[],
): void {
  const { member, total } = scratch(maximum);
  const adjoint = emptySums(maximum.adjointWidth);
  for (let i = 0; i < count; i++) {
    const weight = gradient[i] as number;
    if (weight === 0) continue;
    clear(total);
    for (const operand of operands) {
      maximum.member(sign * (operand[i] as number), member, 0);
      addItem(maximum.addition, maximum.width, total, 0, member, 0);
    }
    maximum.adjoint(total, 0, maximum.value(total, 0), weight, adjoint, 0);
    operands.forEach((operand, k) => {
      const into = gradients[k] as Column;
      into[i] = (into[i] as number) + maximum.pull(sign * (operand[i] as number), adjoint, 0);
    });
  }
}

function scratch({ width }: Maximum) {
  return { member: emptySums(width), total: emptySums(width) };
}

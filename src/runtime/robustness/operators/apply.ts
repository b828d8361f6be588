import { unreachable } from "../../unreachable.js";
import type { Maximum } from "../maximum/maximum.js";
import type { Instruction, Reach } from "../plan.js";
import type { Column } from "./column.js";
import { extremum, extremumGradient } from "./extremum.js";
import type { Ahead, PastEnd } from "./past-end.js";
import { until, type UntilOperands } from "./until.js";
import { UntilByDefinition } from "./until-by-definition.js";
import { window, windowGradient } from "./window.js";

/** An instruction that computes from other columns. */
export type Operation = Exclude<Instruction, { readonly kind: "constant" | "margin" }>;

/** What all operations of a formula share. */
export interface Semantics {
  readonly maximum: Maximum;
  readonly pastEnd: PastEnd;
}

/** Writes the values of an operation on an episode of `count` steps; `operands` in the order of `operandsOfInstruction`. */
export function apply(
  operation: Operation,
  operands: readonly Column[],
  count: number,
  { maximum, pastEnd }: Semantics,
  out: Column,
): void {
  const first = operands[0] as Column;
  switch (operation.kind) {
    case "negation":
      for (let i = 0; i < count; i++) out[i] = -(first[i] as number);
      return;
    case "extremum":
      return extremum(maximum, operation.sign, operands, count, out);
    case "shift":
      if (operation.mirrored) for (let i = 1; i < count; i++) out[i] = first[i - 1] as number;
      else for (let i = 1; i < count; i++) out[i - 1] = first[i] as number;
      out[operation.mirrored ? 0 : count - 1] = operation.outside;
      return;
    case "window": {
      const x = oriented(first, count, operation);
      window(maximum, x, count, ahead(operation, pastEnd), operation.sign < 0, out);
      return orient(out, count, operation, out);
    }
    case "until": {
      const given = untilOperands(operation, operands, count, pastEnd);
      if (maximum.exact) until(given, count, ahead(operation, pastEnd), out);
      else {
        const definition = new UntilByDefinition(maximum, given, count, ahead(operation, pastEnd));
        for (let i = 0; i < count; i++) out[i] = definition.value(i);
      }
      return orient(out, count, operation, out);
    }
    default:
      return unreachable(operation);
  }
}

/** Adds to the gradients of the operands what the `gradient` of the result, whose values are `value`, sends them. */
export function applyGradient(
  operation: Operation,
  operands: readonly Column[],
  count: number,
  { maximum, pastEnd }: Semantics,
  value: Column,
  gradient: Column,
  gradients: readonly Column[],
): void {
  const first = operands[0] as Column;
  const into = gradients[0] as Column;
  switch (operation.kind) {
    case "negation":
      for (let i = 0; i < count; i++) into[i] = (into[i] as number) - (gradient[i] as number);
      return;
    case "extremum":
      return extremumGradient(maximum, operation.sign, operands, count, gradient, gradients);
    case "shift":
      for (let i = 1; i < count; i++) {
        const [from, to] = operation.mirrored ? [i, i - 1] : [i - 1, i];
        into[to] = (into[to] as number) + (gradient[from] as number);
      }
      return;
    case "window": {
      const x = oriented(first, count, operation);
      const sent = new Float64Array(count);
      const [values, weights] = [oriented(value, count, operation), inTime(gradient, count, operation.mirrored)];
      windowGradient(maximum, x, count, ahead(operation, pastEnd), values, weights, sent);
      return receive(into, sent, count, operation.mirrored);
    }
    case "until": {
      const given = untilOperands(operation, operands, count, pastEnd);
      const definition = new UntilByDefinition(maximum, given, count, ahead(operation, pastEnd));
      const weights = inTime(gradient, count, operation.mirrored);
      const [left, right] = [new Float64Array(count), new Float64Array(count)];
      for (let i = 0; i < count; i++) {
        if (weights[i] === 0) continue;
        const beyond = definition.pull(i, weights[i] as number, left, right);
        if (pastEnd === "repeat_last") right[count - 1] = (right[count - 1] as number) + beyond;
      }
      receive(into, left, count, operation.mirrored);
      return receive(gradients[1] as Column, right, count, operation.mirrored);
    }
    default:
      return unreachable(operation);
  }
}

function ahead({ low, high, mirrored }: Reach, pastEnd: PastEnd): Ahead {
  // Before the start of the trace there is nothing, by every convention.
  return { low, high, pastEnd: mirrored ? "what_is_there" : pastEnd };
}

function untilOperands(
  operation: Operation & { readonly kind: "until" },
  operands: readonly Column[],
  count: number,
  pastEnd: PastEnd,
): UntilOperands {
  const left = oriented(operands[0] as Column, count, operation);
  const right = oriented(operands[1] as Column, count, operation);
  const rightBeyond = pastEnd === "repeat_last" ? (right[count - 1] as number) : -operation.sign * Infinity;
  return { left, right, rightBeyond, inclusive: operation.inclusive };
}

/** The column as an operator without sign and direction sees it: not always a copy. */
function oriented(column: Column, count: number, reach: Reach): Column {
  if (reach.sign > 0 && !reach.mirrored) return column;
  const result = new Float64Array(count);
  orient(column, count, reach, result);
  return result;
}

/** Into and out of the operator's view; `out` may be the column itself. */
function orient(column: Column, count: number, { sign, mirrored }: Reach, out: Column): void {
  if (sign < 0) for (let i = 0; i < count; i++) out[i] = -(column[i] as number);
  else if (out !== column) out.set(column.subarray(0, count));
  if (mirrored) out.subarray(0, count).reverse();
}

/** Gradients change direction, but not sign: two negations cancel. */
function inTime(gradient: Column, count: number, mirrored: boolean): Column {
  return mirrored ? gradient.slice(0, count).reverse() : gradient;
}

function receive(into: Column, sent: Column, count: number, mirrored: boolean): void {
  for (let i = 0; i < count; i++) {
    into[i] = (into[i] as number) + (sent[mirrored ? count - 1 - i : i] as number);
  }
}

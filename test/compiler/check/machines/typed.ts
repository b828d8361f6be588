import type { MachineSpec } from "../../../../src/compiler/check/machines/index.js";
import type {
  TypedCounter,
  TypedEdge,
  TypedExpression,
  TypedMachine,
  TypedSpec,
  TypedState,
  ValueType,
} from "../../../../src/compiler/check/typed.js";
import type { BinaryFunction } from "../../../../src/compiler/ir/node.js";

/*
 * Typed machines by hand, so that their rules and their lowering are tested without the phases before. Every helper makes new
 * objects, as the checker does for inlined copies.
 */

const span = { file: "machine.reward", start: 0, end: 1 } as const;
const step = { rate: "step", availability: "step", span } as const;

export const bool: ValueType = { element: "bool", shape: [] };
export const int: ValueType = { element: "int", shape: [] };
export const float: ValueType = { element: "float", shape: [] };

export function signal(name: string, type: ValueType = bool): TypedExpression {
  return { kind: "signal", name, type, ...step };
}

export function value(number: number, type: ValueType = float): TypedExpression {
  return { kind: "constant", value: [number], type, ...step, rate: "const" };
}

export function binary(left: TypedExpression, fn: BinaryFunction, right: TypedExpression): TypedExpression {
  const logical = fn !== "add" && fn !== "subtract" && fn !== "multiply" && fn !== "divide";
  return { kind: "binary", fn, left, right, type: logical ? bool : left.type, ...step };
}

export function not(operand: TypedExpression): TypedExpression {
  return { kind: "unary", fn: "not", operand, type: bool, ...step };
}

/** The machine's own counter, before the move. */
export function counterOf(machine: string, counter: string, low: number, high: number): TypedExpression {
  return {
    kind: "machine",
    machine,
    field: { kind: "counter", counter, source: true },
    type: { ...int, range: [low, high] },
    ...step,
  };
}

export function field(
  machine: string,
  kind: "state" | "reward" | "finished" | "steps_in_state",
  states: readonly string[] = [],
): TypedExpression {
  const type: ValueType =
    kind === "state"
      ? { element: "enum", members: states, shape: [] }
      : kind === "reward"
        ? float
        : kind === "finished"
          ? bool
          : int;
  return { kind: "machine", machine, field: { kind }, type, ...step };
}

export function edge(guard: TypedExpression | undefined, target: number, more: Partial<TypedEdge> = {}): TypedEdge {
  return {
    form: guard === undefined ? "otherwise" : "when",
    ...(guard === undefined ? {} : { guard }),
    target,
    updates: [],
    span,
    ...more,
  };
}

export function state(name: string, edges: readonly TypedEdge[] = [], more: Partial<TypedState> = {}): TypedState {
  return { name, end: "none", edges, span, ...more };
}

export function counter(name: string, low: number, high: number, initial: number = low): TypedCounter {
  return { name, low, high, initial, span };
}

/** Starts in the first state unless said otherwise. */
export function machine(states: readonly TypedState[], more: Partial<TypedMachine> = {}): TypedMachine {
  return {
    name: "M",
    readsSource: false,
    counters: [],
    states,
    start: states.map((_, index) => (index === 0 ? 1 : 0)),
    span,
    ...more,
  };
}

/** A spec with one term that reads the reward of each machine. */
export function specOf(machines: readonly TypedMachine[], more: Partial<TypedSpec> = {}): TypedSpec & MachineSpec {
  const terms = machines.map(({ name }) => ({
    name: `paid_${name}`,
    primary: false,
    weight: value(1),
    body: field(name, "reward"),
    span,
  }));
  return {
    name: "Test",
    span,
    signals: [],
    params: [],
    lets: [],
    segments: [],
    objectives: [],
    pastObjectives: [],
    infiniteObjectives: [],
    terms,
    machines,
    shapes: [],
    endings: machines
      .filter(({ states }) => states.some(({ end }) => end === "final"))
      .map(({ name }) => ({ kind: "terminated", cause: name, span, form: "machine", machine: name })),
    total: terms.reduce<TypedExpression>(
      (sum, { name }) => binary(sum, "add", { kind: "term", term: name, part: "contribution", type: float, ...step }),
      value(0),
    ),
    nan: "error",
    asserts: [],
    tests: [],
    variants: [],
    ...more,
  };
}

import { aggregators } from "../../../src/compiler/builtins/aggregators/index.js";
import { builtins } from "../../../src/compiler/builtins/index.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import type {
  TypedCausal,
  TypedExpression,
  TypedSignalDeclaration,
  TypedSpec,
  TypedTerm,
  ValueType,
} from "../../../src/compiler/check/typed.js";

/* Typed expressions by hand, for tests that want to see one construct alone. */

export const span = { file: "test.reward", start: 0, end: 1 };
const at = { span, availability: "step" } as const;

export const scalar = (element: ValueType["element"]): ValueType => ({ element, shape: [] });
export const array = (element: ValueType["element"], ...sizes: readonly number[]): ValueType => ({
  element,
  shape: sizes.map((size) => ({ size })),
});

export function constant(value: number | readonly number[], type?: ValueType): TypedExpression {
  const values = typeof value === "number" ? [value] : value;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const inferred: ValueType = {
    ...(typeof value === "number" ? scalar("float") : array("float", values.length)),
    range: [low, high],
  };
  return { kind: "constant", ...at, rate: "const", type: type ?? inferred, value: values };
}

export const signal = (name: string, type: ValueType = scalar("float")): TypedExpression => ({
  kind: "signal",
  ...at,
  rate: "step",
  type,
  name,
});
export const param = (name: string): TypedExpression => ({
  kind: "param",
  ...at,
  rate: "param",
  type: scalar("float"),
  name,
});

type Arguments = Readonly<Record<string, TypedExpression>>;
type Options = TypedCausal["options"];
export interface Findings {
  readonly reported: Diagnostic[];
  readonly dt?: number;
  readonly actions?: readonly string[];
}

const typing = (
  findings: Findings,
): { readonly dt: number | undefined; isAction(name: string): boolean; report(diagnostic: Diagnostic): void } => ({
  dt: findings.dt,
  isAction: (name) => findings.actions?.includes(name) === true,
  report: (diagnostic) => findings.reported.push(diagnostic),
});

/** A call of a built-in with the type that its own rule gives it; an ill-typed one is an error that names the findings. */
export function call(
  builtin: string,
  given: Arguments,
  options: Options = {},
  findings: Findings = { reported: [] },
): TypedExpression {
  const type = builtins.get(builtin)?.type({ arguments: given, options, span, ...typing(findings) });
  if (type === undefined)
    throw new Error(`${builtin} is ill-typed: ${findings.reported.map(({ message }) => message).join("; ")}`);
  return { kind: "call", ...at, rate: "step", type, builtin, arguments: given, options };
}

/** `aggregator(x) over past` or `over last n`. */
export function causal(
  aggregator: string,
  value: TypedExpression | undefined,
  window: TypedCausal["window"],
  rest: {
    readonly where?: TypedExpression;
    readonly empty?: TypedExpression;
    readonly full?: boolean;
    readonly options?: Options;
  } = {},
  findings: Findings = { reported: [] },
): TypedExpression {
  const { where, empty, full = false, options = {} } = rest;
  const parts = {
    aggregator,
    options,
    window,
    full,
    span,
    ...(value && { value }),
    ...(where && { where }),
    ...(empty && { empty }),
    scope: "`past`",
    leavesOut: where !== undefined,
  };
  const type = aggregators.get(aggregator)?.type({ ...parts, ...typing(findings) });
  if (type === undefined)
    throw new Error(`${aggregator} is ill-typed: ${findings.reported.map(({ message }) => message).join("; ")}`);
  const { scope: _, leavesOut: __, ...given } = parts;
  return { kind: "causal", ...at, rate: "step", type, ...given };
}

export function term(name: string, body: TypedExpression, rest: Partial<TypedTerm> = {}): TypedTerm {
  return { name, primary: false, weight: constant(1), body, span, ...rest };
}

export function declare(
  name: string,
  type: ValueType = scalar("float"),
  role: "signal" | "action" = "signal",
): TypedSignalDeclaration {
  return { name, role, type, span };
}

export function spec(parts: Partial<TypedSpec>): TypedSpec {
  return {
    name: "Test",
    span,
    signals: [],
    params: [],
    lets: [],
    segments: [],
    terms: [],
    machines: [],
    objectives: [],
    pastObjectives: [],
    infiniteObjectives: [],
    shapes: [],
    endings: [],
    total: constant(0),
    nan: "error",
    asserts: [],
    tests: [],
    variants: [],
    ...parts,
  };
}

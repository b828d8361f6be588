import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { CallExpression, Expression, Identifier } from "../../syntax/ast/index.js";
import { lookUp } from "../../resolve/index.js";
import type { Context, MachineInterface } from "../context.js";
import { atStep, errorAt } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import type { Checking } from "../task.js";
import type { TypedExpression, TypedMachineReference, ValueType } from "../typed.js";
import { suggestion } from "./name.js";

/** `M.state`, `M.reward`, `M.finished`, `M.steps_in_state` and counters, after the machine's own move. */
export function readMachine(
  machine: MachineInterface,
  field: Identifier,
  object: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const span = { ...object, end: field.span.end };
  const at = (kind: "state" | "reward" | "finished" | "steps_in_state", type: ValueType): TypedMachineReference => ({
    kind: "machine",
    type,
    ...atStep,
    span,
    machine: machine.name,
    field: { kind },
  });
  switch (field.name) {
    case "state":
      return at("state", { element: "enum", members: machine.states, shape: [] });
    case "reward":
      return at("reward", { element: "float", shape: [] });
    case "finished":
      return at("finished", { element: "bool", shape: [] });
    case "steps_in_state":
      return at("steps_in_state", { element: "int", shape: [], range: [0, Infinity], duration: true });
  }
  const counter = machine.counters.get(field.name);
  if (counter !== undefined) return counterReference(machine.name, field.name, counter, false, span);
  const known = ["state", "reward", "finished", "steps_in_state", "entered", ...machine.counters.keys()];
  const help = machine.states.includes(field.name)
    ? { help: `compare the state: \`${machine.name}.state == ${field.name}\`` }
    : field.name === "entered"
      ? { help: `name the state: \`${machine.name}.entered(…)\`` }
      : suggestion(field.name, known, field.span);
  context.report(
    scope,
    report("unknown-field", field.span, { object: `machine \`${machine.name}\``, field: field.name }, help),
  );
  return errorAt(span);
}

export function counterReference(
  machine: string,
  counter: string,
  { low, high }: { readonly low: number; readonly high: number },
  source: boolean,
  span: Span,
): TypedMachineReference {
  const type: ValueType = { element: "int", shape: [], range: [low, high] };
  return { kind: "machine", type, ...atStep, span, machine, field: { kind: "counter", counter, source } };
}

/** `M.entered(S)`: true in the step that moves into S. `undefined` where the callee is no machine. */
export function* checkEntered(
  call: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression | undefined> {
  const { callee } = call;
  if (callee.kind !== "field" || callee.field.name !== "entered") return undefined;
  const [first, ...others] = call.arguments;
  if (first === undefined || others.length > 0) {
    context.report(scope, report("extra-argument", call.span, { function: "entered", count: "the name of a state" }));
    return errorAt(call.span);
  }
  return yield* readEntered(callee.object, first.value, call.span, scope, context);
}

/** `entered(M.S)` behind `on`. */
export function* readEntered(
  object: Expression,
  state: Expression,
  span: Span,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const machine = yield* machineNamed(object, scope, context);
  if (machine === undefined) return errorAt(span);
  const name = state.kind === "name" ? state.name : "";
  const place = machine.states.indexOf(name);
  if (place < 0) {
    context.report(
      scope,
      report(
        "unknown-state",
        state.span,
        { machine: machine.name, state: name },
        suggestion(name, machine.states, state.span),
      ),
    );
    return errorAt(span);
  }
  return {
    kind: "machine",
    type: { element: "bool", shape: [] },
    ...atStep,
    span,
    machine: machine.name,
    field: { kind: "entered", state: place },
  };
}

function* machineNamed(object: Expression, scope: Scope, context: Context): Checking<MachineInterface | undefined> {
  const definition =
    object.kind === "name" && findLocal(scope, object.name) === undefined
      ? lookUp(context.unit, object.name, scope.home)
      : undefined;
  if (definition?.kind === "machine") return yield* context.machine(definition);
  context.report(
    scope,
    report("type-mismatch", object.span, {
      what: "what `entered` belongs to",
      expected: "a machine",
      found: "something else",
    }),
  );
  return undefined;
}

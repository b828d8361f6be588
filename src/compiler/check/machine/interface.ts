import { report } from "../../diagnostics/report.js";
import { lookUp } from "../../resolve/index.js";
import type { CounterDeclaration, MachineDeclaration, StateDeclaration } from "../../syntax/ast/index.js";
import { describeDefinition } from "../../resolve/definition.js";
import { suggestion } from "../expression/name.js";
import { evaluate } from "../constant.js";
import type { Context, DefinitionOf, MachineInterface } from "../context.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedCounter } from "../typed.js";

/** The states of a machine with a body, in order of declaration. */
export interface StatesBody {
  readonly declaration: MachineDeclaration;
  readonly scope: Scope;
  readonly states: readonly {
    readonly name: string;
    readonly span: StateDeclaration["span"];
    readonly declaration: StateDeclaration;
  }[];
  readonly counters: readonly TypedCounter[];
}

/** The machine whose body an instance takes, through templates of templates; `undefined` after a mistake. */
export function templateOf(definition: DefinitionOf<"machine">, context: Context): DefinitionOf<"machine"> | undefined {
  const seen = [definition];
  for (let at = definition; ;) {
    const { body } = at.declaration;
    if (body.kind !== "instance") return at;
    const scope = scopeOf(at.home);
    const { name, span } = body.template;
    const template = lookUp(context.unit, name, at.home);
    if (template?.kind !== "machine") {
      context.report(
        scope,
        template === undefined
          ? report("unknown-name", span, { name }, suggestion(name, [], span))
          : report("type-mismatch", span, {
              what: `\`${name}\``,
              expected: "a machine template",
              found: describeDefinition(template),
            }),
      );
      return undefined;
    }
    if (seen.includes(template)) {
      context.report(
        scope,
        report("cyclic-definition", span, {
          name,
          path: [...seen, template].map((step) => `\`${step.name}\``).join(" → "),
        }),
      );
      return undefined;
    }
    seen.push(template);
    at = template;
  }
}

/** Names of states and counters with their bounds, checked before any guard; `undefined` after a mistake. */
export function* checkStates(
  declaration: MachineDeclaration,
  scope: Scope,
  context: Context,
): Checking<StatesBody | undefined> {
  const { body } = declaration;
  if (body.kind !== "states") return undefined;
  const states: { name: string; span: StateDeclaration["span"]; declaration: StateDeclaration }[] = [];
  for (const state of body.states) {
    for (const { name, span } of state.names) {
      const first = states.find((other) => other.name === name);
      if (first === undefined) states.push({ name, span, declaration: state });
      else
        context.report(
          scope,
          report(
            "duplicate-name",
            span,
            { name },
            { label: "declared again", related: [{ span: first.span, label: "first declared here" }] },
          ),
        );
    }
  }
  const counters: TypedCounter[] = [];
  for (const counter of body.counters) {
    const typed = yield* checkCounter(counter, scope, context);
    if (typed === undefined) return undefined;
    const first = counters.find(({ name }) => name === typed.name);
    if (first === undefined) counters.push(typed);
    else
      context.report(
        scope,
        report(
          "duplicate-name",
          counter.name.span,
          { name: typed.name },
          { related: [{ span: first.span, label: "first declared here" }] },
        ),
      );
  }
  return { declaration, scope, states, counters };
}

function* checkCounter(
  counter: CounterDeclaration,
  scope: Scope,
  context: Context,
): Checking<TypedCounter | undefined> {
  const numbers: number[] = [];
  for (const expression of [counter.low, counter.high, counter.initial]) {
    const typed = yield* defer(context.check(expression, scope));
    if (typed.kind === "error") return undefined;
    const value = typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
    if (value === undefined) {
      context.report(
        scope,
        report("not-constant", expression.span, { what: "a number of a counter", rate: typed.rate }),
      );
      return undefined;
    }
    numbers.push(value);
  }
  const [low = 0, high = 0, initial = 0] = numbers;
  return { name: counter.name.name, low, high, initial, span: counter.name.span };
}

/** What expressions read of the machine. */
export function interfaceOf(
  name: string,
  states: readonly { readonly name: string }[],
  counters: readonly TypedCounter[],
): MachineInterface {
  return {
    name,
    states: states.map((state) => state.name),
    counters: new Map(counters.map((counter) => [counter.name, { low: counter.low, high: counter.high }])),
  };
}

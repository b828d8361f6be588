import { report } from "../../diagnostics/report.js";
import type { EdgeDeclaration } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { checkNumber } from "../declaration/term.js";
import { wholeDivision } from "../expression/indexing.js";
import { suggestion } from "../expression/name.js";
import { counterReference } from "../expression/machine-field.js";
import { expectBoolean, expectScalar, shown } from "../expect.js";
import { binary, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedEdge, TypedExpression } from "../typed.js";
import type { StatesBody } from "./interface.js";

/** `when GUARD -> S reward E do n += 1`; `undefined` where it leads to no state. */
export function* checkEdge(
  edge: EdgeDeclaration,
  machine: string,
  body: StatesBody,
  scope: Scope,
  context: Context,
): Checking<TypedEdge | undefined> {
  const guard =
    edge.guard === undefined
      ? undefined
      : expectScalar(
          expectBoolean(yield* defer(context.check(edge.guard, scope)), "a guard", scope, context),
          "a guard",
          scope,
          context,
        );
  const reward = edge.reward && (yield* checkNumber(edge.reward, "the reward of an edge", scope, context));
  const updates: { readonly counter: string; readonly value: TypedExpression }[] = [];
  for (const update of edge.updates) {
    const typed = yield* checkUpdate(update, machine, body, scope, context);
    if (typed === undefined) continue;
    if (updates.some(({ counter }) => counter === typed.counter)) {
      context.report(
        scope,
        report("duplicate-declaration", update.span, { what: `the update of \`${typed.counter}\`` }),
      );
    } else updates.push(typed);
  }
  const target = body.states.findIndex((state) => state.name === edge.target.name);
  if (target < 0) {
    const names = body.states.map((state) => state.name);
    context.report(
      scope,
      report(
        "unknown-state",
        edge.target.span,
        { machine, state: edge.target.name },
        suggestion(edge.target.name, names, edge.target.span),
      ),
    );
    return undefined;
  }
  return {
    form: edge.form,
    ...(guard === undefined ? {} : { guard }),
    target,
    ...(reward === undefined ? {} : { reward }),
    updates,
    span: edge.span,
  };
}

/** `n += 1`, `n -= 1`, `n = 0`: the new value, from the counters before the move. */
function* checkUpdate(
  update: EdgeDeclaration["updates"][number],
  machine: string,
  body: StatesBody,
  scope: Scope,
  context: Context,
): Checking<{ readonly counter: string; readonly value: TypedExpression } | undefined> {
  const counter = body.counters.find(({ name }) => name === update.counter.name);
  const given = yield* checkNumber(update.value, "the value of a counter", scope, context);
  if (counter === undefined) {
    const names = body.counters.map(({ name }) => name);
    context.report(
      scope,
      report(
        "unknown-field",
        update.counter.span,
        { object: `machine \`${machine}\``, field: update.counter.name },
        { label: "no such counter", ...suggestion(update.counter.name, names, update.counter.span) },
      ),
    );
    return undefined;
  }
  if (given.kind === "error") return { counter: counter.name, value: errorAt(update.span) };
  if (given.type.element === "float") {
    context.report(
      scope,
      report(
        "type-mismatch",
        update.value.span,
        { what: "the value of a counter", expected: "`int`", found: shown(given) },
        wholeDivision(given),
      ),
    );
    return { counter: counter.name, value: errorAt(update.span) };
  }
  if (update.operator === "=") return { counter: counter.name, value: given };
  const before = counterReference(machine, counter.name, counter, true, update.counter.span);
  return {
    counter: counter.name,
    value: binary(
      update.operator === "+=" ? "add" : "subtract",
      before,
      given,
      { element: "int", shape: [] },
      update.span,
    ),
  };
}

import { labelOf } from "../../builtins/history/label.js";
import { withoutResetValue } from "../../builtins/history/reset-value.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { walk } from "../walk.js";
import type { TypedCall, TypedExpression, TypedSpec } from "../typed.js";

/**
 * What reads the value before the first step though there is none. The rules of `prev` and its like see that for their own arguments;
 * here it is followed through terms, and asked of potentials.
 */
export function findMissingResetValues(spec: TypedSpec): readonly Diagnostic[] {
  const actions = new Set(spec.signals.filter(({ role }) => role === "action").map(({ name }) => name));
  const terms = new Map(spec.terms.map((term) => [term.name, term]));
  const missing = (value: TypedExpression): TypedExpression | undefined =>
    withoutResetValue(
      value,
      (signal) => actions.has(signal),
      (name) => terms.get(name),
    );
  const diagnostics: Diagnostic[] = [];
  for (const call of calls(spec)) {
    const read = readsReset(call);
    const cause = read && missing(read);
    if (cause === undefined) continue;
    const parameters = { builtin: call.builtin, value: `\`${labelOf(cause)}\`` };
    const related = [{ span: cause.span, label: "has no value at a reset" }];
    const init = call.builtin === "prev" || call.builtin === "delta";
    diagnostics.push(
      init
        ? report("missing-initial-value", call.span, parameters, {
            related,
            help: "add `init: current`, or the value to start from",
          })
        : report("missing-reset-value", call.span, parameters, { related }),
    );
  }
  for (const shape of spec.shapes) {
    const cause = shape.form === "potential" ? missing(shape.potential) : undefined;
    if (cause === undefined) continue;
    const related = [{ span: cause.span, label: "has no value at a reset" }];
    diagnostics.push(
      report(
        "missing-reset-value",
        shape.span,
        { builtin: "shape potential", value: `\`${labelOf(cause)}\`` },
        { related },
      ),
    );
  }
  return diagnostics;
}

/** What a call reads at the reset, where it takes its first value from there. */
function readsReset({ builtin, arguments: given, options }: TypedCall): TypedExpression | undefined {
  switch (builtin) {
    case "prev":
    case "delta":
      return options.init === "current" ? undefined : (given.init ?? given.x);
    case "captured":
    case "best_gain":
      return given.x;
    default:
      return undefined;
  }
}

/** Every call of the spec, in the order of the declarations. */
function calls(spec: TypedSpec): readonly TypedCall[] {
  const found: TypedCall[] = [];
  const roots = [
    ...spec.lets.map(({ value }) => value),
    ...spec.terms.flatMap(({ weight, when, body, clip }) => [weight, when, body, clip?.low, clip?.high]),
    ...spec.machines.flatMap(({ states }) =>
      states.flatMap(({ reward, edges }) => [
        reward,
        ...edges.flatMap((edge) => [edge.guard, edge.reward, ...edge.updates.map(({ value }) => value)]),
      ]),
    ),
    ...spec.shapes.flatMap((shape) => [shape.weight, shape.form === "potential" ? shape.potential : undefined]),
    ...spec.endings.flatMap((ending) => (ending.form === "condition" ? [ending.condition, ending.reward] : [])),
    spec.total,
    ...spec.asserts.map(({ condition }) => condition),
  ].flatMap((root) => root ?? []);
  walk(roots, (expression) => void (expression.kind === "call" && found.push(expression)), { lets: false });
  return found;
}

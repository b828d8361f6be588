import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Argument } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { counted } from "../words.js";
import { suggestion } from "./name.js";

/** What the matching of arguments needs to know of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  /** It is given by name alone. */
  readonly named?: boolean;
}

/** Which arguments each parameter is given; `undefined` after a mistake, which is reported. */
export function matchArguments(
  name: string,
  parameters: readonly Parameter[],
  given: readonly Argument[],
  span: Span,
  scope: Scope,
  context: Context,
): ReadonlyMap<string, readonly Argument[]> | undefined {
  const positional = parameters.filter((parameter) => parameter.named !== true);
  const matched = new Map<string, Argument[]>();
  let position = 0;
  let sound = true;
  for (const argument of given) {
    const parameter =
      argument.name === undefined
        ? positional[position]
        : parameters.find((candidate) => candidate.name === argument.name?.name);
    if (parameter === undefined) {
      reportUnexpected(name, parameters, argument, scope, context);
      sound = false;
      continue;
    }
    if (argument.name === undefined && parameter.variadic !== true) position++;
    const before = matched.get(parameter.name);
    if (before === undefined) matched.set(parameter.name, [argument]);
    else if (parameter.variadic === true && argument.name === undefined) before.push(argument);
    else {
      context.report(scope, report("duplicate-argument", argument.span, { function: name, parameter: parameter.name }));
      sound = false;
    }
  }
  const missing = parameters.find((parameter) => parameter.optional !== true && !matched.has(parameter.name));
  if (missing !== undefined && sound) {
    context.report(scope, report("missing-argument", span, { function: name, parameter: missing.name }));
    return undefined;
  }
  return sound ? matched : undefined;
}

function reportUnexpected(
  name: string,
  parameters: readonly Parameter[],
  argument: Argument,
  scope: Scope,
  context: Context,
): void {
  if (argument.name === undefined) {
    context.report(
      scope,
      report(
        "extra-argument",
        argument.span,
        { function: name, count: counted(parameters.filter(({ named }) => named !== true).length, "argument") },
        { label: "one too many" },
      ),
    );
    return;
  }
  const known = parameters.map((parameter) => parameter.name);
  context.report(
    scope,
    report(
      "unknown-argument",
      argument.name.span,
      { function: name, name: argument.name.name },
      suggestion(argument.name.name, known, argument.name.span),
    ),
  );
}

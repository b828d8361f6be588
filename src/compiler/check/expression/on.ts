import { builtins } from "../../builtins/index.js";
import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp } from "../../resolve/index.js";
import type { OnEvent, OnExpression } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import { errorAt, numberConstant } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { callBuiltin } from "./builtin-call.js";
import { choose } from "./conditional.js";
import { readEntered } from "./machine-field.js";
import { firesOn } from "./objective-field.js";
import { readPredeclared } from "./predeclared.js";

/** `E on EVENT`: E in the steps of the event, else 0. */
export function* checkOn(expression: OnExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const event = yield* checkEvent(expression.event, scope, context);
  const value = yield* defer(context.check(expression.value, scope));
  return choose(event, value, numberConstant(0, "int", expression.span), expression.span, scope, context);
}

function* checkEvent(event: OnEvent, scope: Scope, context: Context): Checking<TypedExpression> {
  switch (event.kind) {
    case "satisfied":
    case "violated": {
      const { objective } = event;
      const definition = objective.kind === "name" ? lookUp(context.unit, objective.name, scope.home) : undefined;
      if (definition === undefined) yield* defer(context.check(objective, scope));
      else if (definition.kind !== "objective") {
        context.report(
          scope,
          report("type-mismatch", objective.span, {
            what: `what \`${event.kind}\` takes`,
            expected: "an objective",
            found: describeDefinition(definition),
          }),
        );
      }
      if (definition?.kind !== "objective") return errorAt(event.span);
      const known = yield* context.objectiveInterface(definition);
      return known === undefined ? errorAt(event.span) : firesOn(event.kind, known, event.span);
    }
    case "entered": {
      const { argument } = event;
      if (argument.kind === "field") {
        return yield* readEntered(
          argument.object,
          { kind: "name", name: argument.field.name, span: argument.field.span },
          event.span,
          scope,
          context,
        );
      }
      context.report(
        scope,
        report("type-mismatch", argument.span, {
          what: "what `entered` takes",
          expected: "a state, as in `M.S`",
          found: "another expression",
        }),
      );
      return errorAt(event.span);
    }
    case "rising":
    case "falling": {
      const builtin = builtins.get(event.kind);
      if (builtin === undefined) throw new Error(`no built-in ${event.kind}`);
      const { argument, span } = event;
      const call = {
        kind: "call",
        callee: { kind: "name", name: event.kind, span },
        arguments: [{ value: argument, span: argument.span }],
        span,
      } as const;
      return yield* callBuiltin(builtin, call, scope, context);
    }
    case "terminated":
      return yield* readPredeclared("terminated", scope, context, event.span) ?? never();
    default:
      return unreachable(event);
  }
}

function never(): never {
  throw new Error("`terminated` is always there");
}

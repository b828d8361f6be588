import { report } from "../../diagnostics/report.js";
import { lookUp, visibleNames } from "../../resolve/index.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import type { Checking } from "../task.js";
import type { AggregateScope } from "../typed.js";
import { suggestion } from "./name.js";

/** `episode`, `group`, `batch`, or a segment of the spec; `undefined` after a mistake, which is reported. */
export function* aggregateScope(
  { name, span }: Identifier,
  scope: Scope,
  context: Context,
): Checking<AggregateScope | undefined> {
  const definition = lookUp(context.unit, name, scope.home);
  if (definition?.kind === "segment") {
    const segment = yield* context.segment(definition);
    return segment && { kind: "segment", segment };
  }
  if (name === "episode" || name === "group" || name === "batch") return { kind: name };
  const segments = visibleNames(context.unit, scope.home).filter(
    (visible) => lookUp(context.unit, visible, scope.home)?.kind === "segment",
  );
  context.report(
    scope,
    report("unknown-scope", span, { name }, suggestion(name, ["past", "episode", "group", "batch", ...segments], span)),
  );
  return undefined;
}

/** The scope's name in a message. */
export function scopeName(scope: AggregateScope): string {
  return scope.kind === "segment" ? scope.segment.name : scope.kind;
}

import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { suggestion } from "../expression/name.js";
import type { Scope } from "../scope.js";
import { componentNames } from "./components.js";

/**
 * The component that a shaping or the reward of an end adds to: needed where `total` has components, an error where it has none. The name comes back only where there is nothing to report.
 */
export function checkInto(
  into: Identifier | undefined,
  what: string,
  span: Span,
  scope: Scope,
  context: Context,
): string | undefined {
  const names = componentNames(context.unit);
  if (into === undefined) {
    if (names !== undefined)
      context.report(
        scope,
        report("missing-component", span, { what }, { help: `write \`into ${names[0] ?? "…"}\` behind it` }),
      );
    return undefined;
  }
  if (names?.includes(into.name) === true) return into.name;
  reportUnknownComponent(into, names ?? [], scope, context);
  return undefined;
}

/** With the component that may be meant; without names the total is one number. */
export function reportUnknownComponent(
  { name, span }: Identifier,
  names: readonly string[],
  scope: Scope,
  context: Context,
): void {
  const near = suggestion(name, names, span) ?? {};
  const help =
    names.length === 0
      ? "it is one number; components are named in `total = vector(…)`"
      : `it has ${names.map((each) => `\`${each}\``).join(", ")}`;
  context.report(scope, report("unknown-component", span, { name }, near.help === undefined ? { help } : near));
}

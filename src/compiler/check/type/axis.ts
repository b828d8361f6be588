import { report } from "../../diagnostics/report.js";
import type { Context, DefinitionOf } from "../context.js";
import { scopeOf } from "../scope.js";
import type { Axis } from "../typed.js";

/** A declared axis; `undefined` for a ragged one, which is not in this version, and after a mistake. */
export function axisOf({ declaration, home, name }: DefinitionOf<"axis">, context: Context): Axis | undefined {
  const scope = scopeOf(home);
  if (declaration.members === undefined) {
    context.notYet(scope, "an axis of varying length", declaration.span);
    return undefined;
  }
  const members = declaration.members.map((member) => member.name);
  for (const [place, member] of declaration.members.entries()) {
    const first = members.indexOf(member.name);
    if (first === place) continue;
    context.report(
      scope,
      report(
        "duplicate-name",
        member.span,
        { name: member.name },
        { related: [{ span: declaration.members[first]?.span ?? member.span, label: "first declared here" }] },
      ),
    );
  }
  return { size: members.length, name, members };
}

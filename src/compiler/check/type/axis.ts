import { report } from "../../diagnostics/report.js";
import type { Context, DefinitionOf } from "../context.js";
import { scopeOf } from "../scope.js";
import type { Checking } from "../task.js";
import type { Axis } from "../typed.js";
import { raggedAxis } from "./ragged.js";
import { constantSize } from "./size.js";

/** A declared axis; `undefined` after a mistake. */
export function* axisOf(
  { declaration, home, name }: DefinitionOf<"axis">,
  context: Context,
): Checking<Axis | undefined> {
  const scope = scopeOf(home);
  if (declaration.members === undefined) {
    const size = declaration.atMost && (yield* constantSize(declaration.atMost, scope, context));
    return size === undefined ? undefined : raggedAxis(name, size);
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

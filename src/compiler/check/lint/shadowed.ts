import { builtins } from "../../builtins/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp, type Unit } from "../../resolve/index.js";
import type { Identifier, TermsDeclaration } from "../../syntax/ast/index.js";

/** Names of the main file that hide others: members of groups, counters, and functions called like built-in ones. */
export function shadowed(unit: Unit): readonly Diagnostic[] {
  const { main, prelude } = unit.modules;
  const hides = ({ name, span }: Identifier): readonly Diagnostic[] => {
    const hidden = lookUp(unit, name, main);
    if (hidden === undefined || hidden.home === prelude) return [];
    return [
      report(
        "shadowed-name",
        span,
        { name, what: describeDefinition(hidden) },
        { related: [{ span: hidden.span, label: "hidden here" }] },
      ),
    ];
  };
  return main.file.declarations.flatMap((declaration) => {
    switch (declaration.kind) {
      case "terms":
        return membersOf(declaration).flatMap(hides);
      case "machine":
        return declaration.body.kind === "states"
          ? declaration.body.counters.flatMap((counter) => hides(counter.name))
          : [];
      case "def": {
        const { name, span } = declaration.name;
        const what = builtins.has(name)
          ? "the built-in function"
          : prelude?.declared.has(name) === true
            ? "the function of the prelude"
            : undefined;
        return what === undefined ? [] : [report("shadowed-name", span, { name, what })];
      }
      default:
        return [];
    }
  });
}

/** Names of members, nested ones included; groups nest at most as deep as brackets. */
function membersOf(group: TermsDeclaration): readonly Identifier[] {
  return group.members.flatMap((member) =>
    member.kind === "terms" ? [member.name, ...membersOf(member)] : [member.name],
  );
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import type { SetItem, TermDeclaration, TermsDeclaration } from "../syntax/ast/index.js";
import { describeDefinition } from "./definition.js";
import { lookUp, visibleNames, type Overridable, type Override, type Unit } from "./unit.js";

type Target =
  { readonly declaration: Overridable; readonly part: keyof Override } | { readonly diagnostic: Diagnostic };

/** What `set PATH = …` replaces: a `let`, a `param`, a term's body, `.weight` or `.when`. */
export function setTarget(unit: Unit, item: SetItem): Target {
  const [head, ...rest] = item.path;
  if (head === undefined) return failure(item, "the path is empty");
  const definition = lookUp(unit, head.name, unit.modules.main);
  if (definition === undefined) {
    const near = suggest(head.name, visibleNames(unit, unit.modules.main));
    return {
      diagnostic: report(
        "unknown-name",
        head.span,
        { name: head.name },
        near === undefined ? {} : { help: `did you mean \`${near}\`?` },
      ),
    };
  }
  switch (definition.kind) {
    case "let":
    case "param":
      return rest.length === 0
        ? { declaration: definition.declaration, part: "body" }
        : failure(item, `${describeDefinition(definition)} has no parts`);
    case "term":
      return partOf(
        item,
        definition.declaration,
        rest.map(({ name }) => name),
      );
    case "terms":
      return inGroup(
        item,
        definition.declaration,
        rest.map(({ name }) => name),
      );
    default:
      return failure(
        item,
        `\`${head.name}\` is ${describeDefinition(definition)}; a term, a \`let\` or a \`param\` can be set`,
      );
  }
}

function inGroup(item: SetItem, group: TermsDeclaration, path: readonly string[]): Target {
  const [name, ...rest] = path;
  const member = group.members.find((candidate) => candidate.name.name === name);
  if (name === undefined || member === undefined) {
    return failure(
      item,
      name === undefined ? `\`${group.name.name}\` is a group of terms` : `\`${group.name.name}\` has no \`${name}\``,
    );
  }
  switch (member.kind) {
    case "term":
      return partOf(item, member, rest);
    case "terms":
      return inGroup(item, member, rest);
    case "let":
      return rest.length === 0 ? { declaration: member, part: "body" } : failure(item, "a `let` has no parts");
  }
}

function partOf(item: SetItem, declaration: TermDeclaration, path: readonly string[]): Target {
  const [part, ...rest] = path;
  if (part === undefined) return { declaration, part: "body" };
  if (rest.length === 0 && (part === "weight" || part === "when")) return { declaration, part };
  return failure(item, `a term has \`.weight\` and \`.when\``);
}

function failure(item: SetItem, reason: string): Target {
  const first = item.path[0]?.span ?? item.span;
  const last = item.path.at(-1)?.span ?? item.span;
  const path = item.path.map(({ name }) => name).join(".");
  return {
    diagnostic: report("unknown-set-target", { file: first.file, start: first.start, end: last.end }, { path, reason }),
  };
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/span.js";
import { isExpression, walk } from "../syntax/visit.js";
import type { CallSite } from "./scope.js";

/** A finding, and the calls in the user's own text that lead to it, innermost first. */
interface Told {
  readonly diagnostic: Diagnostic;
  readonly calls: CallSite | undefined;
}

/**
 * A finding in a body of the standard library is told where the user's own text calls it: at the argument that is read there, else at
 * the call. Nobody can mend the library, so fixes are left out. In a body of the user's own it stays as it is.
 */
export function atOwnCall(diagnostic: Diagnostic, calls: CallSite | undefined): Told {
  if (calls?.standard !== true) return { diagnostic, calls };
  const { primary, related } = diagnostic;
  let { span } = primary;
  let isArgument = true;
  let site: CallSite | undefined = calls;
  for (; site?.standard === true; site = site.outer) {
    const given = site.arguments.get(nameAt(span, site) ?? "");
    isArgument &&= given !== undefined;
    span = given?.span ?? site.span;
  }
  const told = isArgument
    ? { primary: { span, label: primary.label }, read: { span: primary.span, label: "read here" } }
    : { primary: { span, label: "in this call" }, read: primary };
  return {
    diagnostic: { ...diagnostic, primary: told.primary, related: [told.read, ...related], fixes: [] },
    calls: site,
  };
}

/** The name that is all of `span` in what is called. */
function nameAt(span: Span, { declaration }: CallSite): string | undefined {
  let found: string | undefined;
  walk(declaration, (node) => {
    const { start, end, file } = node.span;
    if (file !== span.file || start > span.start || end < span.end) return false;
    if (start === span.start && end === span.end && isExpression(node) && node.kind === "name") found = node.name;
    return true;
  });
  return found;
}

import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { Declaration, SpecFile } from "../ast/index.js";
import { documentationAt, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, partsOf, tokenOf } from "./cst.js";
import { declaration } from "./declaration.js";
import { declaredName, identifier } from "./names.js";

/** The file of a `spec` node. */
export function specFile(context: BuildContext, node: CstNode | undefined): SpecFile {
  const span = { file: context.source.path, start: 0, end: context.source.text.length };
  const all = nodesOf(node, "declaration");
  const headers = all.flatMap((one) => nodesOf(one, "header"));
  const [header] = headers;
  checkHeaders(context, all, headers);
  const name = declaredName(context, nodeOf(header, "declaredName"));
  const parent = tokenOf(header, "Name");
  const declarations = all.flatMap((one): Declaration[] => {
    const built = declaration(context, one);
    return built === undefined ? [] : [built];
  });
  return {
    kind: has(header, "library") ? "library" : "spec",
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined ? {} : { extends: identifier(context, parent) }),
    ...(header === undefined ? {} : documentationAt(context, spanIn(context, header).start)),
    declarations,
    span,
  };
}

/** A header comes first, and once. */
function checkHeaders(context: BuildContext, all: readonly CstNode[], headers: readonly CstNode[]): void {
  const first = all[0];
  const [header, ...more] = headers;
  if (header === undefined) {
    reportMissing(context, first);
    return;
  }
  const late = first !== undefined && nodeOf(first, "header") === undefined ? [header] : [];
  for (const one of [...late, ...more]) {
    const span = spanIn(context, one);
    const keyword = has(one, "library") ? "library" : "reward";
    context.report(
      report(
        "misplaced-header",
        span,
        { keyword },
        one === header ? {} : { related: [{ span: spanIn(context, header), label: "the first line" }] },
      ),
    );
  }
}

function reportMissing(context: BuildContext, first: CstNode | undefined): void {
  const file = context.source.path;
  const [part] = first === undefined ? [] : partsOf(first);
  const span = part === undefined ? { file, start: 0, end: 0 } : spanIn(context, part);
  const text = context.source.slice(span).split(/\s/, 1)[0] ?? "";
  const found = text === "" ? "an empty file" : `\`${text}\``;
  context.report(
    report(
      "missing-header",
      { file, start: span.start, end: span.start + text.length },
      { found },
      {
        fixes: [
          {
            title: "begin with `reward MyReward`",
            edits: [{ span: { file, start: 0, end: 0 }, text: "reward MyReward\n\n" }],
            applicability: "maybe",
          },
        ],
      },
    ),
  );
}

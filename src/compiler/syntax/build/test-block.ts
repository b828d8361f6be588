import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { Expectation, TestDeclaration, TestItem, TestValue } from "../ast/index.js";
import { behind, documentationAt, places, spanIn, spanOr, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { bodyOf, textOf } from "./definition.js";
import { identifier } from "./names.js";

/** `test "name" with variant V, p = 1 { … }` */
export function testDeclaration(context: BuildContext, node: CstNode): TestDeclaration | undefined {
  const span = spanIn(context, node);
  const name = textOf(context, node);
  if (name === undefined) return undefined;
  const settings = nodesOf(node, "testSetting");
  const variant = tokenOf(
    settings.find((one) => has(one, "variant")),
    "Name",
  );
  const parameters = settings.flatMap((one): TestDeclaration["parameters"] => {
    const parameter = has(one, "variant") ? undefined : tokenOf(one, "Name");
    return parameter === undefined ? [] : [{ name: identifier(context, parameter), value: bodyOf(context, one) }];
  });
  return {
    kind: "test",
    name,
    ...(variant === undefined ? {} : { variant: identifier(context, variant) }),
    parameters,
    items: itemsOf(context, nodeOf(node, "testBody")),
    ...documentationAt(context, span.start),
    span,
  };
}

function itemsOf(context: BuildContext, node: CstNode | undefined): TestItem[] {
  return nodesOf(node, "testItem").flatMap((one) => itemOf(context, one) ?? []);
}

const ends = ["terminated", "truncated", "unfinished"] as const;
const blocks = ["episode", "group", "batch"] as const;

function itemOf(context: BuildContext, node: CstNode): TestItem | undefined {
  const span = spanIn(context, node);
  const values = valuesOf(context, nodeOf(node, "testValues"));
  if (has(node, "given")) return { kind: "given", values, span };
  if (has(node, "reset")) return { kind: "reset", values, span };
  if (has(node, "step"))
    return { kind: "step", ...(has(node, "Star") ? { repeat: bodyOf(context, node) } : {}), values, span };
  if (has(node, "end")) {
    const how = ends.find((word) => has(node, word));
    return { kind: "end", how: how ?? "terminated", explicit: how !== undefined, values, span };
  }
  if (has(node, "expect")) {
    return {
      kind: "expect",
      expectations: nodesOf(node, "expectation").map((one) => expectationOf(context, one, behind(span))),
      span,
    };
  }
  if (has(node, "trace")) {
    const path = textOf(context, node);
    return path === undefined ? undefined : { kind: "trace", path, span };
  }
  const stray = nodeOf(node, "stray");
  if (stray !== undefined) {
    const at = { ...spanIn(context, stray), end: span.start + 1 };
    context.report(report("unexpected-token", at, { found: "`{`", expected: "a test item" }));
    return undefined;
  }
  const block = blocks.find((word) => has(node, word));
  return block === undefined ? undefined : { kind: block, items: itemsOf(context, nodeOf(node, "testBody")), span };
}

function expectationOf(context: BuildContext, node: CstNode, fallback: Expectation["span"]): Expectation {
  const span = spanOr(context, node, fallback);
  const [condition, tolerance] = nodesOf(node, "expression");
  return {
    condition: context.expression(context, condition, places.test, behind(span)),
    ...(has(node, "PlusMinus") || has(node, "PlusMinusAscii")
      ? { tolerance: context.expression(context, tolerance, places.test, behind(span)) }
      : {}),
    span,
  };
}

function valuesOf(context: BuildContext, node: CstNode | undefined): TestValue[] {
  return nodesOf(node, "testValue").flatMap((one): TestValue[] => {
    const name = tokenOf(one, "Name");
    if (name === undefined) return [];
    const index = nodesOf(one, "testIndex").flatMap((part) =>
      nodesOf(part, "expression").map((expression) =>
        context.expression(context, expression, places.expression, behind(spanIn(context, part))),
      ),
    );
    const value = has(one, "Equal") ? bodyOf(context, one) : has(one, "not") ? "false" : "true";
    return [{ name: identifier(context, name), index, value, span: spanIn(context, one) }];
  });
}

import type { CstNode } from "chevrotain";
import type { Declaration, SetItem, VariantDeclaration, VariantItem } from "../ast/index.js";
import { documentationAt, spanIn, type BuildContext } from "./context.js";
import { nodeOf, nodesOf, partsOf, startOf } from "./cst.js";
import {
  axisDeclaration,
  bodyOf,
  defDeclaration,
  importDeclaration,
  letDeclaration,
  paramDeclaration,
  segmentDeclaration,
} from "./definition.js";
import { machineDeclaration } from "./machine.js";
import { declaredName } from "./names.js";
import { modelDeclaration, objectiveDeclaration, shapeDeclaration } from "./objective.js";
import { pathOf } from "./over.js";
import { signalDeclaration } from "./signal.js";
import { endDeclaration, statement } from "./statement.js";
import { termDeclaration, termsDeclaration } from "./term.js";
import { testDeclaration } from "./test-block.js";

type Build = (context: BuildContext, node: CstNode) => Declaration | undefined;

/** By the name of the grammar's rule. */
const builders: Readonly<Record<string, Build>> = {
  importDeclaration,
  signalDeclaration,
  paramDeclaration,
  letDeclaration,
  defDeclaration,
  axisDeclaration,
  segmentDeclaration,
  termDeclaration,
  termsDeclaration,
  machineDeclaration,
  objectiveDeclaration,
  shapeDeclaration,
  variantDeclaration,
  modelDeclaration,
  testDeclaration,
  endDeclaration,
  statement,
};

/** The declaration of a `declaration` node; absent where too little of it was there, which has been reported. */
export function declaration(context: BuildContext, node: CstNode): Declaration | undefined {
  for (const [rule, build] of Object.entries(builders)) {
    const part = nodeOf(node, rule);
    if (part !== undefined) return Number.isNaN(startOf(part)) ? undefined : build(context, part);
  }
  return undefined;
}

/** `variant NAME { set PATH = EXPR … }` */
function variantDeclaration(context: BuildContext, node: CstNode): VariantDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  const items = partsOf(node).flatMap((part): VariantItem[] => {
    if (!("children" in part)) return [];
    const item =
      part.name === "setItem"
        ? setItem(context, part)
        : part.name === "declaration"
          ? declaration(context, part)
          : undefined;
    return item === undefined ? [] : [item];
  });
  return { kind: "variant", name, items, ...documentationAt(context, span.start), span };
}

function setItem(context: BuildContext, node: CstNode): SetItem | undefined {
  const path = pathOf(context, nodesOf(node, "path")[0]);
  if (path === undefined || path.length === 0) return undefined;
  return { kind: "set", path, value: bodyOf(context, node), span: spanIn(context, node) };
}

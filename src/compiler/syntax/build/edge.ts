import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { EdgeDeclaration } from "../ast/index.js";
import { checkClauses } from "./clause-order.js";
import { behind, places, spanIn, spanOr, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { identifier } from "./names.js";

/** The edges of a state's body. A `reward` of its own there belongs into the state's header. */
export function edgesOf(context: BuildContext, node: CstNode | undefined): EdgeDeclaration[] {
  return nodesOf(node, "edge").flatMap((one): EdgeDeclaration[] => {
    const stray = nodeOf(one, "rewardClause");
    if (stray === undefined) return edgeOf(context, one) ?? [];
    context.report(
      report(
        "misplaced-clause",
        spanIn(context, stray),
        { clause: "reward", where: "in the body of a state" },
        {
          help: "write a state's reward in its header, as in `state S reward 1 { … }`",
        },
      ),
    );
    return [];
  });
}

function edgeOf(context: BuildContext, node: CstNode): EdgeDeclaration[] | undefined {
  const span = spanIn(context, node);
  const rest = nodeOf(node, "edgeTarget");
  const target = tokenOf(rest, "Name");
  if (rest === undefined || target === undefined) return undefined;
  const rewards = nodesOf(rest, "rewardClause");
  const updates = nodesOf(rest, "doClause");
  checkClauses(
    context,
    [
      ...rewards.map((one) => ({ name: "reward", span: spanIn(context, one) })),
      ...updates.map((one) => ({ name: "do", span: spanIn(context, one) })),
    ],
    ["reward", "do"],
  );
  const [reward] = rewards;
  const form = has(node, "otherwise") ? "otherwise" : has(node, "else") ? "else-when" : "when";
  return [
    {
      form,
      ...(form === "otherwise"
        ? {}
        : { guard: context.expression(context, nodeOf(node, "expression"), places.guard, behind(span)) }),
      target: identifier(context, target),
      ...(reward === undefined
        ? {}
        : {
            reward: context.expression(
              context,
              nodeOf(reward, "expression"),
              places.machine,
              behind(spanIn(context, reward)),
            ),
          }),
      updates: updates.flatMap((one) => nodesOf(one, "update").flatMap((update) => updateOf(context, update))),
      span,
    },
  ];
}

function updateOf(context: BuildContext, node: CstNode): EdgeDeclaration["updates"] {
  const counter = tokenOf(node, "Name");
  if (counter === undefined) return [];
  const span = spanOr(context, node, spanIn(context, counter));
  const operator = has(node, "PlusEqual") ? "+=" : has(node, "MinusEqual") ? "-=" : "=";
  const value = context.expression(context, nodeOf(node, "expression"), places.machine, behind(span));
  return [{ counter: identifier(context, counter), operator, value, span }];
}

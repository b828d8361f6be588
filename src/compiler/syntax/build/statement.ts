import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { Declaration, TerminateDeclaration, TruncateDeclaration } from "../ast/index.js";
import { optionsOf } from "./argument.js";
import { checkClauses } from "./clause-order.js";
import { documentationAt, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { bodyOf, textOf } from "./definition.js";
import { declaredName, identifier } from "./names.js";

/** `total`, `advantage`, `report`, `keep`, `mask`, `constraint`, `discount`, `dt`, `agents`, `assert` and `nan`. */
export function statement(context: BuildContext, node: CstNode): Declaration | undefined {
  const span = spanIn(context, node);
  const at = { ...documentationAt(context, span.start), span };
  if (has(node, "nan")) {
    const policy = has(node, "zero")
      ? "zero"
      : has(node, "terminate")
        ? "terminate"
        : has(node, "error")
          ? "error"
          : undefined;
    return policy === undefined ? undefined : { kind: "nan", policy, ...at };
  }
  const named = has(node, "report") ? "report" : has(node, "constraint") ? "constraint" : undefined;
  if (named !== undefined) {
    const name = declaredName(context, nodeOf(node, "declaredName"));
    if (name === undefined) return undefined;
    if (named === "report") return { kind: "report", name, value: bodyOf(context, node), ...at };
    return {
      kind: "constraint",
      name,
      condition: bodyOf(context, node),
      options: optionsOf(context, nodeOf(node, "options")),
      ...at,
    };
  }
  const body = bodyOf(context, node);
  if (has(node, "total")) return { kind: "total", value: body, ...at };
  if (has(node, "advantage")) return { kind: "advantage", value: body, ...at };
  if (has(node, "keep")) return { kind: "keep", condition: body, ...at };
  if (has(node, "mask")) return { kind: "mask", condition: body, ...at };
  if (has(node, "discount")) return { kind: "discount", value: body, ...at };
  if (has(node, "dt")) return { kind: "dt", value: body, ...at };
  if (has(node, "agents")) return { kind: "agents", count: body, ...at };
  return has(node, "assert") ? { kind: "assert", condition: body, ...at } : undefined;
}

/** `terminate when C reward E into COMPONENT cause "…"`, `truncate when C cause "…"`. */
export function endDeclaration(
  context: BuildContext,
  node: CstNode,
): TerminateDeclaration | TruncateDeclaration | undefined {
  const span = spanIn(context, node);
  const rewards = nodesOf(node, "rewardClause");
  const intos = nodesOf(node, "intoClause");
  const causes = nodesOf(node, "causeClause");
  const [reward] = rewards;
  const [causeClause] = causes;
  checkClauses(
    context,
    [
      ...rewards.map((one) => ({ name: "reward", span: spanIn(context, one) })),
      ...intos.map((one) => ({ name: "into", span: spanIn(context, one) })),
      ...causes.map((one) => ({ name: "cause", span: spanIn(context, one) })),
    ],
    ["reward", "into", "cause"],
  );
  const into = tokenOf(intos[0], "Name");
  const cause = causeClause === undefined ? undefined : textOf(context, causeClause);
  const shared = {
    condition: bodyOf(context, node),
    ...(cause === undefined ? {} : { cause }),
    ...documentationAt(context, span.start),
    span,
  };
  if (into !== undefined && reward === undefined) {
    context.report(
      report(
        "misplaced-clause",
        spanIn(context, into),
        { clause: "into", where: "without `reward`" },
        { help: "it says which component of `total` the reward of an end adds to" },
      ),
    );
  }
  if (has(node, "terminate")) {
    return {
      kind: "terminate",
      ...shared,
      ...(reward === undefined ? {} : { reward: bodyOf(context, reward) }),
      ...(into === undefined ? {} : { into: identifier(context, into) }),
    };
  }
  if (reward !== undefined) {
    context.report(
      report(
        "misplaced-clause",
        spanIn(context, reward),
        { clause: "reward", where: "in `truncate when`" },
        {
          help: "a limit is not part of the task and pays nothing; only `terminate when` takes a reward",
        },
      ),
    );
  }
  return { kind: "truncate", ...shared };
}

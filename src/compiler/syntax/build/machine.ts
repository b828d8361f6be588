import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type {
  CounterDeclaration,
  Expression,
  MachineBody,
  MachineDeclaration,
  StartDistribution,
  StateDeclaration,
} from "../ast/index.js";
import { argumentList } from "./argument.js";
import { behind, documentationAt, places, spanIn, spanOr, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf, tokensOf } from "./cst.js";
import { textOf } from "./definition.js";
import { edgesOf } from "./edge.js";
import { declaredName, declaredNames, identifier } from "./names.js";
import { typedParameters, typeOf } from "./type.js";

/** `machine NAME(parameters) reads source { … }`, `= Template(…)` or `from "file" labels { … }`. */
export function machineDeclaration(context: BuildContext, node: CstNode): MachineDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  const body = bodyOf(context, node);
  if (name === undefined || body === undefined) return undefined;
  const parameters = nodeOf(node, "parameters");
  if (parameters !== undefined && body.kind === "import") {
    context.report(
      report(
        "misplaced-clause",
        spanIn(context, parameters),
        { clause: "(…)", where: "on a machine that is read from a file" },
        { label: "parameters" },
      ),
    );
  }
  return {
    kind: "machine",
    name,
    parameters: typedParameters(context, parameters),
    readsSource: has(node, "readsClause"),
    body,
    ...documentationAt(context, span.start),
    span,
  };
}

function bodyOf(context: BuildContext, node: CstNode): MachineBody | undefined {
  const body = nodeOf(node, "machineBody");
  if (body !== undefined) return statesOf(context, body);
  const from = textOf(context, node);
  if (from !== undefined) return { kind: "import", from, labels: labelsOf(context, nodeOf(node, "machineLabels")) };
  const template = tokenOf(node, "Name");
  if (template === undefined) return undefined;
  return {
    kind: "instance",
    template: identifier(context, template),
    arguments: argumentList(context, nodeOf(node, "argumentList"), undefined, places.expression),
  };
}

function labelsOf(
  context: BuildContext,
  node: CstNode | undefined,
): Extract<MachineBody, { kind: "import" }>["labels"] {
  return nodesOf(node, "machineLabel").flatMap((one) => {
    const label = declaredName(context, nodeOf(one, "declaredName"));
    if (label === undefined) return [];
    return [
      {
        label,
        value: context.expression(context, nodeOf(one, "expression"), places.expression, behind(spanIn(context, one))),
      },
    ];
  });
}

function statesOf(context: BuildContext, node: CstNode): MachineBody {
  const items = nodesOf(node, "machineItem");
  const starts = items.flatMap((item) => nodesOf(item, "startDistribution"));
  const [start, second] = starts;
  if (start !== undefined && second !== undefined) {
    context.report(
      report(
        "repeated-clause",
        spanIn(context, second),
        { clause: "start { }" },
        { related: [{ span: spanIn(context, start), label: "the first one" }] },
      ),
    );
  }
  return {
    kind: "states",
    counters: items.flatMap((item) =>
      nodesOf(item, "counterDeclaration").flatMap((one) => counterOf(context, one) ?? []),
    ),
    ...(start === undefined ? {} : { start: startOf(context, start) }),
    states: items.flatMap((item) => nodesOf(item, "stateDeclaration").flatMap((one) => stateOf(context, one) ?? [])),
  };
}

function inMachine(context: BuildContext, node: CstNode): Expression {
  return context.expression(context, nodeOf(node, "expression"), places.machine, behind(spanIn(context, node)));
}

function counterOf(context: BuildContext, node: CstNode): CounterDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  const type = typeOf(context, nodeOf(node, "typeExpression"));
  if (name === undefined || type === undefined) return undefined;
  const { base, range, dimensions, unit } = type;
  if (
    base.kind !== "named" ||
    base.name !== "int" ||
    range === undefined ||
    dimensions.length > 0 ||
    unit !== undefined
  ) {
    context.report(
      report("unexpected-token", type.span, {
        found: `the type \`${context.source.slice(type.span)}\``,
        expected: "`int in [low, high]`, since counters are bounded",
      }),
    );
    return undefined;
  }
  return { name, low: range.low, high: range.high, initial: inMachine(context, node), span };
}

function startOf(context: BuildContext, node: CstNode): StartDistribution {
  const entries = nodesOf(node, "startEntry").flatMap((one) => {
    const state = tokenOf(one, "Name");
    return state === undefined ? [] : [{ state: identifier(context, state), probability: inMachine(context, one) }];
  });
  return { entries, span: spanIn(context, node) };
}

function stateOf(context: BuildContext, node: CstNode): StateDeclaration | undefined {
  const span = spanIn(context, node);
  const names = declaredNames(context, nodesOf(node, "declaredName"));
  if (names.length === 0) return undefined;
  const ends = [...tokensOf(node, "final"), ...tokensOf(node, "done")];
  const [first, second] = ends;
  for (const again of [second, tokensOf(node, "start")[1]]) {
    if (again !== undefined) {
      context.report(
        report("misplaced-clause", spanIn(context, again), {
          clause: again.image,
          where: "beside another word for the same",
        }),
      );
    }
  }
  const reward = nodeOf(node, "rewardClause");
  return {
    names,
    start: has(node, "start"),
    end: first === undefined ? "none" : first.tokenType.name === "final" ? "final" : "done",
    ...(reward === undefined ? {} : { reward: inMachine(context, reward) }),
    edges: edgesOf(context, nodeOf(node, "stateBody")),
    ...documentationAt(context, spanOr(context, node, span).start),
    span,
  };
}

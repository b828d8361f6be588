import type { Diagram } from "../../automata/diagram.js";
import type { Lowering } from "../../builtins/builtin.js";
import { showExpression } from "../../check/machines/show-expression.js";
import type { TypedExpression } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { branch } from "./branch.js";
import type { LabelledAutomaton } from "./labelled-automaton.js";

/**
 * The label class of this step, one for the whole automaton or one for each state (see `LabelTable.shared`). An automaton that reads the source takes the
 * class of the letter before: the class itself is kept for a step, or, where guards also read what is current, each thing that the guards look at.
 */
export function labels(automaton: LabelledAutomaton, lowering: Lowering): readonly NodeId[] {
  const { table, variables, name, kind } = automaton;
  const current = (value: TypedExpression): NodeId => lowering.expression(value);
  if (!automaton.readsSource) return table.labels.map((diagram) => classOf(diagram, automaton, lowering, current));
  const subjects = variables.flatMap((variable) =>
    variable.kind === "pair"
      ? [variable.left, variable.right]
      : [variable.kind === "boolean" ? variable.atom : variable.subject],
  );
  if (subjects.some((subject) => automaton.isCurrent(subject))) {
    const delayed = delays(automaton, lowering);
    return table.labels.map((diagram) => classOf(diagram, automaton, lowering, delayed));
  }
  return table.labels.map((diagram) => {
    const initial = classOf(diagram, automaton, lowering, (value) => lowering.atReset(value));
    return lowering.state({ name: `${name}.source`, kind, dtype: "int", shape: [], initial }, () =>
      classOf(diagram, automaton, lowering, current),
    );
  });
}

/** Values of the step before; what is current as it stands. */
function delays({ name, kind, isCurrent }: LabelledAutomaton, lowering: Lowering): (value: TypedExpression) => NodeId {
  const made = new Map<TypedExpression, NodeId>();
  return (value) => {
    if (isCurrent(value)) return lowering.expression(value);
    const known = made.get(value);
    if (known !== undefined) return known;
    const initial = lowering.atReset(value);
    const { dtype } = lowering.ir.node(initial);
    const kept = lowering.state(
      { name: `${name}.source(${showExpression(value)})`, kind, dtype, shape: [], initial },
      () => lowering.expression(value),
    );
    made.set(value, kept);
    return kept;
  };
}

/** A class by nested selects along its decision diagram; shared parts of the diagram are shared nodes. */
function classOf(
  diagram: Diagram,
  { diagrams, variables }: LabelledAutomaton,
  { ir }: Lowering,
  operand: (value: TypedExpression) => NodeId,
): NodeId {
  const nodes = new Map<Diagram, NodeId>();
  for (const node of diagrams.bottomUp(diagram)) {
    const variable = variables[diagrams.level(node)];
    const made =
      diagrams.isLeaf(node) || variable === undefined
        ? ir.constant(diagrams.value(node), "int")
        : branch(
            ir,
            variable,
            diagrams.children(node).map((child) => nodes.get(child) ?? 0),
            operand,
          );
    nodes.set(node, made);
  }
  return nodes.get(diagram) ?? ir.constant(0, "int");
}

import type { Diagram, Diagrams } from "../../automata/diagram.js";
import type { Lowering } from "../../builtins/builtin.js";
import { showExpression } from "../../check/machines/show-expression.js";
import type { TheoryVariable } from "../../check/machines/theory.js";
import type { TypedExpression } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { GraphBuilder } from "../../ir/builder.js";
import { branch } from "./branch.js";
import type { LabelledAutomaton } from "./labelled-automaton.js";
import { walk } from "./walk.js";

/** Larger diagrams are walked by tables: nested selects would be an operation for each of their nodes. */
const mostSelects = 128;

/**
 * The label class of this step (int): a scalar, or `[states]` where states have classes of their own (see `LabelTable.shared`). An automaton that reads the source takes the class of
 * the letter before: the class itself is kept for a step, or, where guards also read what is current, each thing that the guards look at.
 */
export function lowerLabel(automaton: LabelledAutomaton, lowering: Lowering): NodeId {
  const { variables, name, kind } = automaton;
  const current = (value: TypedExpression): NodeId => lowering.expression(value);
  if (!automaton.readsSource) return labelOf(automaton, lowering, current);
  const subjects = variables.flatMap((variable) =>
    variable.kind === "pair"
      ? [variable.left, variable.right]
      : [variable.kind === "boolean" ? variable.atom : variable.subject],
  );
  if (subjects.some((subject) => automaton.isCurrent(subject)))
    return labelOf(automaton, lowering, delays(automaton, lowering));
  const initial = labelOf(automaton, lowering, (value) => lowering.atReset(value));
  const { shape } = lowering.ir.node(initial);
  return lowering.state({ name: `${name}.source`, kind, dtype: "int", shape, initial }, () =>
    labelOf(automaton, lowering, current),
  );
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

/** The class by what the operands say: by nested selects where the diagrams are small, else by a walk along them. */
function labelOf(
  { diagrams, variables, table }: LabelledAutomaton,
  { ir }: Lowering,
  operand: (value: TypedExpression) => NodeId,
): NodeId {
  const nodes = new Set(table.labels.flatMap((diagram) => [...diagrams.bottomUp(diagram)]));
  if (nodes.size > mostSelects) {
    const cellOf = (level: number): NodeId => cellOfVariable(ir, variables[level], operand);
    return walk(ir, diagrams, table.labels, cellOf, !table.shared);
  }
  const classes = table.labels.map((diagram) => classOf(diagram, diagrams, variables, ir, operand));
  return table.shared ? (classes[0] ?? ir.constant(0, "int")) : ir.stack(classes);
}

/** The index of the cell that a variable is in. */
function cellOfVariable(
  ir: GraphBuilder,
  variable: TheoryVariable | undefined,
  operand: (value: TypedExpression) => NodeId,
): NodeId {
  if (variable === undefined) throw new Error("a diagram tests a variable that is not there");
  const indices = variable.variable.cells.map((_, index) => ir.constant(index, "int"));
  return branch(ir, variable, indices, operand);
}

/** A class by nested selects along its decision diagram; shared parts of the diagram are shared nodes. */
function classOf(
  diagram: Diagram,
  diagrams: Diagrams,
  variables: readonly TheoryVariable[],
  ir: GraphBuilder,
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

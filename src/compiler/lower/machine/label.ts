import type { Diagram } from "../../automata/diagram.js";
import type { Lowering } from "../../builtins/builtin.js";
import type { MachineAnalysis } from "../../check/machines/analysis.js";
import { readsCounter } from "../../check/machines/reads-counter.js";
import { showExpression } from "../../check/machines/show-expression.js";
import type { TypedExpression, TypedMachine } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { branch } from "./branch.js";

/**
 * The label class of this step, one for the whole machine or one for each state (see `Mealy.shared`). A machine that reads the source takes the
 * class of the letter before: the class itself is kept for a step, or, where guards also read counters (which are always those of now), each
 * thing that the guards look at.
 */
export function labels(analysis: MachineAnalysis, lowering: Lowering): readonly NodeId[] {
  const { machine, table } = analysis;
  const current = (value: TypedExpression): NodeId => lowering.expression(value);
  if (!machine.readsSource) return table.labels.map((diagram) => classOf(diagram, analysis, lowering, current));
  const subjects = analysis.theory.variables.flatMap((variable) =>
    variable.kind === "pair"
      ? [variable.left, variable.right]
      : [variable.kind === "boolean" ? variable.atom : variable.subject],
  );
  if (subjects.some((subject) => readsCounter(subject, machine))) {
    const delayed = delays(machine, lowering);
    return table.labels.map((diagram) => classOf(diagram, analysis, lowering, delayed));
  }
  return table.labels.map((diagram) => {
    const initial = classOf(diagram, analysis, lowering, (value) => lowering.atReset(value));
    return lowering.state({ name: `${machine.name}.source`, kind: "machine", dtype: "int", shape: [], initial }, () =>
      classOf(diagram, analysis, lowering, current),
    );
  });
}

/** Values of the step before; counters as they stand. */
function delays(machine: TypedMachine, lowering: Lowering): (value: TypedExpression) => NodeId {
  const made = new Map<TypedExpression, NodeId>();
  return (value) => {
    if (readsCounter(value, machine)) return lowering.expression(value);
    const known = made.get(value);
    if (known !== undefined) return known;
    const initial = lowering.atReset(value);
    const { dtype } = lowering.ir.node(initial);
    const kept = lowering.state(
      { name: `${machine.name}.source(${showExpression(value)})`, kind: "machine", dtype, shape: [], initial },
      () => lowering.expression(value),
    );
    made.set(value, kept);
    return kept;
  };
}

/** A class by nested selects along its decision diagram; shared parts of the diagram are shared nodes. */
function classOf(
  diagram: Diagram,
  { diagrams, theory }: MachineAnalysis,
  { ir }: Lowering,
  operand: (value: TypedExpression) => NodeId,
): NodeId {
  const nodes = new Map<Diagram, NodeId>();
  for (const node of diagrams.bottomUp(diagram)) {
    const variable = theory.variables[diagrams.level(node)];
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

import type { Lowering } from "../../builtins/builtin.js";
import { analyseMachine, type MachineAnalysis } from "../../check/machines/analysis.js";
import { paymentsOf } from "../../check/machines/payments.js";
import type { TypedMachine } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { readsCounter } from "../../check/machines/reads-counter.js";
import type { LabelledAutomaton } from "../automaton/labelled-automaton.js";
import { classNames, lowerMove, write } from "../automaton/move.js";
import type { MachineGraph, MachineStart } from "../machine-graph.js";
import { counterAfter } from "./counters.js";
import { paid, paymentValues } from "./rewards.js";

/*
 *   guards ──► label class ──┐
 *   state before ────────────┴──► entry of the table ──► state after, payment, counters after
 */

/** The move of a machine in one step, from constant tables `[states × label classes]`. Everything shows its value after the move. */
export function lowerMachine(machine: TypedMachine, start: MachineStart, lowering: Lowering): MachineGraph {
  const analysis = analyseMachine(machine);
  if (analysis === undefined) throw new Error(`the guards of ${machine.name} are too entangled`);
  const { ir } = lowering;
  const { table } = analysis;
  const automaton = labelled(analysis);
  const { label, entry, state } = lowerMove(automaton, start.stateBefore, lowering);
  write(lowering, start.stateBefore, state);

  const countersAfter = new Map<string, NodeId>();
  for (const counter of machine.counters) {
    const before = start.countersBefore.get(counter.name);
    if (before === undefined) throw new Error(`no counter ${counter.name}`);
    const after = counterAfter(counter, before, entry, analysis, lowering);
    write(lowering, before, after);
    countersAfter.set(counter.name, after);
  }

  return {
    state,
    finished: ir.lookup(
      machine.states.map(({ end }) => (end === "none" ? 0 : 1)),
      state,
      "bool",
    ),
    stepsInState: stepsInState(machine, start.stateBefore, state, lowering),
    countersAfter,
    pay() {
      const payments = paymentsOf(analysis);
      const values = paymentValues(payments, lowering);
      return {
        name: machine.name,
        ...(machine.documentation === undefined ? {} : { documentation: machine.documentation }),
        states: machine.states.map(({ name }) => name),
        ends: machine.states.map(({ end }) => end),
        start: machine.start,
        state,
        reward: paid(payments, values, entry, lowering),
        label,
        ...(table.shared ? {} : { labelPerState: true }),
        classes: table.classes,
        classNames: classNames(automaton),
        next: table.next,
        rewardValues: stacked(values, ir),
        edgeReward: payments.index,
        stateReward: machine.states.map(() => 0),
      };
    },
  };
}

function labelled({ machine, diagrams, theory, table }: MachineAnalysis): LabelledAutomaton {
  return {
    kind: "machine",
    name: machine.name,
    readsSource: machine.readsSource,
    diagrams,
    variables: theory.variables,
    table,
    isCurrent: (value) => readsCounter(value, machine),
  };
}

/** How many steps in a row, this one included, have ended in the present state; 1 in the step that enters it. */
function stepsInState(machine: TypedMachine, before: NodeId, after: NodeId, lowering: Lowering): NodeId {
  const { ir } = lowering;
  let steps: NodeId = -1;
  const old = lowering.state(
    {
      name: `${machine.name}.steps_in_state`,
      kind: "machine",
      dtype: "int",
      shape: [],
      initial: ir.constant(0, "int"),
    },
    () => steps,
  );
  steps = ir.select(
    ir.binary("equal", before, after),
    ir.binary("add", old, ir.constant(1, "int")),
    ir.constant(1, "int"),
  );
  return steps;
}

/** The values as one array, a constant where all of them are. */
function stacked(values: readonly NodeId[], ir: Lowering["ir"]): NodeId {
  const constants = values.map((id) => {
    const node = ir.node(id);
    return node.op === "constant" ? node.value[0] : undefined;
  });
  return constants.every((constant) => constant !== undefined)
    ? ir.constant(constants, "float", [constants.length])
    : ir.stack(values);
}

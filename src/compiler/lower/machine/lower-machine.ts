import type { Lowering } from "../../builtins/builtin.js";
import { analyseMachine, type MachineAnalysis } from "../../check/machines/analysis.js";
import { paymentsOf } from "../../check/machines/payments.js";
import { show } from "../../automata/show.js";
import type { TypedMachine } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { MachineGraph, MachineStart } from "../machine-graph.js";
import { counterAfter } from "./counters.js";
import { labels } from "./label.js";
import { paid, paymentValues } from "./rewards.js";
import { write } from "./start.js";

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
  const { label, entry } = entryOf(analysis, start.stateBefore, labels(analysis, lowering), lowering);
  ir.suggestLabel(entry, `${machine.name} entry`);
  const state = ir.lookup(table.next, entry, "int");
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
        classNames: classNames(analysis),
        next: table.next,
        rewardValues: stacked(values, ir),
        edgeReward: payments.index,
        stateReward: machine.states.map(() => 0),
      };
    },
  };
}

/** The label of the step and the place of (state, class) in the tables. */
function entryOf(
  { table }: MachineAnalysis,
  stateBefore: NodeId,
  classes: readonly NodeId[],
  { ir }: Lowering,
): { readonly label: NodeId; readonly entry: NodeId } {
  const first = classes[0] ?? ir.constant(0, "int");
  if (table.shared)
    return {
      label: first,
      entry: ir.binary("add", ir.binary("multiply", stateBefore, ir.constant(table.classes, "int")), first),
    };
  const label = ir.stack(classes);
  const states = Array.from({ length: table.states }, (_, state) => state);
  const entries = ir.binary(
    "add",
    ir.constant(
      states.map((state) => state * table.classes),
      "int",
      [table.states],
    ),
    label,
  );
  const here = ir.binary("equal", ir.constant(states, "int", [table.states]), stateBefore);
  return { label, entry: ir.reduce("sum", ir.select(here, entries, ir.constant(0, "int", [table.states]))) };
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

function classNames({ diagrams, table }: MachineAnalysis): readonly string[] {
  return table.labels.flatMap((label) =>
    Array.from({ length: table.classes }, (_, letter) =>
      show(
        diagrams,
        diagrams.rebuild(label, (value) => (value === letter ? 1 : 0)),
        3,
      ),
    ),
  );
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

import { boundsOf } from "../check/machines/bounds.js";
import type { TypedMachineReference } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { MachineOutput } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import type { MachineGraph, MachinePotential, MachineStart } from "./machine-graph.js";
import { lowerMachine, lowerPotential, startMachine } from "./machine/index.js";
import type { PhaseLowering, SpecLowering } from "./spec-lowering.js";

/** Every machine in the order of the file. */
export function lowerMachines(whole: SpecLowering): readonly MachineOutput[] {
  return whole.spec.machines.map(({ name }) => {
    const output = outputOf(name, whole);
    const potential = declaredPotential(name, whole);
    return potential === undefined ? output : { ...output, potential };
  });
}

/** Φ of each state from all shapings of the machine, weights included at the params' declared values. */
function declaredPotential(name: string, whole: SpecLowering): readonly number[] | undefined {
  const tables = whole.spec.shapes.flatMap((shape) => {
    if (shape.form !== "value-iteration" || shape.machine !== name) return [];
    const [low, high] = boundsOf(shape.weight, whole.spec.params);
    const node = whole.ir.node(machinePotentialOf(name, shape.sign, whole).after);
    if (node.op !== "lookup" || low !== high) return [];
    const weight = low * whole.worth(shape.into);
    return [node.table.map((value) => (value === 0 ? 0 : weight * value))];
  });
  const [first, ...others] = tables;
  return first?.map((value, state) => others.reduce((sum, table) => sum + (table[state] ?? 0), value));
}

/** The machine stands in a final state after this step's move, which ends the episode. */
export function machineFinal(name: string, whole: SpecLowering): NodeId {
  const { ir } = whole;
  const { states } = whole.machine(name);
  return isOneOf(graphOf(name, whole).state, (state) => states[state]?.end === "final", states.length, ir);
}

/** Φ of `shape M by value iteration`. */
export function machinePotentialOf(name: string, sign: 1 | -1, whole: SpecLowering): MachinePotential {
  const { discount } = whole.spec;
  if (discount === undefined) throw new Error("a potential without discount");
  const options = { discount, sign, params: whole.spec.params };
  return whole.once(`potential of ${name} ${sign}`, () =>
    lowerPotential(whole.machine(name), startOf(name, whole), graphOf(name, whole), options, whole.step),
  );
}

/** What a machine exposes: after its move in a step; as it starts, having paid and entered nothing, at a reset. */
export function lowerMachineReference(value: TypedMachineReference, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const { field, machine } = value;
  if (lowering.phase === "reset") return atReset(value, whole);
  switch (field.kind) {
    case "state":
      return graphOf(machine, whole).state;
    case "reward":
      return outputOf(machine, whole).reward;
    case "finished":
      return graphOf(machine, whole).finished;
    case "steps_in_state":
      return graphOf(machine, whole).stepsInState;
    case "entered": {
      const state = ir.constant(field.state, "int");
      const before = ir.binary("equal", startOf(machine, whole).stateBefore, state);
      const after = ir.binary("equal", graphOf(machine, whole).state, state);
      return ir.binary("and", after, ir.unary("not", before));
    }
    case "counter":
      return counterOf(
        field.source ? startOf(machine, whole).countersBefore : graphOf(machine, whole).countersAfter,
        field.counter,
      );
    default:
      return unreachable(field);
  }
}

function atReset({ field, machine }: TypedMachineReference, whole: SpecLowering): NodeId {
  const { ir } = whole;
  switch (field.kind) {
    case "state":
      return startOf(machine, whole).stateAtReset;
    case "reward":
      return ir.constant(0);
    case "finished": {
      const { states } = whole.machine(machine);
      return isOneOf(startOf(machine, whole).stateAtReset, (state) => states[state]?.end !== "none", states.length, ir);
    }
    case "steps_in_state":
      return ir.constant(0, "int");
    case "entered":
      return ir.boolean(false);
    case "counter":
      return counterOf(startOf(machine, whole).countersAtReset, field.counter);
    default:
      return unreachable(field);
  }
}

function isOneOf(state: NodeId, accepts: (state: number) => boolean, states: number, ir: SpecLowering["ir"]): NodeId {
  const table = Array.from({ length: states }, (_, index) => (accepts(index) ? 1 : 0));
  return ir.lookup(table, state, "bool");
}

function startOf(name: string, whole: SpecLowering): MachineStart {
  return whole.once(`start of ${name}`, () => startMachine(whole.machine(name), whole.step));
}

function graphOf(name: string, whole: SpecLowering): MachineGraph {
  return whole.once(`machine ${name}`, () => lowerMachine(whole.machine(name), startOf(name, whole), whole.step));
}

function outputOf(name: string, whole: SpecLowering): MachineOutput {
  return whole.once(`output of ${name}`, () => graphOf(name, whole).pay());
}

function counterOf(counters: ReadonlyMap<string, NodeId>, name: string): NodeId {
  const node = counters.get(name);
  if (node === undefined) throw new Error(`no counter ${name}`);
  return node;
}

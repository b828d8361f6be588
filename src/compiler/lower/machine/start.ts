import type { Lowering } from "../../builtins/builtin.js";
import type { TypedMachine } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { MachineStart } from "../machine-graph.js";
import { startState } from "./random-start.js";

/** The slots of a machine: its state, offered one-hot, and its counters, offered as numbers. `lowerMachine` writes them. */
export function startMachine(machine: TypedMachine, { ir }: Lowering): MachineStart {
  const stateAtReset = startState(ir, machine.name, machine.start);
  const state = ir.slot({
    name: `${machine.name}.state`,
    kind: "machine",
    dtype: "int",
    shape: [],
    initial: stateAtReset,
    persistent: false,
    feature: { encoding: "one-hot", classes: machine.states.length },
  });
  const countersAtReset = new Map<string, NodeId>();
  const countersBefore = new Map<string, NodeId>();
  for (const { name, initial } of machine.counters) {
    const first = ir.constant(initial, "int");
    const slot = ir.slot({
      name: `${machine.name}.${name}`,
      kind: "counter",
      dtype: "int",
      shape: [],
      initial: first,
      persistent: false,
      feature: { encoding: "value" },
    });
    countersAtReset.set(name, first);
    countersBefore.set(name, ir.read(slot));
  }
  return { stateBefore: ir.read(state), countersBefore, stateAtReset, countersAtReset };
}

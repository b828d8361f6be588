import type { Lowering } from "../../builtins/builtin.js";
import { analyseMachine } from "../../check/machines/analysis.js";
import { machinePotential } from "../../check/machines/potential.js";
import type { TypedExpression, TypedMachine, TypedParamDeclaration } from "../../check/typed.js";
import type { MachineGraph, MachinePotential, MachineStart } from "../machine-graph.js";

export interface PotentialOptions {
  readonly discount: TypedExpression;
  /** 1: Φ = v*, the default; -1: Φ = −v*, the published variant. */
  readonly sign: 1 | -1;
  readonly params: readonly TypedParamDeclaration[];
}

/** Φ of `shape M by value iteration` from a constant table over the machine's states. A machine without a value has been reported by the checker. */
export function lowerPotential(
  machine: TypedMachine,
  start: MachineStart,
  graph: MachineGraph,
  { discount, sign, params }: PotentialOptions,
  { ir }: Lowering,
): MachinePotential {
  const analysis = analyseMachine(machine);
  const potential = analysis === undefined ? undefined : machinePotential(analysis, discount, params);
  if (potential?.kind !== "values") throw new Error(`${machine.name} has no potential`);
  const values = potential.values.map((value) => (value === 0 ? 0 : sign * value));
  return { after: ir.lookup(values, graph.state, "float"), atReset: ir.lookup(values, start.stateAtReset, "float") };
}

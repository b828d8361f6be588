import { describe, witness } from "../../automata/satisfy.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { TypedMachine, TypedSpec } from "../typed.js";
import { constantValue } from "./constant-value.js";
import type { MachineAnalysis } from "./analysis.js";
import type { Configuration, Exploration, Move } from "./exploration.js";

/** The parts of a spec that rules for machines look at. */
export type MachineSpec = Pick<TypedSpec, "machines" | "terms" | "lets" | "total" | "shapes" | "endings" | "asserts" | "params" | "discount" | "signals">;

/** What a rule sees of a machine. */
export interface MachineContext {
  readonly spec: MachineSpec;
  readonly machine: TypedMachine;
  readonly analysis: MachineAnalysis;
  readonly exploration: Exploration;
}

/** One way to find fault with a machine. */
export type MachineRule = (context: MachineContext) => readonly Diagnostic[];

/** `coffee; plant, office`: a shortest word that leads to a configuration, one possible label of each class. */
export function wordTo({ analysis, exploration }: MachineContext, target: number): string {
  const letters: string[] = [];
  for (let at: Configuration | undefined = exploration.configurations[target]; at?.from !== undefined; at = exploration.configurations[at.from.configuration]) {
    const state = exploration.configurations[at.from.configuration]?.state ?? 0;
    letters.push(labelOf(analysis, state, at.from.class));
  }
  return letters.reverse().join("; ");
}

/** A label of a class as a state sees it, for people. */
export function labelOf({ diagrams, table }: MachineAnalysis, state: number, letter: number): string {
  const label = witness(diagrams, table.labels[table.shared ? 0 : state] ?? diagrams.leaf(0), (value) => value === letter);
  return label === undefined ? "?" : describe(diagrams, label);
}

/** How to come to a state, as a note; none where it starts or cannot be reached. */
export function reachedBy(context: MachineContext, state: number): readonly string[] {
  const target = context.exploration.configurations.findIndex((configuration) => configuration.state === state);
  if (target < 0 || context.exploration.configurations[target]?.from === undefined) return [];
  return [`\`${context.machine.states[state]?.name ?? "?"}\` is reached by: ${wordTo(context, target)}`];
}

/** Whether a move can pay: its edge's reward or that of the state it ends in is not the constant 0. */
export function pays({ machine, exploration }: MachineContext, move: Move): boolean {
  const from = exploration.configurations[move.from]?.state ?? 0;
  const to = exploration.configurations[move.to]?.state ?? 0;
  return [machine.states[from]?.edges[move.edge]?.reward, machine.states[to]?.reward].some((reward) => reward !== undefined && constantValue(reward) !== 0);
}

import { stays } from "../../automata/guarded-machine.js";
import { describe, witness, type Assignment } from "../../automata/satisfy.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { TypedMachine, TypedSpec } from "../typed.js";
import { constantValue } from "./constant-value.js";
import type { MachineAnalysis } from "./analysis.js";
import type { References } from "./references.js";
import { runsOf } from "./runs.js";
import type { Configuration, Exploration, Move } from "./exploration.js";

/** The parts of a spec that rules for machines look at. */
export type MachineSpec = Pick<
  TypedSpec,
  | "machines"
  | "objectives"
  | "pastObjectives"
  | "infiniteObjectives"
  | "terms"
  | "lets"
  | "total"
  | "shapes"
  | "endings"
  | "asserts"
  | "params"
  | "discount"
  | "signals"
  | "finish"
>;

/** What a rule sees of a machine. */
export interface MachineContext {
  readonly spec: MachineSpec;
  readonly machine: TypedMachine;
  readonly references: References;
  readonly analysis: MachineAnalysis;
  readonly exploration: Exploration;
}

/** One way to find fault with a machine. */
export type MachineRule = (context: MachineContext) => readonly Diagnostic[];

/** A shortest word that leads to a configuration: one possible label for each step, only what matters to the state that reads it. */
export function wordTo({ analysis, exploration }: MachineContext, target: number): readonly Assignment[] {
  const letters: Assignment[] = [];
  for (
    let at: Configuration | undefined = exploration.configurations[target];
    at?.from !== undefined;
    at = exploration.configurations[at.from.configuration]
  ) {
    const state = exploration.configurations[at.from.configuration]?.state ?? 0;
    letters.push(labelOf(analysis, state, at.from.class));
  }
  return letters.reverse();
}

/** A label that a state treats like those of a class. */
export function labelOf({ decisions, diagrams, table }: MachineAnalysis, state: number, letter: number): Assignment {
  const edge = table.edge[state * table.classes + letter];
  return witness(diagrams, decisions[state]?.decision ?? diagrams.leaf(stays), (value) => value === edge) ?? [];
}

/** `coffee; plant, office (3 times)`: a word for people. */
export function showWord({ diagrams }: Pick<MachineAnalysis, "diagrams">, word: readonly Assignment[]): string {
  return runsOf(word.map((letter) => describe(diagrams, letter)))
    .map(({ item, length }) => (length === 1 ? item : `${item} (${length} times)`))
    .join("; ");
}

/** A shortest word to a state; `undefined` where none leads there. */
export function wordToState(context: MachineContext, state: number): readonly Assignment[] | undefined {
  const target = context.exploration.configurations.findIndex((configuration) => configuration.state === state);
  return target < 0 ? undefined : wordTo(context, target);
}

/** How to come to a state, as a note; none where it starts or cannot be reached. */
export function reachedBy(context: MachineContext, state: number): readonly string[] {
  const word = wordToState(context, state);
  if (word === undefined || word.length === 0) return [];
  return [`\`${context.machine.states[state]?.name ?? "?"}\` is reached by: ${showWord(context.analysis, word)}`];
}

/** Whether a move can pay: its edge's reward or that of the state it ends in is not the constant 0. */
export function pays({ machine, exploration }: MachineContext, move: Move): boolean {
  const from = exploration.configurations[move.from]?.state ?? 0;
  const to = exploration.configurations[move.to]?.state ?? 0;
  return [machine.states[from]?.edges[move.edge]?.reward, machine.states[to]?.reward].some(
    (reward) => reward !== undefined && constantValue(reward) !== 0,
  );
}

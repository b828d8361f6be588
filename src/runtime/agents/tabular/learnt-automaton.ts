import type { MachineDescriptor, SpecDescriptor } from "../../kernel/descriptor.js";
import type { StepOutputs } from "../../kernel/kernel.js";

/** The machine or objective of a reward whose state a tabular learner sees beside the situation. */
export interface LearntAutomaton {
  readonly kind: "machine" | "objective";
  readonly tables: MachineDescriptor;
}

/**
 * The automaton called `name`, or the only one that the reward has; `undefined` where it has none. A name that it has not got, several automata without a name, and an
 * objective that is kept as bits are a `RangeError`.
 */
export function learntAutomaton(descriptor: SpecDescriptor, name: string | undefined): LearntAutomaton | undefined {
  const automata: readonly LearntAutomaton[] = [
    ...descriptor.machines.map((tables) => ({ kind: "machine" as const, tables })),
    ...descriptor.objectives.map((tables) => ({ kind: "objective" as const, tables })),
  ];
  const [kept] = descriptor.pastObjectives ?? [];
  if (kept !== undefined)
    throw new RangeError(
      `a tabular learner sees states of automata; objective \`${kept.name}\` of \`${descriptor.name}\` is kept as bits, since its automaton would be too large`,
    );
  const names = automata.map(({ tables }) => `\`${tables.name}\``).join(", ");
  if (name !== undefined) {
    const found = automata.find(({ tables }) => tables.name === name);
    if (found !== undefined) return found;
    throw new RangeError(
      `\`${descriptor.name}\` has no machine or objective \`${name}\`; it has ${names === "" ? "none" : names}`,
    );
  }
  if (automata.length > 1) {
    throw new RangeError(
      `a tabular learner sees the state of one machine or objective; \`${descriptor.name}\` has ${names}: name one as \`automaton\`, or give each task a spec of its own`,
    );
  }
  return automata[0];
}

/** Where the automaton's state stands among the slots of the reward; −1 where it has a single state and no slot. */
export function slotOf(descriptor: SpecDescriptor, automaton: LearntAutomaton | undefined): number {
  if (automaton === undefined) return -1;
  const { kind, tables } = automaton;
  return descriptor.slots.findIndex((slot) => slot.kind === kind && slot.name === `${tables.name}.state`);
}

/** The automaton's state after a step, `[N]`. */
export function statesIn(outputs: StepOutputs, { kind, tables }: LearntAutomaton): ArrayLike<number> {
  const columns = kind === "machine" ? outputs.machines : outputs.objectives;
  return columns[tables.name]?.dataSync() ?? [];
}

import type { NodeId } from "../../../ir/node.js";
import type { Program, Slot } from "../../../ir/program.js";

/** One thing that a step computes, and what it gives under which names. Each becomes a function unless it is too small. */
export interface Concern {
  readonly kind: "machine" | "objective" | "payments" | "slot" | "term" | "endings" | "shaping" | "whole";
  readonly name: string;
  readonly documentation: string;
  readonly fields: ReadonlyMap<string, NodeId>;
  /** The field that bears the concern's own name where others read it. */
  readonly principal: string;
}

/** Every concern of a step in the order in which a reader expects them; `layOut` sorts by need. */
export function concernsOf(program: Program): readonly Concern[] {
  const owned = new Set<Slot>();
  const slotsOf = (accept: (slot: Slot) => boolean): Slot[] => {
    const found = program.slots.filter((slot) => !owned.has(slot) && accept(slot));
    for (const slot of found) owned.add(slot);
    return found;
  };

  const machines = program.machines.map((machine): Concern => {
    const slots = slotsOf(
      ({ kind, name }) => (kind === "machine" || kind === "counter") && name.startsWith(`${machine.name}.`),
    );
    return {
      kind: "machine",
      name: machine.name,
      documentation: documented(
        `Machine \`${machine.name}\`: its move on this step's label, and what the edge taken pays.`,
        machine.documentation,
      ),
      fields: new Map([
        ["state", machine.state],
        ["label", machine.label],
        ["reward", machine.reward],
        ["rewards", machine.rewardValues],
        ...slots
          .filter(({ next }) => next !== machine.state)
          .map((slot) => [`next ${slot.name.slice(machine.name.length + 1)}`, slot.next] as const),
      ]),
      principal: "state",
    };
  });

  const objectives = program.objectives.map((objective): Concern => {
    const slots = slotsOf(({ kind, name }) => kind === "objective" && name.startsWith(`${objective.name}.`));
    return {
      kind: "objective",
      name: objective.name,
      documentation: documented(
        `Objective \`${objective.name}\`: the move of its automaton on this step's letter.`,
        objective.documentation,
      ),
      fields: new Map([
        ["state", objective.state],
        ["label", objective.label],
        ...slots
          .filter(({ next }) => next !== objective.state)
          .map((slot) => [`next ${slot.name.slice(objective.name.length + 1)}`, slot.next] as const),
      ]),
      principal: "state",
    };
  });

  const pastObjectives = program.pastObjectives.map((objective): Concern => {
    const slots = slotsOf(({ kind, name }) => kind === "objective" && name.startsWith(`${objective.name}.`));
    return {
      kind: "objective",
      name: objective.name,
      documentation: documented(
        `Objective \`${objective.name}\`: what its ${objective.bits} bits remember of this step's letter, and what may still become of the trace.`,
        objective.documentation,
      ),
      fields: new Map([
        ["state", objective.state],
        ...slots
          .filter(({ next }) => next !== objective.state)
          .map((slot) => [`next ${slot.name.slice(objective.name.length + 1)}`, slot.next] as const),
      ]),
      principal: "state",
    };
  });

  const payments = program.objectives.map(({ name, rewardValues }): Concern => ({
    kind: "payments",
    name,
    documentation: `What other moves of objective \`${name}\` would have paid on this step, for counterfactual experience.`,
    fields: new Map([["rewards", rewardValues]]),
    principal: "rewards",
  }));

  const shapings = program.shapings.map((shaping): Concern => ({
    kind: "shaping",
    name: shaping.name,
    documentation: `Shaping \`${shaping.name}\`: γ·Φ(s′) − Φ(s).`,
    fields: new Map([
      ["value", shaping.value],
      ...slotsOf(({ kind, name }) => kind === "shaping" && name === `Φ(${shaping.name})`).map(
        ({ next }) => ["potential", next] as const,
      ),
    ]),
    principal: "value",
  }));

  const terms = program.terms.map(({ name, contribution, raw, finite, documentation }): Concern => ({
    kind: "term",
    name,
    documentation: documented(`Term \`${name}\`.`, documentation),
    fields: new Map([
      ["contribution", contribution],
      ["raw", raw],
      ["finite", finite],
    ]),
    principal: "contribution",
  }));

  const endings: Concern = {
    kind: "endings",
    name: "endings",
    documentation: "How the episode ends.",
    fields: new Map([
      ...program.endings.flatMap(({ cause, condition, reward }, index) => {
        const name =
          program.endings.findIndex((other) => other.cause === cause) === index ? cause : `${cause} ${index + 1}`;
        return [
          [name, condition] as const,
          ...(reward === undefined ? [] : [[`${name} reward`, reward.value] as const]),
        ];
      }),
      ["terminated", program.terminated],
      ["truncated", program.truncated],
    ]),
    principal: "",
  };

  const slots = slotsOf(() => true).map(({ name, next }): Concern => ({
    kind: "slot",
    name,
    documentation: `\`${name}\` after this step.`,
    fields: new Map([["next", next]]),
    principal: "next",
  }));

  const whole: Concern = {
    kind: "whole",
    name: "whole",
    documentation: "",
    fields: new Map([
      ["total", program.total],
      ["reward", program.reward],
      ...(program.stepDiscount === undefined ? [] : [["discount", program.stepDiscount] as const]),
      ...(program.robustness ?? []).map(({ name, value }) => [`robustness of ${name}`, value] as const),
      ...program.asserts.map(({ condition }, index) => [`assert ${index + 1}`, condition] as const),
    ]),
    principal: "",
  };
  return [...machines, ...objectives, ...pastObjectives, ...slots, ...terms, ...shapings, endings, whole, ...payments];
}

function documented(sentence: string, documentation: string | undefined): string {
  return documentation === undefined ? sentence : `${sentence} ${documentation}`;
}

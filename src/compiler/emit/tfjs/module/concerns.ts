import type { NodeId } from "../../../ir/node.js";
import type { PastObjectiveOutput, Program, Slot, TermOutput } from "../../../ir/program.js";
import { recordedValues } from "../recorded.js";

/** One thing that a step computes, and what it gives under which names. Each becomes a function unless it is too small. */
export interface Concern {
  readonly kind: "machine" | "objective" | "payments" | "slot" | "term" | "endings" | "shaping" | "whole";
  readonly name: string;
  readonly documentation: string;
  readonly fields: ReadonlyMap<string, NodeId>;
  /** The field that bears the concern's own name where others read it. */
  readonly principal: string;
}

/** Slots of these kinds are named after a machine or an objective. */
const ownerOf: Readonly<Partial<Record<Slot["kind"], "machine" | "objective">>> = {
  machine: "machine",
  counter: "machine",
  objective: "objective",
};

/** Every concern of a step in the order in which a reader expects them; `layOut` sorts by need. */
export function concernsOf(program: Program): readonly Concern[] {
  const owned = new Set<Slot>();
  const slotsOf = (accept: (slot: Slot) => boolean): Slot[] => {
    const found = program.slots.filter((slot) => !owned.has(slot) && accept(slot));
    for (const slot of found) owned.add(slot);
    return found;
  };

  /** A machine or an objective, with the slots that bear its name. */
  const automaton = (
    kind: "machine" | "objective",
    { name, state, documentation }: Pick<PastObjectiveOutput, "name" | "state" | "documentation">,
    sentence: string,
    fields: Readonly<Record<string, NodeId>>,
  ): Concern => {
    const slots = slotsOf((slot) => ownerOf[slot.kind] === kind && slot.name.startsWith(`${name}.`));
    return {
      kind,
      name,
      documentation: documented(sentence, documentation),
      fields: new Map([
        ["state", state],
        ...Object.entries(fields),
        ...slots
          .filter(({ next }) => next !== state)
          .map((slot) => [`next ${slot.name.slice(name.length + 1)}`, slot.next] as const),
      ]),
      principal: "state",
    };
  };

  const machines = program.machines.map((machine) => {
    const { name, label, reward, rewardValues: rewards } = machine;
    const sentence = `Machine \`${name}\`: its move on this step's label, and what the edge taken pays.`;
    return automaton("machine", machine, sentence, { label, reward, rewards });
  });

  const objectives = program.objectives.map((objective) => {
    const sentence = `Objective \`${objective.name}\`: the move of its automaton on this step's letter.`;
    return automaton("objective", objective, sentence, { label: objective.label });
  });

  const pastObjectives = program.pastObjectives.map((objective) => {
    const { name, bits } = objective;
    const sentence = `Objective \`${name}\`: what its ${bits} bits remember of this step's letter, and what may still become of the trace.`;
    return automaton("objective", objective, sentence, {});
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

  const terms = program.terms.map((term): Concern => ({
    kind: "term",
    name: term.name,
    documentation: documented(`Term \`${term.name}\`.`, term.documentation),
    fields: new Map(Object.entries(termFields(program, term))),
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

  const recorded = program.finish === undefined ? [] : recordedValues(program);
  const whole: Concern = {
    kind: "whole",
    name: "whole",
    documentation: "",
    fields: new Map([
      ["total", program.total],
      ["reward", program.reward],
      ...(program.stepDiscount === undefined ? [] : [["discount", program.stepDiscount] as const]),
      ...(program.robustness ?? []).map(({ name, value }) => [`robustness of ${name}`, value] as const),
      ...(program.gradients ?? []).map(({ name, value }) => [`gradient by ${name}`, value] as const),
      ...program.asserts.map(({ condition }, index) => [`assert ${index + 1}`, condition] as const),
      ...recorded.map((each) => [each.name, each.value] as const),
    ]),
    principal: "",
  };
  return [...machines, ...objectives, ...pastObjectives, ...slots, ...terms, ...shapings, endings, whole, ...payments];
}

/** What a step gives of a term: whether it is active only where whole trajectories are finished. */
export function termFields(
  { finish }: Program,
  { contribution, raw, finite, active }: TermOutput,
): Readonly<Record<string, NodeId>> {
  return { contribution, raw, finite, ...(finish === undefined ? {} : { active }) };
}

function documented(sentence: string, documentation: string | undefined): string {
  return documentation === undefined ? sentence : `${sentence} ${documentation}`;
}

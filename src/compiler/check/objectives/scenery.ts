import { prospectsOf } from "../../automata/temporal/analysis/certainty.js";
import type { Component, Ending } from "../../automata/temporal/analysis/component.js";
import { everyExpression } from "../machines/children.js";
import { constantValue } from "../machines/constant-value.js";
import { guardForm } from "../machines/guard-form.js";
import type { TypedEnding, TypedExpression, TypedMachine, TypedObjective } from "../typed.js";
import type { ObjectiveSpec } from "./context.js";
import { guardsOf } from "../machines/analysis.js";
import { isExact, machineComponent } from "./machine-component.js";
import type { Space } from "./space.js";

/** What ends the episodes of a spec, beside the environment: a trace that goes on behind such an end never happens. */
export interface Scenery {
  /** What a space must be made for. */
  readonly conditions: readonly TypedExpression[];
  components(space: Space): readonly Component[];
  /** Machines among the components. */
  readonly machines: ReadonlySet<string>;
  /** Longer words meet a limit of steps. */
  readonly longest: number;
}

/** Nothing that ends an episode. */
export const noScenery: Scenery = { conditions: [], components: () => [], machines: new Set(), longest: Infinity };

interface Part {
  readonly conditions: readonly TypedExpression[];
  component?(space: Space): Component;
  readonly longest?: number;
}

/**
 * The endings of a spec as components, and the machines whose states the atoms read; `undefined` where one depends on what no automaton follows: counters, chance, labels
 * of the source.
 */
export function sceneryOf(spec: ObjectiveSpec, atoms: readonly TypedExpression[]): Scenery | undefined {
  const parts: Part[] = [];
  const machines = machinesRead(atoms);
  for (const name of machines) {
    const part = machinePart(name, [], "terminated", spec);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  for (const ending of spec.endings) {
    const part = partOf(ending, spec);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return {
    conditions: parts.flatMap(({ conditions }) => conditions),
    components: (space) => parts.flatMap((part) => part.component?.(space) ?? []),
    machines,
    longest: Math.min(...parts.map(({ longest }) => longest ?? Infinity)),
  };
}

function partOf(ending: TypedEnding, spec: ObjectiveSpec): Part | undefined {
  if (ending.form === "machine") return machinePart(ending.machine, ["final"], ending.kind, spec);
  const condition = plain(ending.condition);
  const constant = constantValue(condition);
  if (constant === 0) return { conditions: [] };
  if (condition.kind === "objective") {
    const { field, objective: name } = condition;
    const objective = spec.objectives.find((candidate) => candidate.name === name);
    if (objective === undefined || objective.readsSource) return undefined;
    if (field !== "satisfied" && field !== "violated" && field !== "accepting") return undefined;
    return objectivePart(objective, field, ending.kind);
  }
  if (condition.kind === "machine")
    return condition.field.kind === "finished"
      ? machinePart(condition.machine, ["final", "done"], ending.kind, spec)
      : undefined;
  const longest = stepLimit(condition, spec.dt);
  if (longest !== undefined) return { conditions: [], longest };
  return {
    conditions: [condition],
    component: ({ diagrams, where }) => ({
      initial: 0,
      moves: [where(condition), diagrams.leaf(1)],
      ends: ["none", ending.kind],
    }),
  };
}

/** Names of the machines that conditions read. */
export function machinesRead(atoms: readonly TypedExpression[]): ReadonlySet<string> {
  return new Set(everyExpression(atoms).flatMap((value) => (value.kind === "machine" ? [value.machine] : [])));
}

/** What a `let` stands for. */
function plain(value: TypedExpression): TypedExpression {
  let inner = value;
  while (inner.kind === "let") inner = inner.let.value;
  return inner;
}

function objectivePart(
  objective: TypedObjective,
  field: "satisfied" | "violated" | "accepting",
  kind: TypedEnding["kind"],
): Part {
  const { automaton, atoms } = objective;
  return {
    conditions: atoms,
    component: (space) => {
      const component = space.component(objective, automaton);
      const { certainty } = prospectsOf(space.diagrams, component, automaton.accepting);
      const holds = (state: number): boolean =>
        field === "accepting" ? automaton.accepting[state] === true : certainty[state] === field;
      return { ...component, ends: certainty.map((_, state): Ending => (holds(state) ? kind : "none")) };
    },
  };
}

function machinePart(
  name: string,
  ends: readonly TypedMachine["states"][number]["end"][],
  kind: TypedEnding["kind"],
  { machines }: ObjectiveSpec,
): Part | undefined {
  const machine = machines.find((candidate) => candidate.name === name);
  if (machine === undefined || !isExact(machine)) return undefined;
  return {
    conditions: guardsOf(machine),
    component: (space) => {
      const { component, positions } = machineComponent(machine, space);
      const ended = positions.map(({ state }, index): Ending =>
        ends.includes(machine.states[state]?.end ?? "none") ? kind : (component.ends?.[index] ?? "none"),
      );
      return { ...component, ends: ended };
    },
  };
}

/** The most steps before a limit on `step_index` or `time` is met; `undefined` for other conditions. */
function stepLimit(condition: TypedExpression, dt: number | undefined): number | undefined {
  const form = guardForm(condition);
  if (form.kind !== "ordered" || form.subject.kind !== "environment") return undefined;
  if (form.operator !== ">=" && form.operator !== ">" && form.operator !== "==") return undefined;
  if (form.subject.name === "step_index") return Math.floor(form.constant);
  return form.subject.name === "time" && dt !== undefined ? Math.floor(form.constant / dt) - 1 : undefined;
}

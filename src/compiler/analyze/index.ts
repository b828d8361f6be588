import { isInsensitiveToEnd } from "../automata/temporal/analysis/end-sensitivity.js";
import type { TypedSpec } from "../check/typed.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { sizeOf } from "../ir/broadcast.js";
import type { NodeId } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { boundsOf, type Bounds } from "./bounds.js";
import { findingsOf } from "./findings.js";
import { anything, type Interval } from "./interval.js";
import { slopes, type Slope } from "./lipschitz.js";
import { Work } from "./work.js";

export type { Interval } from "./interval.js";
export type { Slope } from "./lipschitz.js";

/** Node evaluations that searches may spend: some seconds, and enough for every search of any spec in `specs/`. */
const patience = 5e6;

/** A named value of the reward with the interval that it stays in. With components the total and the reward are `total.NAME` and `reward.NAME`. */
export interface NamedBound extends Interval {
  readonly name: string;
  readonly kind: "term" | "shaping" | "ending" | "total" | "reward" | "advantage";
}

export interface ObjectiveReport {
  readonly name: string;
  readonly states: number;
  readonly classes: number;
  /** Whether it can be certain before the episode ends that the objective is satisfied; that it is violated. */
  readonly satisfied: boolean;
  readonly violated: boolean;
  /** Steps in which no atom holds, at the end of an episode, never change the verdict. */
  readonly insensitiveToEnd: boolean;
}

/** An objective that is kept as bits instead of an automaton. */
export interface PastObjectiveReport {
  readonly name: string;
  readonly bits: number;
  readonly satisfied: boolean;
  readonly violated: boolean;
}

/** What can be said of a reward without running it. */
export interface Analysis {
  readonly bounds: readonly NamedBound[];
  /** Of `total`, by signal and action; of each of its components where it has some. */
  readonly slopes: readonly (Slope & { readonly component?: string })[];
  readonly asserts: readonly { readonly text: string; readonly verdict: "proved" | "refuted" | "open" }[];
  /** What is remembered from step to step. */
  readonly state: readonly { readonly name: string; readonly values: number; readonly persistent: boolean }[];
  readonly machines: readonly { readonly name: string; readonly states: number; readonly classes: number }[];
  readonly objectives: readonly ObjectiveReport[];
  readonly pastObjectives: readonly PastObjectiveReport[];
  /** Nodes of the graph that a step evaluates, and the elements that they compute. */
  readonly cost: { readonly nodes: number; readonly elements: number };
  readonly findings: readonly Diagnostic[];
}

/**
 * Bounds of everything that is paid, slopes of the total, proofs of assertions, and what is suspicious:
 *
 *     Program ── boundsOf ──▶ an interval for each node ──┬─▶ slopes
 *                                                         ├─▶ asserts
 *                                                         └─▶ rules ──▶ findings, each with a witness
 */
export function analyze(spec: TypedSpec, program: Program): Analysis {
  const bounds = boundsOf(program);
  const paid = program.finish ?? program;
  const stepping = program.nodes.filter(({ phase }) => phase !== "reset" && phase !== "finish");
  return {
    bounds: namedBounds(program, bounds),
    slopes:
      program.agents !== undefined
        ? []
        : paid.components === undefined
          ? slopes(program, bounds, paid.total)
          : paid.components.flatMap(({ name, total }) =>
              slopes(program, bounds, total).map((slope) => ({ ...slope, component: name })),
            ),
    asserts: program.asserts.map(({ text, condition }) => {
      const { low, high } = bounds[condition] ?? anything;
      return { text, verdict: low === 1 ? "proved" : high === 0 ? "refuted" : "open" };
    }),
    state: program.slots.map(({ name, shape, persistent }) => ({ name, values: sizeOf(shape), persistent })),
    machines: program.machines.map(({ name, states, classes }) => ({ name, states: states.length, classes })),
    objectives: objectiveReports(spec, program),
    pastObjectives: spec.pastObjectives.map(({ name, memory, standings }) => ({
      name,
      bits: memory.bits.length,
      satisfied: standings.canBeSatisfied,
      violated: standings.canBeViolated,
    })),
    cost: {
      nodes: stepping.filter(({ op }) => op !== "constant").length,
      elements: stepping.reduce((sum, { op, shape }) => sum + (op === "constant" ? 0 : sizeOf(shape)), 0),
    },
    findings: findingsOf({ spec, program, bounds, work: new Work(patience) }),
  };
}

function objectiveReports(spec: TypedSpec, { objectives }: Program): readonly ObjectiveReport[] {
  return spec.objectives.flatMap(({ name, automaton }) => {
    const output = objectives.find((candidate) => candidate.name === name);
    if (output === undefined) return [];
    const { states, classes, satisfied, violated } = output;
    return [
      {
        name,
        states: states.length,
        classes,
        satisfied: satisfied.includes(true),
        violated: violated.includes(true),
        insensitiveToEnd: isInsensitiveToEnd(automaton),
      },
    ];
  });
}

function namedBounds(program: Program, bounds: Bounds): readonly NamedBound[] {
  const named = (kind: NamedBound["kind"], name: string, node: NodeId): NamedBound => ({
    kind,
    name,
    ...(bounds[node] ?? anything),
  });
  const { total, reward, components } = program.finish ?? program;
  const advantage = program.finish?.advantage;
  return [
    ...[...program.terms, ...(program.finish?.terms ?? [])].map(({ name, contribution }) =>
      named("term", name, contribution),
    ),
    ...program.endings.flatMap(({ reward }) =>
      reward === undefined ? [] : [named("ending", reward.name, reward.value)],
    ),
    ...program.shapings.map(({ name, value }) => named("shaping", name, value)),
    ...(components === undefined
      ? [named("total", "total", total), named("reward", "reward", reward)]
      : components.flatMap((component) => [
          named("total", `total.${component.name}`, component.total),
          named("reward", `reward.${component.name}`, component.reward),
        ])),
    ...(advantage === undefined ? [] : [named("advantage", "advantage", advantage)]),
  ];
}

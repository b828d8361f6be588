import type { Component } from "../../automata/temporal/analysis/component.js";
import { shortestWord } from "../../automata/temporal/analysis/shortest-word.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TypedObjective } from "../typed.js";
import type { ObjectiveContext, ObjectiveSpec } from "./context.js";
import { spaceOf, subjectsOf, type Space } from "./space.js";
import { verdictIs, witness } from "./witness.js";

/** Pairs are compared where their product has at most so many states. */
const mostStates = 2_500;
/** So many states all these products together may have; further pairs are not compared. */
const allStates = 50_000;

/** What is known of two objectives, the first of them earlier in the file. */
type Relation = "equivalent" | "opposite" | "contradictory" | "implies" | "implied";

/**
 * What objectives say of each other: the same, the opposite, or one more than the other. `contexts`: those that some traces satisfy and some do not. Of what follows from
 * other findings nothing is said: only the first of equivalent objectives is compared, an implication is shown without the steps between, a contradiction for the
 * weakest objectives that have it.
 */
export function comparePairs(spec: ObjectiveSpec, contexts: readonly ObjectiveContext[]): readonly Diagnostic[] {
  const relations = relationsOf(contexts);
  const relation = (first: number, second: number): Relation | undefined =>
    first < second ? relations.get(`${first} ${second}`) : mirrored(relations.get(`${second} ${first}`));
  const indices = contexts.map((_, index) => index);
  const distinct = indices.filter((index) =>
    indices.slice(0, index).every((earlier) => relation(earlier, index) !== "equivalent"),
  );
  const implies = (stronger: number, weaker: number): boolean => relation(stronger, weaker) === "implies";
  const contradict = (first: number, second: number): boolean =>
    relation(first, second) === "contradictory" || relation(first, second) === "opposite";
  return indices.flatMap((second) =>
    indices.slice(0, second).flatMap((first): readonly Diagnostic[] => {
      const [earlier, later] = [contexts[first]?.objective, contexts[second]?.objective];
      const found = relation(first, second);
      if (earlier === undefined || later === undefined || found === undefined) return [];
      if (!distinct.includes(first) || (found !== "equivalent" && !distinct.includes(second))) return [];
      const others = distinct.filter((other) => other !== first && other !== second);
      switch (found) {
        case "equivalent":
          return [equivalent(spec, earlier, later)];
        case "opposite":
        case "contradictory":
          return others.some(
            (other) =>
              (implies(first, other) && contradict(other, second)) ||
              (implies(second, other) && contradict(first, other)),
          )
            ? []
            : [contradictory(spec, earlier, later, found)];
        case "implies":
        case "implied": {
          const [stronger, weaker] = found === "implies" ? [first, second] : [second, first];
          return others.some((other) => implies(stronger, other) && implies(other, weaker))
            ? []
            : [implied(spec, earlier, later, found)];
        }
      }
    }),
  );
}

function mirrored(relation: Relation | undefined): Relation | undefined {
  return relation === "implies" ? "implied" : relation === "implied" ? "implies" : relation;
}

/** By `first second`, as far as the budget goes; nothing for objectives that share no variable, whose verdicts go together in any way. */
function relationsOf(contexts: readonly ObjectiveContext[]): ReadonlyMap<string, Relation> {
  const space = spaceOf(contexts.flatMap(({ objective }) => objective.atoms));
  const subjects = contexts.map((context) => subjectsOf(context.space.theory, space.keys));
  const components = contexts.map(({ objective }) => space.component(objective, objective.automaton));
  const found = new Map<string, Relation>();
  let budget = allStates;
  contexts.forEach(({ objective: second }, later) => {
    contexts.slice(0, later).forEach(({ objective: first }, earlier) => {
      const [one, other] = [components[earlier], components[later]];
      if (one === undefined || other === undefined || first.readsSource !== second.readsSource) return;
      if (![...(subjects[earlier] ?? [])].some((subject) => subjects[later]?.has(subject))) return;
      const size = one.moves.length * other.moves.length;
      if (size > Math.min(mostStates, budget)) return;
      budget -= size;
      const relation = compare(space, { first, second, one, other });
      if (relation !== undefined) found.set(`${earlier} ${later}`, relation);
    });
  });
  return found;
}

interface Pair {
  readonly first: TypedObjective;
  readonly second: TypedObjective;
  readonly one: Component;
  readonly other: Component;
}

function compare({ diagrams }: Space, { first, second, one, other }: Pair): Relation | undefined {
  // Which verdicts go together: bit 0 for the first, bit 1 for the second.
  const together = new Set<number>();
  const search = shortestWord(
    diagrams,
    [one, other],
    ([left, right]) => {
      const accepted = [first.automaton.accepting[left ?? 0], second.automaton.accepting[right ?? 0]];
      together.add((accepted[0] === true ? 1 : 0) + (accepted[1] === true ? 2 : 0));
      return together.size === 4;
    },
    mostStates,
  );
  if (search.kind !== "none") return undefined;
  const [neither, firstOnly, secondOnly, both] = [0, 1, 2, 3].map((verdicts) => together.has(verdicts));
  if (firstOnly !== true) return secondOnly === true ? "implies" : "equivalent";
  if (secondOnly !== true) return "implied";
  if (both === true) return undefined;
  return neither === true ? "contradictory" : "opposite";
}

function equivalent(spec: ObjectiveSpec, first: TypedObjective, second: TypedObjective): Diagnostic {
  return report("equivalent-objectives", second.span, names(first, second), {
    label: "says the same",
    related: [{ span: first.span, label: "as this" }],
    notes: example(spec, first, second, [true, true], `${first.name} and ${second.name} agree`),
    help: "keep one of them",
  });
}

function contradictory(
  spec: ObjectiveSpec,
  first: TypedObjective,
  second: TypedObjective,
  relation: "opposite" | "contradictory",
): Diagnostic {
  return report("contradictory-objectives", second.span, names(first, second), {
    label: "contradicts the other",
    related: [{ span: first.span, label: "this one" }],
    notes: [
      ...(relation === "opposite" ? ["every trace satisfies one of them: each is the negation of the other"] : []),
      ...example(spec, first, second, [true, false], `${first.name} leaves no room for ${second.name}`),
    ],
  });
}

function implied(
  spec: ObjectiveSpec,
  first: TypedObjective,
  second: TypedObjective,
  relation: "implies" | "implied",
): Diagnostic {
  const [stronger, weaker] = relation === "implies" ? [first, second] : [second, first];
  const wanted = relation === "implies" ? ([false, true] as const) : ([true, false] as const);
  return report("implied-objective", second.span, names(stronger, weaker), {
    label: relation === "implies" ? "asks for less" : "asks for more",
    related: [{ span: first.span, label: "than this" }],
    notes: example(spec, first, second, wanted, `${weaker.name} asks for less than ${stronger.name}`),
  });
}

function names(first: TypedObjective, second: TypedObjective): { readonly first: string; readonly second: string } {
  return { first: first.name, second: second.name };
}

/** A trace with these verdicts. */
function example(
  spec: ObjectiveSpec,
  first: TypedObjective,
  second: TypedObjective,
  wanted: readonly [boolean, boolean],
  name: string,
): readonly string[] {
  const both = [first, second];
  return witness(
    spec,
    {
      automata: both.map((objective) => ({ objective, dfa: objective.automaton })),
      goal: ([own, other]) => own === wanted[0] && other === wanted[1],
    },
    {
      name,
      expectation: both.map((objective, index) => verdictIs(objective, wanted[index] === true)).join(", "),
    },
  );
}

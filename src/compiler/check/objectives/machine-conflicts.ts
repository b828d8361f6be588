import { prospectsOf } from "../../automata/temporal/analysis/certainty.js";
import { shortestWord } from "../../automata/temporal/analysis/shortest-word.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { guardsOf, isBroken } from "../machines/analysis.js";
import { boundsOf } from "../machines/bounds.js";
import { showWord } from "../machines/context.js";
import { testLetters, testSteps } from "../machines/test-steps.js";
import type { TypedMachine, TypedObjective } from "../typed.js";
import type { ObjectiveContext, ObjectiveSpec } from "./context.js";
import { isExact, machineComponent, type Position } from "./machine-component.js";
import { spaceOf, type Space } from "./space.js";

/** Pairs are compared where their product has at most so many states. */
const mostPairs = 5_000;

/**
 * Machines that pay only after an objective is violated: whoever is paid breaks the objective. Machines without rewards count as paying where they end. Counters are free, which finds
 * fewer conflicts and never a false one.
 */
export function machineConflicts(spec: ObjectiveSpec, contexts: readonly ObjectiveContext[]): readonly Diagnostic[] {
  return contexts.flatMap(({ objective }) =>
    spec.machines
      .filter((machine) => !isBroken(machine) && machine.readsSource === objective.readsSource)
      .flatMap((machine) => conflict(spec, objective, machine)),
  );
}

function conflict(spec: ObjectiveSpec, objective: TypedObjective, machine: TypedMachine): readonly Diagnostic[] {
  if (objective.automaton.moves.length * machine.states.length > mostPairs) return [];
  const space = spaceOf([...objective.atoms, ...guardsOf(machine)]);
  const own = space.component(objective, objective.automaton);
  const { certainty } = prospectsOf(space.diagrams, own, objective.automaton.accepting);
  const { component, positions } = machineComponent(machine, space);
  const pays = paying(spec, machine);
  const search = (isGoal: (state: number) => boolean): ReturnType<typeof shortestWord> =>
    shortestWord(
      space.diagrams,
      [own, component],
      ([state, at]) => {
        const position = positions[at ?? 0];
        return position !== undefined && pays(position) && isGoal(state ?? 0);
      },
      mostPairs,
    );
  if (search((state) => certainty[state] !== "violated").kind !== "none") return [];
  const paid = search(() => true);
  // A machine that never pays at all has findings of its own.
  if (paid.kind !== "found") return [];
  return [
    report(
      "machine-against-objective",
      machine.span,
      { machine: machine.name, objective: objective.name },
      {
        label: "pays too late",
        related: [{ span: objective.span, label: "violated by then" }],
        notes: [
          `the first payment comes after: ${showWord(space, paid.word)}`,
          ...asTest(spec, objective, machine, space, paid.word),
        ],
      },
    ),
  ];
}

/** Whether a move into a position may pay more than nothing. */
function paying({ params }: ObjectiveSpec, { states }: TypedMachine): (position: Position) => boolean {
  const mayPay = (reward: TypedMachine["states"][number]["reward"]): boolean =>
    reward !== undefined && boundsOf(reward, params)[1] > 0;
  const rewarded = states.some(({ reward, edges }) => mayPay(reward) || edges.some((edge) => mayPay(edge.reward)));
  return ({ state, edge, from }) => {
    const before = states[from];
    if (before === undefined || before.end !== "none") return false;
    return rewarded
      ? mayPay(before.edges[edge]?.reward) || mayPay(states[state]?.reward)
      : states[state]?.end !== "none";
  };
}

function asTest(
  spec: ObjectiveSpec,
  objective: TypedObjective,
  machine: TypedMachine,
  space: Space,
  word: Parameters<typeof showWord>[1],
): readonly string[] {
  // Only what is followed exactly, and alone decides when the episode ends, does in a test what it does here.
  const alone = spec.endings.every((ending) => ending.form === "machine" && ending.machine === machine.name);
  if (!isExact(machine) || !alone) return [];
  const letters = testLetters(space.theory.variables, word, spec.signals, new Set([machine.name]));
  if (letters === undefined) return [];
  return [
    `as a test: test "${machine.name} pays once ${objective.name} is violated" { ${testSteps(letters)} expect ${objective.name}.violated }`,
  ];
}

import { prospectsOf, successors } from "../../automata/temporal/analysis/certainty.js";
import { shortestWord, type Search } from "../../automata/temporal/analysis/shortest-word.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { guardsOf, isBroken } from "../machines/analysis.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { theoryOf } from "../machines/theory.js";
import { boundsOf } from "../machines/bounds.js";
import { constantValue } from "../machines/constant-value.js";
import { showWord } from "../machines/context.js";
import { testLetters, testSteps } from "../machines/test-steps.js";
import type { TypedMachine, TypedObjective } from "../typed.js";
import type { ObjectiveContext, ObjectiveSpec } from "./context.js";
import { isExact, machineComponent, type Position } from "./machine-component.js";
import { machinesRead, noScenery, sceneryOf, type Scenery } from "./scenery.js";
import { spaceOf, subjectsOf, type Space } from "./space.js";

/** A pair is judged where its product has at most so many states. */
const mostStates = 5_000;

/**
 * Machines that pay only after an objective is violated: whoever is paid breaks the objective. Machines without rewards count as paying where they end. Counters are free, which finds
 * fewer conflicts and never a false one.
 */
export function machineConflicts(spec: ObjectiveSpec, contexts: readonly ObjectiveContext[]): readonly Diagnostic[] {
  const keys = new ExpressionKeys();
  const machines = spec.machines
    .filter((machine) => !isBroken(machine))
    .map((machine) => ({ machine, reads: subjectsOf(theoryOf(guardsOf(machine), keys), keys) }));
  return contexts.flatMap((context) => {
    const { objective } = context;
    const reads = subjectsOf(context.space.theory, keys);
    const waits = mayWait(context);
    const named = machinesRead(objective.atoms);
    const isApart = ({ machine, reads: others }: (typeof machines)[number]): boolean =>
      waits && !named.has(machine.name) && ![...reads].some((subject) => others.has(subject));
    return machines
      .filter(({ machine }) => machine.readsSource === objective.readsSource)
      .filter((other) => !isApart(other))
      .flatMap(({ machine }) => conflict(spec, objective, machine));
  });
}

/** Whether an objective can stay unviolated for any number of steps, by letters of its own: then a machine that looks at other things is paid meanwhile. */
function mayWait({ space: { diagrams }, own, prospects }: ObjectiveContext): boolean {
  return [...prospects.reached].some(
    (state) => prospects.certainty[state] !== "violated" && successors(diagrams, own.component, state).includes(state),
  );
}

function conflict(spec: ObjectiveSpec, objective: TypedObjective, machine: TypedMachine): readonly Diagnostic[] {
  if (objective.automaton.moves.length * machine.states.length > mostStates) return [];
  if (search(spec, objective, machine, "unviolated", noScenery).search.kind !== "none") return [];
  // A machine that never pays at all has findings of its own.
  const paid = search(spec, objective, machine, "any", noScenery);
  if (paid.search.kind !== "found") return [];
  const { word } = paid.search;
  return [
    report(
      "machine-against-objective",
      machine.span,
      { machine: machine.name, objective: objective.name },
      {
        label: "pays too late",
        related: [{ span: objective.span, label: "violated by then" }],
        notes: [`the first payment comes after: ${showWord(paid.space, word)}`, ...asTest(spec, objective, machine)],
      },
    ),
  ];
}

/** A shortest way to a payment of the machine, with the objective `unviolated` or not. */
function search(
  spec: ObjectiveSpec,
  objective: TypedObjective,
  machine: TypedMachine,
  verdict: "unviolated" | "any",
  scenery: Scenery,
): { readonly space: Space; readonly search: Search } {
  const space = spaceOf([...objective.atoms, ...guardsOf(machine), ...scenery.conditions]);
  const own = space.component(objective, objective.automaton);
  const { certainty } = prospectsOf(space.diagrams, own, objective.automaton.accepting);
  const { component, positions } = machineComponent(machine, space);
  const pays = paying(spec, machine);
  const goal = ([state, at]: readonly number[]): boolean => {
    const position = positions[at ?? 0];
    return position !== undefined && pays(position) && (verdict === "any" || certainty[state ?? 0] !== "violated");
  };
  return {
    space,
    search: shortestWord(space.diagrams, [own, component, ...scenery.components(space)], goal, mostStates),
  };
}

/** Whether a move into a position may pay more than nothing; of a machine without rewards, whether it ends there. */
function paying({ params }: ObjectiveSpec, { states }: TypedMachine): (position: Position) => boolean {
  const mayPay = (reward: TypedMachine["states"][number]["reward"]): boolean =>
    reward !== undefined && boundsOf(reward, params)[1] > 0;
  const rewards = states.flatMap(({ reward, edges }) => [reward, ...edges.map((edge) => edge.reward)]);
  const rewarded = rewards.some((reward) => reward !== undefined && constantValue(reward) !== 0);
  return ({ state, edge, from }) => {
    const before = states[from];
    if (before === undefined || before.end !== "none") return false;
    return rewarded
      ? mayPay(before.edges[edge]?.reward) || mayPay(states[state]?.reward)
      : states[state]?.end !== "none";
  };
}

/** A payment that the spec's own endings allow, as a test. */
function asTest(spec: ObjectiveSpec, objective: TypedObjective, machine: TypedMachine): readonly string[] {
  const scenery = sceneryOf(spec, objective.atoms);
  if (scenery === undefined || !isExact(machine) || objective.readsSource) return [];
  const { space, search: paid } = search(spec, objective, machine, "any", scenery);
  if (paid.kind !== "found" || paid.word.length > scenery.longest) return [];
  const machines = new Set([...scenery.machines, machine.name]);
  const letters = testLetters(space.theory.variables, paid.word, spec.signals, machines);
  if (letters === undefined) return [];
  const name = `${machine.name} pays once ${objective.name} is violated`;
  return [`as a test: test "${name}" { ${testSteps(letters)} expect ${objective.name}.violated }`];
}

import {
  verdicts as verdictNames,
  type TypedInfiniteObjective,
  type TypedObjective,
  type TypedObjectiveReference,
  type TypedPastObjective,
} from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { MachineOutput, ObjectiveOutput, PastObjectiveOutput } from "../../ir/program.js";
import { unreachable } from "../../unreachable.js";
import { classNames, type Move } from "../automaton/move.js";
import { lowerDeclaredEnds } from "../declared-ends.js";
import { lowerEnds } from "../endings.js";
import { firstStep } from "../environment.js";
import { lowerRobustness } from "../robustness/robustness.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { byState } from "./by-state.js";
import { endsOf } from "./ends.js";
import { moveObjective, startObjective, type ObjectiveStart } from "./lower-objective.js";
import { movePastObjective, startPastObjective, type PastObjectiveStart } from "./past-objective.js";
import { paymentsOf } from "./payments.js";
import { declaredPotential } from "./potential.js";
import type { StartedObjective } from "./started-objective.js";

/*
 *   atoms ──► class of the letter ──┐
 *   state before ───────────────────┴──► state after ──► accepting, satisfied, violated, progress: tables by state
 *   terminated ─────────────────────────────┴──► fires: decided now, or accepting when the episode terminates
 */

/** Every objective that has an automaton, in the order of the file, when the graph of `total` and of the machines stands. */
export function lowerObjectives(
  whole: SpecLowering,
  machines: readonly MachineOutput[],
  total: NodeId,
): readonly ObjectiveOutput[] {
  const objectives = [...whole.spec.objectives, ...whole.spec.infiniteObjectives];
  const moved = objectives.map((objective) => moveOf(objective, whole));
  const automata = [...machines, ...moved].flatMap(({ state, label }) => [state, label]);
  const moves = new Set([...automata, ...machines.map(({ reward }) => reward)]);
  return objectives.map((objective): ObjectiveOutput => {
    const { name, documentation } = objective;
    const { analysis, automaton, stateBefore } = startOf(objective, whole);
    const { state, label } = moveOf(objective, whole);
    const { table, verdicts } = analysis;
    const others = new Set([...moves].filter((id) => id !== state && id !== label));
    const potential = declaredPotential(name, verdicts.progress, whole.spec);
    return {
      name,
      ...(documentation === undefined ? {} : { documentation }),
      states: Array.from({ length: table.states }, (_, index) => `q${index}`),
      ends: endsOf(name, verdicts, whole.spec),
      start: Array.from({ length: table.states }, (_, index) => (index === 0 ? 1 : 0)),
      state,
      label,
      ...(table.shared ? {} : { labelPerState: true }),
      classes: table.classes,
      classNames: classNames(automaton),
      next: table.next,
      ...paymentsOf(table, { before: stateBefore, after: state }, others, total, whole.ir),
      stateReward: Array.from({ length: table.states }, () => 0),
      ...(potential === undefined ? {} : { potential }),
      ...(isInfinite(name, whole) ? { infinite: true } : {}),
      ...verdicts,
    };
  });
}

/** Every objective that is kept as bits. */
export function lowerPastObjectives(whole: SpecLowering): readonly PastObjectiveOutput[] {
  return whole.spec.pastObjectives.map((objective) => {
    const { name, documentation, standings } = objective;
    const { names: states, accepting, satisfied, violated, progress } = standings;
    return {
      name,
      ...(documentation === undefined ? {} : { documentation }),
      state: moveOfPast(objective, whole),
      bits: objective.memory.bits.length,
      states,
      accepting,
      satisfied,
      violated,
      progress,
    };
  });
}

/**
 * What an objective shows: after its move in a step; at a reset what the start of its automaton shows, before any letter, where nothing fires and the
 * verdict is unknown unless every trace has the same.
 */
export function lowerObjectiveReference(value: TypedObjectiveReference, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const { field, objective } = value;
  const start = startedOf(objective, whole);
  const { accepting, satisfied, violated, progress } = start.verdicts;
  const atReset = lowering.phase === "reset";
  const state = atReset ? start.stateAtReset : stateOf(objective, whole);
  switch (field) {
    case "state":
      return state;
    case "accepting":
      return byState(ir, accepting, state);
    case "satisfied":
      return byState(ir, satisfied, state);
    case "violated":
      return byState(ir, violated, state);
    case "progress":
      return ir.lookup(progress, state, "float");
    case "fires-satisfied":
      return atReset ? ir.boolean(false) : fires(start, state, { decided: satisfied, atTheEnd: accepting }, lowering);
    case "fires-violated": {
      const rejecting = isInfinite(objective, whole) ? violated : accepting.map((accepts) => !accepts);
      return atReset ? ir.boolean(false) : fires(start, state, { decided: violated, atTheEnd: rejecting }, lowering);
    }
    case "verdict": {
      const terminated = atReset
        ? ir.boolean(false)
        : (lowering.inTest ? lowerEnds(whole) : lowerDeclaredEnds(whole)).terminated;
      const verdict = (name: (typeof verdictNames)[number]): NodeId => ir.constant(verdictNames.indexOf(name), "int");
      const open = ir.select(
        isInfinite(objective, whole) ? ir.boolean(false) : terminated,
        ir.select(byState(ir, accepting, state), verdict("Satisfied"), verdict("Violated")),
        verdict("Unknown"),
      );
      const undecided = ir.select(byState(ir, violated, state), verdict("Violated"), open);
      return ir.select(byState(ir, satisfied, state), verdict("Satisfied"), undecided);
    }
    case "robustness":
    case "robustness.past":
    case "robustness.delayed":
    case "robustness.low":
    case "robustness.high":
      return lowerRobustness(finiteObjective(objective, whole), field, lowering);
    default:
      return unreachable(field);
  }
}

/** Objectives on infinite traces have no robustness. */
export function finiteObjective(name: string, { spec }: SpecLowering): TypedObjective | TypedPastObjective {
  const objective = [...spec.objectives, ...spec.pastObjectives].find((each) => each.name === name);
  if (objective === undefined) throw new Error(`no objective ${name} on finite traces`);
  return objective;
}

/**
 * The one step in which an objective is settled: the first in a decided state, or, if there was none, the terminated one, by whether the trace that ends there is good. A decided
 * state is never left, so the state before tells whether it has fired; only an objective that is decided by its start fires at the first step.
 */
function fires(
  { states, stateBefore }: StartedObjective,
  state: NodeId,
  { decided, atTheEnd }: { readonly decided: readonly boolean[]; readonly atTheEnd: readonly boolean[] },
  lowering: PhaseLowering,
): NodeId {
  const { ir, whole } = lowering;
  if (decided[0] === true) return firstStep(lowering);
  const { terminated } = lowerDeclaredEnds(whole);
  const now = ir.binary("or", byState(ir, decided, state), ir.binary("and", terminated, byState(ir, atTheEnd, state)));
  if (states === 1) return now;
  return ir.binary("and", ir.unary("not", byState(ir, decided, stateBefore)), now);
}

/** No end of an episode decides an objective on infinite traces. */
function isInfinite(name: string, whole: SpecLowering): boolean {
  const objective = whole.objective(name);
  return "automaton" in objective && "priorities" in objective.automaton;
}

/** What an objective shows, its slots made. */
function startedOf(name: string, whole: SpecLowering): StartedObjective {
  const objective = whole.objective(name);
  return "memory" in objective ? startOfPast(objective, whole) : startOf(objective, whole);
}

/** Its state after this step's move. */
export function stateOf(name: string, whole: SpecLowering): NodeId {
  const objective = whole.objective(name);
  return "memory" in objective ? moveOfPast(objective, whole) : moveOf(objective, whole).state;
}

function startOf(objective: WithAutomaton, whole: SpecLowering): ObjectiveStart {
  return whole.once(`start of objective ${objective.name}`, () => startObjective(objective, whole.step));
}

/** The move of an automaton in the step. */
function moveOf(objective: WithAutomaton, whole: SpecLowering): Move {
  return whole.once(`objective ${objective.name}`, () => moveObjective(startOf(objective, whole), whole.step));
}

function startOfPast(objective: TypedPastObjective, whole: SpecLowering): PastObjectiveStart {
  return whole.once(`start of objective ${objective.name}`, () => startPastObjective(objective, whole.step));
}

function moveOfPast(objective: TypedPastObjective, whole: SpecLowering): NodeId {
  return whole.once(`objective ${objective.name}`, () =>
    movePastObjective(objective, startOfPast(objective, whole), whole.step),
  );
}

type WithAutomaton = TypedObjective | TypedInfiniteObjective;

import { paidShape } from "../../runtime/kernel/paid-shape.js";
import type { DType, NodeId } from "./node.js";
import type { AutomatonOutput, GradientOutput, ObjectiveOutput, PastObjectiveOutput, Program } from "./program.js";
import { duplicates } from "./verify-slots.js";

/** Outputs are scalars of the step (or slower) of the right type, under unique names; tables have the size that they promise. */
export function verifyOutputs(program: Program): readonly string[] {
  const paid = paidShape(program);
  const wanted: readonly Wanted[] = [
    ["reward", program.reward, "float", paid],
    ["total", program.total, "float", paid],
    ...componentsOf(program),
    ["terminated", program.terminated, "bool"],
    ["truncated", program.truncated, "bool"],
    ...program.terms.flatMap(({ name, contribution, raw, weight, active, finite }) => [
      [`term ${name}`, contribution, "float"] as const,
      [`${name}.raw`, raw, "float"] as const,
      [`${name}.weight`, weight, "float"] as const,
      [`${name}.active`, active, "bool"] as const,
      [`${name}.finite`, finite, "bool"] as const,
    ]),
    ...program.shapings.map(({ name, value }) => [`shape ${name}`, value, "float"] as const),
    ...program.endings.flatMap(({ cause, condition, reward }) => [
      [`ending ${cause}`, condition, "bool"] as const,
      ...(reward === undefined ? [] : [[`reward of ${cause}`, reward.value, "float"] as const]),
    ]),
    ...program.machines.flatMap(({ name, state, reward }) => [
      [`${name}.state`, state, "int"] as const,
      [`${name}.reward`, reward, "float"] as const,
    ]),
    ...[...program.objectives, ...program.pastObjectives].map(
      ({ name, state }) => [`${name}.state`, state, "int"] as const,
    ),
    ...(program.stepDiscount === undefined ? [] : [["discount of the step", program.stepDiscount, "float"] as const]),
    ...(program.robustness ?? []).map(({ name, value }) => [`robustness of ${name}`, value, "float"] as const),
    ...program.asserts.map(({ text, condition }) => [`assert ${text}`, condition, "bool"] as const),
  ];
  const finished = program.finish;
  const late: readonly Wanted[] =
    finished === undefined
      ? []
      : [
          ["the reward in the end", finished.reward, "float", paid],
          ["the total in the end", finished.total, "float", paid],
          ...componentsOf(finished),
          ...finished.terms.flatMap(({ name, contribution, raw, weight, active, finite }) => [
            [`term ${name}`, contribution, "float"] as const,
            [`${name}.raw`, raw, "float"] as const,
            [`${name}.weight`, weight, "float"] as const,
            [`${name}.active`, active, "bool"] as const,
            [`${name}.finite`, finite, "bool"] as const,
          ]),
          ...(finished.advantage === undefined ? [] : [["advantage", finished.advantage, "float"] as const]),
          ...(finished.keep === undefined ? [] : [["keep group", finished.keep, "bool"] as const]),
          ...(finished.mask === undefined ? [] : [["mask episode", finished.mask, "bool"] as const]),
          ...(finished.due ?? []).map(({ signal, at }) => [`where ${signal} is due`, at, "bool"] as const),
        ];
  const logged = [
    ...program.terms,
    ...(finished?.terms ?? []),
    ...program.endings.flatMap((ending) => ending.reward ?? []),
  ];
  return [
    ...wanted.flatMap((output) => [
      ...verifyOutput(output, program),
      ...(program.nodes[output[1]]?.phase === "finish" ? [`${output[0]} is known in the end only`] : []),
    ]),
    ...late.flatMap((output) => verifyOutput(output, program)),
    ...program.machines.flatMap((machine) => verifyAutomaton(machine, program).map(said(`machine ${machine.name}`))),
    ...program.objectives.flatMap((objective) =>
      [...verifyAutomaton(objective, program), ...verifyVerdicts(objective)].map(said(`objective ${objective.name}`)),
    ),
    ...program.pastObjectives.flatMap((objective) =>
      verifyVerdicts(objective).map(said(`objective ${objective.name}`)),
    ),
    ...(program.gradients ?? []).flatMap((gradient) => verifyGradient(gradient, program)),
    ...duplicates("signal", program.signals),
    ...duplicates("param", program.params),
    ...duplicates("term", logged),
    ...duplicates("shaping", program.shapings),
    ...duplicates("component", program.components ?? []),
    ...duplicates("automaton", [...program.machines, ...program.objectives, ...program.pastObjectives]),
  ];
}

function componentsOf({ components = [] }: Pick<Program, "components">): readonly Wanted[] {
  return components.flatMap(({ name, reward, total }) => [
    [`reward.${name}`, reward, "float"] as const,
    [`total.${name}`, total, "float"] as const,
  ]);
}

/** A name, and what its node must be: of a type, and a scalar unless a shape is given. */
type Wanted = readonly [name: string, id: NodeId, dtype: DType, shape?: readonly number[]];

function verifyOutput([name, id, dtype, shape = []]: Wanted, program: Program): readonly string[] {
  const node = program.nodes[id];
  if (node === undefined) return [`${name} is node ${id}, which does not exist`];
  return [
    ...(node.shape.join() === shape.join()
      ? []
      : [
          `${name} has shape [${node.shape}] instead of ${shape.length === 0 ? "being a scalar" : `[${shape.join()}]`}`,
        ]),
    ...(node.dtype === dtype ? [] : [`${name} is ${node.dtype} instead of ${dtype}`]),
    ...(node.phase === "reset" ? [`${name} is a value of the reset`] : []),
  ];
}

function verifyGradient({ by, name, value }: GradientOutput, program: Program): readonly string[] {
  const input = (by === "signal" ? program.signals : program.params).find((candidate) => candidate.name === name);
  const node = program.nodes[value];
  const fits = node?.dtype === "float" && node.shape.join() === input?.shape.join();
  return fits ? [] : [`the gradient by ${name} does not have its shape`];
}

function said(subject: string): (finding: string) => string {
  return (finding) => `${subject} ${finding}`;
}

function verifyAutomaton(automaton: AutomatonOutput, program: Program): readonly string[] {
  const { states, classes } = automaton;
  const entries = states.length * classes;
  const rewards = program.nodes[automaton.rewardValues]?.shape[0] ?? 0;
  const within = (table: readonly number[], size: number): boolean =>
    table.every((entry) => Number.isInteger(entry) && entry >= 0 && entry < size);
  const findings = [
    automaton.next.length === entries && within(automaton.next, states.length)
      ? ""
      : "has a table of moves that does not fit its states and labels",
    automaton.edgeReward.length === entries && within(automaton.edgeReward, rewards)
      ? ""
      : "has a table of edge rewards that does not fit",
    automaton.stateReward.length === states.length && within(automaton.stateReward, rewards)
      ? ""
      : "has a table of state rewards that does not fit",
    automaton.ends.length === states.length && automaton.start.length === states.length
      ? ""
      : "does not say of every state how it starts and ends",
  ];
  return findings.filter((finding) => finding !== "");
}

function verifyVerdicts(objective: ObjectiveOutput | PastObjectiveOutput): readonly string[] {
  const { accepting, satisfied, violated, progress, states } = objective;
  const sized = [accepting, satisfied, violated, progress].every((list) => list.length === states.length);
  const decided = states.every(
    (_, state) => satisfied[state] !== true || (accepting[state] === true && !violated[state]),
  );
  return [
    ...(sized ? [] : ["does not say of every state what it shows"]),
    ...(decided ? [] : ["has a state that is satisfied without accepting, or satisfied and violated"]),
    ...(progress.every((value) => value >= 0 && value <= 1) ? [] : ["has a progress outside of [0, 1]"]),
  ];
}

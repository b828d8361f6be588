import type { DType, NodeId } from "./node.js";
import type { MachineOutput, Program } from "./program.js";
import { duplicates } from "./verify-slots.js";

/** Outputs are scalars of the step (or slower) of the right type, under unique names; tables have the size that they promise. */
export function verifyOutputs(program: Program): readonly string[] {
  const wanted: readonly (readonly [string, NodeId, DType])[] = [
    ["reward", program.reward, "float"],
    ["total", program.total, "float"],
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
    ...program.asserts.map(({ text, condition }) => [`assert ${text}`, condition, "bool"] as const),
  ];
  const logged = [...program.terms, ...program.endings.flatMap((ending) => ending.reward ?? [])];
  return [
    ...wanted.flatMap(([name, id, dtype]) => verifyOutput(name, id, dtype, program)),
    ...program.machines.flatMap((machine) => verifyMachine(machine, program)),
    ...duplicates("signal", program.signals),
    ...duplicates("param", program.params),
    ...duplicates("term", logged),
    ...duplicates("shaping", program.shapings),
    ...duplicates("machine", program.machines),
  ];
}

function verifyOutput(name: string, id: NodeId, dtype: DType, program: Program): readonly string[] {
  const node = program.nodes[id];
  if (node === undefined) return [`${name} is node ${id}, which does not exist`];
  return [
    ...(node.shape.length === 0 ? [] : [`${name} has shape [${node.shape}] instead of being a scalar`]),
    ...(node.dtype === dtype ? [] : [`${name} is ${node.dtype} instead of ${dtype}`]),
    ...(node.phase === "reset" ? [`${name} is a value of the reset`] : []),
  ];
}

function verifyMachine(machine: MachineOutput, program: Program): readonly string[] {
  const { name, states, classes } = machine;
  const entries = states.length * classes;
  const rewards = program.nodes[machine.rewardValues]?.shape[0] ?? 0;
  const within = (table: readonly number[], size: number): boolean =>
    table.every((entry) => Number.isInteger(entry) && entry >= 0 && entry < size);
  const findings = [
    machine.next.length === entries && within(machine.next, states.length)
      ? ""
      : "has a table of moves that does not fit its states and labels",
    machine.edgeReward.length === entries && within(machine.edgeReward, rewards)
      ? ""
      : "has a table of edge rewards that does not fit",
    machine.stateReward.length === states.length && within(machine.stateReward, rewards)
      ? ""
      : "has a table of state rewards that does not fit",
    machine.ends.length === states.length && machine.start.length === states.length
      ? ""
      : "does not say of every state how it starts and ends",
  ];
  return findings.filter((finding) => finding !== "").map((finding) => `machine ${name} ${finding}`);
}

import { report } from "../../../diagnostics/report.js";
import { constantValue } from "../constant-value.js";
import type { MachineRule } from "../context.js";

/** A machine pays only where something reads its reward. */
export const unreadReward: MachineRule = ({ machine, references }) => {
  const rewards = machine.states.flatMap(({ reward, edges }) => [reward, ...edges.map((edge) => edge.reward)]);
  if (!rewards.some((reward) => reward !== undefined && constantValue(reward) !== 0)) return [];
  const read = references.ofMachines.some((value) => value.machine === machine.name && value.field.kind === "reward");
  if (read) return [];
  return [
    report(
      "machine-reward-never-read",
      machine.span,
      { machine: machine.name },
      { label: "pays nothing", help: `write a term that reads it: \`term goal = ${machine.name}.reward\`` },
    ),
  ];
};

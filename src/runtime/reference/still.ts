import type { NodeId } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import type { EpisodeState } from "./episode.js";
import { evaluate, type NodeValues } from "./evaluate.js";
import { sizeOf } from "./indexing.js";
import { stepSignals, type Row } from "./inputs.js";
import { scopeOf } from "./scope.js";

/**
 * The values of nodes in a row that does not step, for expectations of tests on such rows: nothing is paid, nothing ends, and what
 * would have moved stands where it stood.
 */
export function stillValues(program: Program, state: EpisodeState, row: Row): NodeValues {
  const overrides = new Map<NodeId, Float64Array>();
  const override = (id: NodeId, value: Float64Array): void => {
    const node = program.nodes[id];
    if (node !== undefined && node.op !== "constant" && node.op !== "param" && node.op !== "clock")
      overrides.set(id, value);
  };
  const nothing = (id: NodeId): void => override(id, new Float64Array(sizeOf(program.nodes[id]?.shape ?? [])));
  for (const slot of program.slots) override(slot.next, state.slots[slot.id] ?? new Float64Array(0));
  for (const { name, state: after } of [...program.machines, ...program.objectives, ...program.pastObjectives]) {
    const slot = program.slots.find((candidate) => candidate.name === `${name}.state`);
    override(after, slot === undefined ? Float64Array.of(0) : (state.slots[slot.id] ?? Float64Array.of(0)));
  }
  for (const { reward } of program.machines) nothing(reward);
  for (const { contribution, raw, active } of program.terms) [contribution, raw, active].forEach(nothing);
  for (const { value } of program.shapings) nothing(value);
  for (const { condition, reward } of program.endings)
    [condition, ...(reward === undefined ? [] : [reward.value])].forEach(nothing);
  [program.reward, program.total, program.terminated, program.truncated].forEach(nothing);
  const scope = scopeOf(program, state.slots, stepSignals(program, row, state.environment), {
    ...(row.params === undefined ? {} : { params: row.params }),
    ...(row.clock === undefined ? {} : { clock: row.clock }),
  });
  return evaluate(program.nodes, "step", scope, { overrides });
}

import type { SpecDescriptor } from "../descriptor.js";
import type { FinishGraph, FinishSnapshot } from "../graph.js";
import type { Columns, FinishOutputs, Trajectories } from "../kernel.js";
import type { Mover } from "../move.js";
import { Rows } from "../rows.js";
import { tidy } from "../tidy.js";
import { BatchLayout } from "../trajectories/batch-layout.js";
import { trajectoryOperations } from "../trajectories/operations.js";
import { batchInputs } from "./batch-inputs.js";
import { finishOutputs } from "./finish-outputs.js";
import { play } from "./play.js";

/*
 *   trajectories ─► checked columns [T·N, …] ─► the steps, one after the other ─► what they record ─► graph.finish ─► outputs [T, N], [N], [P]
 */

/** What whole trajectories give. Pure and tidy: a call leaves only the tensors that it returns. */
export function finishTrajectories(
  descriptor: SpecDescriptor,
  graph: FinishGraph<never>,
  mover: Mover,
  given: Trajectories,
): FinishOutputs {
  const layouts: BatchLayout[] = [];
  try {
    return tidy(() => {
      const inputs = batchInputs(descriptor, given);
      const played = play(descriptor, graph.recorded, mover, inputs, given);
      const layout = new BatchLayout(inputs.steps, inputs.groups, inputs.groupCount, played.mask);
      layouts.push(layout);
      const trajectories = trajectoryOperations(layout);
      const rows = new Rows(inputs.steps * inputs.episodes);
      const recorded = Object.fromEntries(
        graph.recorded.map(({ name, dtype, shape }) => [
          name,
          rows.filled(played.values.recorded?.[name] ?? 0, dtype, shape),
        ]),
      );
      const snapshot: FinishSnapshot<Columns, Columns, Columns, Columns, Columns, Columns> = {
        trajectories,
        recorded,
        episodes: inputs.episodeSignals,
        groups: inputs.groupSignals,
        ...mover.settings(given),
      };
      // Names and types come from the same program.
      const finished = graph.compute(snapshot as never);
      return finishOutputs(descriptor, inputs, played, finished, trajectories);
    });
  } finally {
    for (const layout of layouts) layout.dispose();
  }
}

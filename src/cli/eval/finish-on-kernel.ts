import { dispose } from "@tensorflow/tfjs-core";
import type { NodeId, NodeRate } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { columnOf, finishOf, type Column } from "../../runtime/reference/index.js";
import { finishOn, reportRates } from "../../testing/conformance/compare-finish.js";
import { observeFinish } from "../../testing/conformance/finish-observation.js";
import { tensorsIn } from "../../testing/conformance/tensors-in.js";
import type { PlayedEpisode, PlayedTrace } from "./play-trace.js";

/** A row of an episode of a group. */
interface Place {
  readonly row: number;
  readonly episode: number;
  readonly group: number;
}

/** What a kernel gives, by name and place, as `observeFinish` has it. */
type Observed = ReadonlyMap<string, readonly number[]>;

/**
 * A trace with the rewards, terms, advantages and reports that a kernel makes of the whole batch. States, verdicts and shapings of steps stay the reference's, which has checked the trace.
 */
export async function finishOnKernel(
  program: Program,
  trace: PlayedTrace,
  { finish }: Pick<RewardKernel, "finish">,
): Promise<PlayedTrace> {
  if (finish === undefined) throw new Error(`${program.name} gives everything in its steps`);
  const { batch, episodes, finished } = trace;
  if (episodes.length === 0) return trace;
  const steps = episodes.reduce((most, { rows }) => Math.max(most, rows.length), 1);
  const outputs = finishOn(program, finish, batch, steps);
  const observed = await observeFinish(outputs, reportRates(program));
  dispose(tensorsIn(outputs));
  const values = [...finished.values];
  for (const [node, nameAt] of lateOutputs(program)) {
    const { rate, shape, values: known } = columnOf(finished.values, node);
    const column: Column = {
      rate,
      shape,
      values: known.map((value, index) =>
        Float64Array.from(observed.get(nameAt(placeOf(trace, rate, index))) ?? value),
      ),
    };
    values[node] = column;
  }
  return {
    ...trace,
    episodes: episodes.map((episode, index) => withTerms(episode, index, observed)),
    finished: { ...finished, values },
  };
}

/** The nodes that a kernel shows of whole trajectories, and under which name it shows them in a place. */
function lateOutputs(program: Program): ReadonlyMap<NodeId, (place: Place) => string> {
  const { reward, total, terms, advantage, keep, mask, reports } = finishOf(program);
  const inRows =
    (name: string) =>
    ({ row, episode }: Place) =>
      `${name}[${row}][${episode}]`;
  const report = (name: string, rate: NodeRate | undefined) => (place: Place) =>
    rate === "step"
      ? inRows(`report ${name}`)(place)
      : `report ${name}[${rate === "episode" ? place.episode : rate === "group" ? place.group : 0}]`;
  return new Map([
    ...reports.map(({ name, value }) => [value, report(name, program.nodes[value]?.rate)] as const),
    ...terms.flatMap(({ name, contribution, raw }) => [
      [contribution, inRows(`term ${name}`)] as const,
      [raw, inRows(`raw ${name}`)] as const,
    ]),
    ...(keep === undefined ? [] : [[keep, ({ group }: Place) => `keep[${group}]`] as const]),
    ...(mask === undefined ? [] : [[mask, ({ episode }: Place) => `masked[${episode}]`] as const]),
    ...(advantage === undefined ? [] : [[advantage, inRows("advantage")] as const]),
    [total, inRows("total")],
    [reward, inRows("reward")],
  ]);
}

/** Where a value of that rate can be read; steps, episodes and groups that were cut come last. */
function placeOf({ episodes, finished: { steps, layout } }: PlayedTrace, rate: NodeRate, index: number): Place {
  const ofEpisode = (episode: number): Place => {
    const row = (steps[episode] ?? []).findIndex((step) => step !== undefined);
    return { row, episode, group: layout.groupOfEpisode[episode] ?? 0 };
  };
  const firstOver = (member: (episode: number) => boolean): Place => {
    const members = episodes.flatMap((_, episode) => (member(episode) ? [episode] : []));
    return ofEpisode(members.find((episode) => episodes[episode]?.over === true) ?? members[0] ?? 0);
  };
  switch (rate) {
    case "step": {
      const episode = layout.episodeOfStep[index] ?? 0;
      return { ...ofEpisode(episode), row: (steps[episode] ?? []).indexOf(index) };
    }
    case "episode":
      return ofEpisode(index);
    case "group":
      return { ...firstOver((episode) => layout.groupOfEpisode[episode] === index), group: index };
    case "pair":
      throw new Error("an output of pairs");
    case "const":
    case "param":
    case "batch":
      return firstOver(() => true);
  }
}

function withTerms(episode: PlayedEpisode, index: number, observed: Observed): PlayedEpisode {
  const rows = episode.rows.map((played, row) => {
    const { outputs } = played.moved;
    const read = (kind: "term" | "raw", known: Readonly<Record<string, number>>): Record<string, number> =>
      Object.fromEntries(
        Object.entries(known).map(([name, value]) => [
          name,
          observed.get(`${kind} ${name}[${row}][${index}]`)?.[0] ?? value,
        ]),
      );
    const own = { terms: read("term", outputs.terms), raw: read("raw", outputs.raw) };
    return { ...played, moved: { ...played.moved, outputs: { ...outputs, ...own } } };
  });
  return { ...episode, rows };
}

import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { NodeId, NodeRate } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import type { FinishOutputs, RewardKernel } from "../../runtime/kernel/kernel.js";
import { columnOf, finishOf, type Column } from "../../runtime/reference/index.js";
import { finishOn } from "../../testing/conformance/compare-finish.js";
import { tensorsIn } from "../../testing/conformance/tensors-in.js";
import type { PlayedEpisode, PlayedTrace } from "./play-trace.js";

/** A row of an episode of a group. */
interface Place {
  readonly row: number;
  readonly episode: number;
  readonly group: number;
}

/** What an output is in one place. */
type Table = (place: Place) => Float64Array;

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
  const values = [...finished.values];
  for (const [node, table] of await lateTables(program, outputs)) {
    const { rate, shape, values: known } = columnOf(finished.values, node);
    const column: Column = { rate, shape, values: known.map((_, index) => table(placeOf(trace, rate, index))) };
    values[node] = column;
  }
  const [terms, raw] = [await tablesOf(outputs.terms, 2), await tablesOf(outputs.raw, 2)];
  dispose(tensorsIn(outputs));
  return {
    ...trace,
    episodes: episodes.map((episode, index) => withTerms(episode, index, terms, raw)),
    finished: { ...finished, values },
  };
}

/** The outputs by the nodes that they are. */
async function lateTables(program: Program, outputs: FinishOutputs): Promise<ReadonlyMap<NodeId, Table>> {
  const { reward, total, terms, advantage, keep, mask, reports } = finishOf(program);
  const tables = new Map<NodeId, Table>();
  const add = async (node: NodeId | undefined, tensor: Tensor | undefined, axes: Axes): Promise<void> => {
    if (node !== undefined && tensor !== undefined) tables.set(node, await tableOf(tensor, axes));
  };
  for (const { name, value } of reports) await add(value, outputs.reports[name], axesOf(program.nodes[value]?.rate));
  for (const { name, contribution, raw } of terms) {
    await add(contribution, outputs.terms[name], 2);
    await add(raw, outputs.raw[name], 2);
  }
  await add(keep, outputs.keep, "group");
  await add(mask, outputs.masked, 1);
  await add(advantage, outputs.advantage, 2);
  await add(total, outputs.total, 2);
  await add(reward, outputs.reward, 2);
  return tables;
}

/** What the first axes of an output are: rows of episodes, episodes, groups, or nothing. */
type Axes = 2 | 1 | "group" | 0;

function axesOf(rate: NodeRate | undefined): Axes {
  if (rate === "step") return 2;
  if (rate === "episode") return 1;
  return rate === "group" ? "group" : 0;
}

async function tableOf(tensor: Tensor, axes: Axes): Promise<Table> {
  const data = Float64Array.from(await tensor.data());
  const [first = 1, second = 1] = tensor.shape;
  const count = axes === 0 ? 1 : axes === 2 ? first * second : first;
  const size = data.length / count;
  const index = ({ row, episode, group }: Place): number =>
    axes === 2 ? row * second + episode : axes === 1 ? episode : axes === "group" ? group : 0;
  return (place) => data.slice(index(place) * size, (index(place) + 1) * size);
}

async function tablesOf(columns: Readonly<Record<string, Tensor>>, axes: Axes): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>();
  for (const [name, tensor] of Object.entries(columns)) tables.set(name, await tableOf(tensor, axes));
  return tables;
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

function withTerms(
  episode: PlayedEpisode,
  index: number,
  terms: ReadonlyMap<string, Table>,
  raw: ReadonlyMap<string, Table>,
): PlayedEpisode {
  const read = (known: Readonly<Record<string, number>>, tables: typeof terms, row: number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(known).map(([name, value]) => {
        const [found = value] = tables.get(name)?.({ row, episode: index, group: episode.group }) ?? [];
        return [name, found];
      }),
    );
  const rows = episode.rows.map((played, row) => {
    const { outputs } = played.moved;
    const own = { terms: read(outputs.terms, terms, row), raw: read(outputs.raw, raw, row) };
    return { ...played, moved: { ...played.moved, outputs: { ...outputs, ...own } } };
  });
  return { ...episode, rows };
}

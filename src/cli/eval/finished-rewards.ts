import type { NodeId, NodeRate } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import { finishedStep, finishedValue, finishOf } from "../../runtime/reference/index.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { jsonValue, numeric } from "./json-value.js";
import { playTrace } from "./play-trace.js";
import type { TraceEpisode, TraceEvent } from "./trace-episode.js";
import type { EvaluatedRow, Reports, TraceRewards } from "./trace-rewards.js";

/** Rewards that need whole trajectories: the trace is one batch, which is played, and finished on the kernel if there is one, before the first row is given. Throws a `TraceError`. */
export async function finishedRewards(
  program: Program,
  events: readonly TraceEvent[],
  seed: number,
  kernel: RewardKernel | undefined,
): Promise<TraceRewards> {
  const played = playTrace(program, events, seed);
  const { episodes, groups, finished } =
    kernel === undefined
      ? played
      : await (await import("./finish-on-kernel.js")).finishOnKernel(program, played, kernel);
  const { advantage, keep, mask, reports: declared } = finishOf(program);
  const places = new Map(episodes.map(({ episode }, place) => [episode, place]));
  const placeOf = (episode: TraceEpisode): number => places.get(episode) ?? -1;
  const rateOf = (node: NodeId): NodeRate => program.nodes[node]?.rate ?? "const";
  const reportsAt = (at: "step" | "episode" | "group" | "batch", index: number): { readonly reports?: Reports } => {
    const own = declared.filter(({ value }) => reportRate(rateOf(value)) === at);
    if (own.length === 0) return {};
    const values = own.map(({ name, value }) => {
      const { dtype = "float", shape = [] } = program.nodes[value] ?? {};
      return [name, jsonValue(dtype, shape, finishedValue(finished, value, at, index))] as const;
    });
    return { reports: Object.fromEntries(values) };
  };
  const holds = (node: NodeId, at: "episode" | "group", index: number): boolean =>
    finishedValue(finished, node, at, index)[0] !== 0;

  const evaluated = (episode: TraceEpisode, index: number): EvaluatedRow => {
    const place = placeOf(episode);
    const outputs = episodes[place]?.rows[index]?.moved.outputs;
    if (outputs === undefined) throw new Error("a row that was not played");
    const number = finished.steps[place]?.[index];
    if (number === undefined) {
      // A row after an end pays nothing.
      const zeros = Object.fromEntries(finishOf(program).terms.map(({ name }) => [name, 0]));
      return { ...outputs, terms: { ...outputs.terms, ...zeros }, raw: { ...outputs.raw, ...zeros } };
    }
    const { reward, total, terms, raw } = finishedStep(program, finished, number);
    return {
      ...outputs,
      reward,
      total,
      terms: { ...outputs.terms, ...terms },
      raw: { ...outputs.raw, ...raw },
      ...(advantage === undefined
        ? {}
        : { advantage: advantageOf(place, finishedValue(finished, advantage, "step", number)) }),
      ...reportsAt("step", number),
    };
  };
  /** 0 in what was cut: it is masked. */
  const advantageOf = (place: number, [value = NaN]: Float64Array): number =>
    episodes[place]?.over === true ? value : 0;

  return {
    begin: () => undefined,
    step: ({ episode, index }) => Promise.resolve(evaluated(episode, index)),
    episode(episode) {
      const place = placeOf(episode);
      const over = episodes[place]?.over === true;
      const group = episode.group === undefined ? {} : { group: episode.group.name };
      const masked =
        mask === undefined && advantage === undefined
          ? {}
          : { masked: !over || (mask !== undefined && holds(mask, "episode", place)) };
      if (!over) return { ...group, ...masked };
      return {
        ...group,
        ...(advantage === undefined || rateOf(advantage) === "step"
          ? {}
          : { advantage: numeric(advantageOf(place, finishedValue(finished, advantage, "episode", place))) }),
        ...reportsAt("episode", place),
        ...masked,
      };
    },
    rest() {
      if (episodes.length === 0) return [];
      const ofGroups = keep !== undefined || "reports" in reportsAt("group", 0);
      const ofBatch = reportsAt("batch", 0);
      return [
        ...(ofGroups ? groups : []).map(({ name = null }, index) => ({
          v: 1,
          type: "group",
          group: name,
          kept: keep === undefined || holds(keep, "group", index),
          ...reportsAt("group", index),
        })),
        ...("reports" in ofBatch ? [{ v: 1, type: "batch", ...ofBatch }] : []),
      ];
    },
    dispose: () => undefined,
  };
}

/** What a report is told with; what is the same everywhere belongs to the batch. */
function reportRate(rate: NodeRate): "step" | "episode" | "group" | "batch" {
  switch (rate) {
    case "const":
    case "param":
      return "batch";
    case "pair":
      throw new Error("a report of pairs");
    default:
      return rate;
  }
}

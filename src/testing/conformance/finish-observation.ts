import type { Tensor } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../compiler/ir/broadcast.js";
import type { NodeId, NodeRate } from "../../compiler/ir/node.js";
import type { Program, TermOutput } from "../../compiler/ir/program.js";
import type { FinishOutputs } from "../../runtime/kernel/kernel.js";
import { columnOf, valueAt, type Finished, type PlayedRow } from "../../runtime/reference/index.js";
import { roundedSum, type Rounding } from "../../runtime/reference/rounded-sum.js";
import type { Observation, Observations } from "./observation.js";

/** What the reference shows of a batch, an observation for each row, episode and group: `total[e][t]`, `keep[g]`, …; returns are summed here, in the precision of the rest. */
export function observeFinished(
  program: Program,
  played: readonly (readonly PlayedRow[])[],
  finished: Finished,
  steps: number,
  round: Rounding,
): Observations {
  const { finish } = program;
  if (finish === undefined) throw new Error(`${program.name} gives everything in its steps`);
  const shown = new Map<string, Observation>();
  const { layout, values } = finished;
  const read = (id: NodeId, episode: number, step: number): readonly number[] => {
    const node = program.nodes[id];
    const index =
      node?.rate === "step"
        ? step
        : node?.rate === "episode"
          ? episode
          : node?.rate === "group"
            ? (layout.groupOfEpisode[episode] ?? 0)
            : 0;
    return [...valueAt(columnOf(values, id), index)];
  };
  const late = (term: TermOutput): readonly (readonly [string, NodeId, boolean])[] => [
    [`term ${term.name}`, term.contribution, false],
    [`raw ${term.name}`, term.raw, false],
    [`active ${term.name}`, term.active, true],
  ];
  const zeros = (id: NodeId): readonly number[] =>
    Array.from({ length: sizeOf(program.nodes[id]?.shape ?? []) }, () => 0);
  const ofSteps = [
    ["reward", finish.reward, false] as const,
    ["total", finish.total, false] as const,
    ...finish.terms.flatMap(late),
  ];
  played.forEach((rows, episode) => {
    const ended = rows.some(({ moved }) => moved.outputs.terminated || moved.outputs.truncated);
    let sum = zeros(finish.total);
    for (let row = 0; row < steps; row++) {
      const at = `[${row}][${episode}]`;
      const step = finished.steps[episode]?.[row];
      const outputs = rows[row]?.moved.outputs;
      const isStep = step !== undefined && outputs !== undefined;
      shown.set(`mask${at}`, { exact: true, values: [Number(isStep)] });
      shown.set(`terminated${at}`, { exact: true, values: [Number(isStep && outputs.terminated)] });
      shown.set(`truncated${at}`, { exact: true, values: [Number(isStep && outputs.truncated)] });
      for (const [name, id, exact] of ofSteps)
        shown.set(`${name}${at}`, { exact, values: isStep ? read(id, episode, step) : zeros(id) });
      for (const { name } of program.terms) {
        shown.set(`term ${name}${at}`, { exact: false, values: [outputs?.terms[name] ?? 0] });
        shown.set(`raw ${name}${at}`, { exact: false, values: [outputs?.raw[name] ?? 0] });
      }
      shown.set(`non-finite${at}`, {
        exact: true,
        values: [
          ...program.terms.map(({ name }) => Number(outputs?.nonFinite.some(({ term }) => term === name) ?? false)),
          ...finish.terms.map(({ finite }) => Number(isStep && read(finite, episode, step)[0] === 0)),
        ],
      });
      if (finish.advantage !== undefined)
        shown.set(`advantage${at}`, {
          exact: false,
          values: isStep && ended ? read(finish.advantage, episode, step) : [0],
        });
      for (const { name, value } of finish.reports) {
        const node = program.nodes[value];
        if (node?.rate !== "step") continue;
        shown.set(`report ${name}${at}`, {
          exact: node.dtype !== "float",
          values: isStep ? read(value, episode, step) : zeros(value),
        });
      }
      const paid = isStep ? read(finish.total, episode, step) : [];
      sum = sum.map((value, place) => roundedSum(value, paid[place] ?? 0, round));
    }
    shown.set(`ended[${episode}]`, { exact: true, values: [Number(ended)] });
    shown.set(`return[${episode}]`, { exact: false, values: sum });
    if (finish.mask !== undefined)
      shown.set(`masked[${episode}]`, { exact: true, values: read(finish.mask, episode, 0) });
  });
  for (let group = 0; group < layout.count.group; group++) {
    if (finish.keep === undefined) break;
    const slow = program.nodes[finish.keep]?.rate !== "group";
    shown.set(`keep[${group}]`, { exact: true, values: [...valueAt(columnOf(values, finish.keep), slow ? 0 : group)] });
  }
  for (const { name, value } of finish.reports) {
    const node = program.nodes[value];
    if (node === undefined || node.rate === "step") continue;
    const column = columnOf(values, value);
    column.values.forEach((each, index) =>
      shown.set(`report ${name}[${index}]`, { exact: node.dtype !== "float", values: [...each] }),
    );
  }
  (program.trained ?? []).forEach(({ name, dtype }, index) =>
    shown.set(`trained ${name}[0]`, { exact: dtype !== "float", values: [...(finished.trained[index] ?? [])] }),
  );
  return shown;
}

/** Along how many axes values of a rate lie. */
function axesOf(rate: NodeRate | undefined): 0 | 1 | 2 {
  if (rate === "step") return 2;
  return rate === "episode" || rate === "group" ? 1 : 0;
}

/** The same of a kernel; `rates` are those of the reports. */
export async function observeFinish(
  outputs: FinishOutputs,
  rates: ReadonlyMap<string, NodeRate>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const shown = new Map<string, readonly number[]>();
  /** Elements along so many first axes. */
  const each = async (name: string, tensor: Tensor | undefined, axes: 0 | 1 | 2): Promise<void> => {
    if (tensor === undefined) return;
    const data = await tensor.data();
    const [first = 1, second = 1] = axes === 0 ? [] : tensor.shape;
    const count = axes === 2 ? first * second : first;
    const size = data.length / count;
    for (let index = 0; index < count; index++) {
      const at = axes === 2 ? `[${Math.floor(index / second)}][${index % second}]` : `[${index}]`;
      shown.set(`${name}${at}`, [...data.slice(index * size, (index + 1) * size)]);
    }
  };
  await each("mask", outputs.mask, 2);
  await each("terminated", outputs.terminated, 2);
  await each("truncated", outputs.truncated, 2);
  await each("reward", outputs.reward, 2);
  await each("total", outputs.total, 2);
  for (const [name, column] of Object.entries(outputs.terms)) await each(`term ${name}`, column, 2);
  for (const [name, column] of Object.entries(outputs.raw)) await each(`raw ${name}`, column, 2);
  for (const [name, column] of Object.entries(outputs.active)) await each(`active ${name}`, column, 2);
  await each("non-finite", outputs.nonFinite, 2);
  await each("advantage", outputs.advantage, 2);
  await each("ended", outputs.ended, 1);
  await each("return", outputs.return, 1);
  await each("masked", outputs.masked, 1);
  await each("keep", outputs.keep, 1);
  for (const [name, column] of Object.entries(outputs.reports))
    await each(`report ${name}`, column, axesOf(rates.get(name)));
  for (const [name, value] of Object.entries(outputs.trained ?? {})) await each(`trained ${name}`, value, 0);
  return shown;
}

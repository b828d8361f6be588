import type * as tf from "@tensorflow/tfjs-core";
import type { StepValues, Value } from "../graph.js";

/** What the steps of trajectories gave, on the rows `[T·N]`; what rows that are no steps have means nothing, but for `mask` and ends. */
export interface Played {
  /** bool: the rows that are steps. */
  readonly mask: tf.Tensor;
  /** bool, false on rows that are no steps. */
  readonly terminated: tf.Tensor;
  readonly truncated: tf.Tensor;
  readonly values: KeptValues;
}

/** The values of a step that outlive it. */
export type KeptValues = Pick<StepValues<unknown>, "terms" | "shapings" | "endings" | "asserts" | "recorded">;

/** Values of the same names, each made of those of all steps. `join` is told the rank of a single value: all but what is recorded are scalars. */
export function joinValues(
  steps: readonly KeptValues[],
  rankOf: (recorded: string) => number,
  join: (values: readonly Value[], rank: number) => Value,
): KeptValues {
  const [first] = steps;
  if (first === undefined) throw new Error("trajectories without steps");
  const each = (read: (values: KeptValues) => Value | undefined, rank = 0): Value =>
    join(
      steps.map((values) => read(values) ?? 0),
      rank,
    );
  return {
    terms: Object.fromEntries(
      Object.keys(first.terms).map((name) => [
        name,
        {
          contribution: each(({ terms }) => terms[name]?.contribution),
          raw: each(({ terms }) => terms[name]?.raw),
          finite: each(({ terms }) => terms[name]?.finite),
          active: each(({ terms }) => terms[name]?.active),
        },
      ]),
    ),
    shapings: Object.fromEntries(
      Object.keys(first.shapings).map((name) => [name, each(({ shapings }) => shapings[name])]),
    ),
    endings: first.endings.map(({ kind, cause, reward }, index) => ({
      kind,
      cause,
      holds: each(({ endings }) => endings[index]?.holds),
      ...(reward === undefined ? {} : { reward: each(({ endings }) => endings[index]?.reward) }),
    })),
    asserts: first.asserts.map((_, index) => each(({ asserts }) => asserts[index])),
    recorded: Object.fromEntries(
      Object.keys(first.recorded ?? {}).map((name) => [name, each(({ recorded }) => recorded?.[name], rankOf(name))]),
    ),
  };
}

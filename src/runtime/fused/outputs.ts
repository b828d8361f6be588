import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { FusedOutputs, RewardOutputs } from "./fused-kernel.js";
import type { ColumnIndex } from "./memory.js";

/** The columns of outputs by name. */
export function outputsIn(descriptor: SpecDescriptor, columns: ColumnIndex): FusedOutputs {
  const { machines, objectives, pastObjectives = [], shapings, neverMissing, causes, asserts } = descriptor;
  const terms = descriptor.terms.map(({ name }) => name);
  const automata = [...machines, ...objectives];
  const names = (of: "robustness" | "gradient"): readonly string[] => [
    ...new Set(columns.layout.columns.filter(({ field }) => field === of).map(({ name }) => name)),
  ];
  const [robust, gradients] = [names("robustness"), names("gradient")];
  const flags = (field: "causes" | "nonFinite" | "missing" | "failedAsserts", count: number): readonly Uint8Array[] =>
    Array.from({ length: count }, (_, element) => columns.bool(field, "", element));
  const width = (field: "label" | "rewards" | "gradient", of: string): number =>
    columns.layout.columns.filter((column) => column.field === field && column.name === of).length;
  const many = <T>(field: "label" | "rewards" | "gradient", of: string, column: (element: number) => T): readonly T[] =>
    Array.from({ length: width(field, of) }, (_, element) => column(element));
  return {
    ...rewardOutputsIn(descriptor, columns),
    total: columns.float("total"),
    terms: record([...terms, ...descriptor.endingRewards], (name) => columns.float("term", name)),
    raw: record(terms, (name) => columns.float("raw", name)),
    shapings: record(shapings, (name) => columns.float("shaping", name)),
    machines: record(
      machines.map(({ name }) => name),
      (name) => columns.int("machine", name),
    ),
    objectives: record(
      [...objectives, ...pastObjectives].map(({ name }) => name),
      (name) => columns.int("objective", name),
    ),
    ...(robust.length === 0 ? {} : { robustness: record(robust, (name) => columns.float("robustness", name)) }),
    ...(gradients.length === 0
      ? {}
      : {
          gradients: record(gradients, (name) =>
            many("gradient", name, (element) => columns.float("gradient", name, element)),
          ),
        }),
    labels: {
      classes: record(
        automata.map(({ name }) => name),
        (name) => many("label", name, (element) => columns.int("label", name, element)),
      ),
      rewards: record(
        automata.map(({ name }) => name),
        (name) => many("rewards", name, (element) => columns.float("rewards", name, element)),
      ),
    },
    causes: flags("causes", causes.length),
    nonFinite: flags("nonFinite", terms.length),
    ...(neverMissing === undefined ? {} : { missing: flags("missing", neverMissing.length) }),
    failedAsserts: flags("failedAsserts", asserts.length),
  };
}

/** The columns of what a learner needs. */
export function rewardOutputsIn(descriptor: SpecDescriptor, columns: ColumnIndex): RewardOutputs {
  return {
    reward: columns.float("reward"),
    ...(descriptor.stepDiscount === undefined ? {} : { discount: columns.float("discount") }),
    terminated: columns.bool("terminated"),
    truncated: columns.bool("truncated"),
    cause: columns.int("cause"),
  };
}

function record<T>(names: readonly string[], value: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

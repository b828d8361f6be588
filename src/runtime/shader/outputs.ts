import type { ColumnField } from "../fused/layout.js";
import { inputShape } from "../kernel/input-shape.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { Columns, StepOutputs } from "../kernel/kernel.js";
import type { ReadField } from "./call.js";
import { findField, type Placement } from "./placement.js";

/** The tensors of a step's outputs. */
export function readOutputs(
  descriptor: SpecDescriptor,
  placement: Placement,
  read: ReadField,
): Omit<StepOutputs, "state"> {
  const { machines, objectives, pastObjectives = [], shapings, neverMissing, causes, asserts } = descriptor;
  const terms = descriptor.terms.map(({ name }) => name);
  const automata = [...machines, ...objectives];
  const namesOf = (field: ColumnField): readonly string[] =>
    placement.fields.filter((each) => each.field === field).map(({ name }) => name);
  const widthOf = (field: ColumnField, name: string): number => findField(placement, field, name)?.width ?? 0;
  const float = (field: ColumnField, names: readonly string[], shape = (_: string): readonly number[] => []): Columns =>
    Object.fromEntries(names.map((name) => [name, read(field, name, shape(name), "float32")]));
  const int = (field: ColumnField, named: readonly { readonly name: string }[]): Columns =>
    Object.fromEntries(named.map(({ name }) => [name, read(field, name, [], "int32")]));
  const [robust, gradients] = [namesOf("robustness"), namesOf("gradient")];
  return {
    reward: read("reward", "", [], "float32"),
    total: read("total", "", [], "float32"),
    ...(descriptor.stepDiscount === undefined ? {} : { discount: read("discount", "", [], "float32") }),
    terms: float("term", [...terms, ...descriptor.endingRewards]),
    raw: float("raw", terms),
    shapings: float("shaping", shapings),
    machines: int("machine", machines),
    objectives: int("objective", [...objectives, ...pastObjectives]),
    ...(robust.length === 0 ? {} : { robustness: float("robustness", robust) }),
    ...(gradients.length === 0
      ? {}
      : { gradients: float("gradient", gradients, (name) => inputShape(descriptor, name)) }),
    labels: {
      classes: Object.fromEntries(
        automata.map(({ name, labelPerState, states }) => [
          name,
          read("label", name, labelPerState === true ? [states.length] : [], "int32"),
        ]),
      ),
      rewards: float(
        "rewards",
        automata.map(({ name }) => name),
        (name) => [widthOf("rewards", name)],
      ),
    },
    terminated: read("terminated", "", [], "bool"),
    truncated: read("truncated", "", [], "bool"),
    cause: read("cause", "", [], "int32"),
    causes: read("causes", "", [causes.length], "bool"),
    nonFinite: read("nonFinite", "", [terms.length], "bool"),
    ...(neverMissing === undefined ? {} : { missing: read("missing", "", [neverMissing.length], "bool") }),
    failedAsserts: read("failedAsserts", "", [asserts.length], "bool"),
  };
}

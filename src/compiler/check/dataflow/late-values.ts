import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { labelOf } from "../../builtins/history/label.js";
import { report } from "../../diagnostics/report.js";
import { finishedBy } from "../finished-by.js";
import type { TypedExpression, TypedSpec } from "../typed.js";
import { childrenOf, walk } from "../walk.js";
import { placesOf } from "./places.js";
import { isHistory, Timings } from "./timings.js";

/** Values that are known at the end of the episode, where one is needed at each step (language.md §1: machines, endings, shapings, objectives and history). */
export function findLateValues(spec: TypedSpec): readonly Diagnostic[] {
  const timings = Timings.of(spec);
  const places = placesOf(spec);
  const found = places.flatMap(({ what, values }) =>
    values.flatMap((value) => (value === undefined ? [] : late(what, value, timings))),
  );
  const roots = [
    ...places.flatMap(({ values }) => values.flatMap((value) => value ?? [])),
    ...spec.terms.flatMap(({ body, when }) => (when === undefined ? [body] : [body, when])),
    ...spec.lets.map(({ value }) => value),
    spec.total,
    ...finishedBy(spec),
  ];
  walk(
    roots,
    (value) => {
      if (!isHistory(value)) return;
      const { rate, perTag } = timings.of(value);
      if (perTag !== undefined) {
        found.push(...ofTags(value), ...ofUpdates(value));
        return;
      }
      if (rate === "segment") {
        found.push(...ofSegments(value));
        return;
      }
      if (rate === "batch") {
        found.push(...ofUpdates(value));
        return;
      }
      const what = value.kind === "causal" ? `\`${value.aggregator}(…)\`` : "history";
      for (const child of childrenOf(value)) found.push(...late(what, child, timings));
    },
    { lets: true },
  );
  return found;
}

/** What is remembered of the segment before: the value there, whose first needs to be given. */
function ofSegments(call: TypedExpression): readonly Diagnostic[] {
  if (call.kind !== "call")
    return [
      report("not-in-this-version", call.span, { construct: "an aggregate over the past of values per segment" }),
    ];
  if (call.builtin !== "prev" && call.builtin !== "delta")
    return [report("not-in-this-version", call.span, { construct: `\`${call.builtin}(…)\` of a value per segment` })];
  if (call.arguments.init !== undefined || call.options.init === "current") return [];
  const value = `\`${labelOf(call.arguments.x ?? call)}\``;
  const help = "add `init: current`, or the value to start from";
  return [report("missing-initial-value", call.span, { builtin: call.builtin, value }, { help })];
}

/** What is remembered for each tag. */
function ofTags(value: TypedExpression): readonly Diagnostic[] {
  if (value.kind !== "call" || rememberedByTag.has(value.builtin)) return [];
  return [report("not-in-this-version", value.span, { construct: `\`${value.builtin}(…)\` of a value for each tag` })];
}

const rememberedByTag: ReadonlySet<string> = new Set(["ema", "prev", "delta"]);

/** What is remembered across updates has no reset to start from. */
function ofUpdates(value: TypedExpression): readonly Diagnostic[] {
  if (value.kind !== "call") return [];
  const { builtin, arguments: given, options } = value;
  if (resetOperators.has(builtin))
    return [report("not-in-this-version", value.span, { construct: `\`${builtin}(…)\` of a value of the batch` })];
  if (builtin !== "prev" && builtin !== "delta") return [];
  const { init, x = value } = given;
  if (init === undefined && options.init !== "current") {
    const help = "add `init: current`, or the value to start from";
    return [report("missing-initial-value", value.span, { builtin, value: `\`${labelOf(x)}\`` }, { help })];
  }
  if (init === undefined || init.rate === "const") return [];
  const what = `\`init\` of \`${builtin}\` across updates`;
  return [report("not-constant", init.span, { what, rate: init.rate })];
}

/** What reads or begins with the value at a reset, or counts steps. */
const resetOperators: ReadonlySet<string> = new Set(["captured", "best_gain", "visits"]);

function late(what: string, value: TypedExpression, timings: Timings): readonly Diagnostic[] {
  if (value.kind === "error" || timings.of(value).availability === "step") return [];
  return [
    report(
      "known-later",
      value.span,
      { what },
      {
        label: `known at the end of the ${timings.of(value).availability}`,
        help: "take what is known so far: `… over past`",
      },
    ),
  ];
}

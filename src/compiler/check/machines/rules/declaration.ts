import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { TypedCounter, TypedMachine, TypedState } from "../../typed.js";

/** What is wrong with a machine before its guards are looked at. */
export function declarationFaults(machine: TypedMachine): readonly Diagnostic[] {
  return [...startFaults(machine), ...machine.counters.flatMap(counterFaults), ...machine.states.flatMap(stateFaults)];
}

function startFaults(machine: TypedMachine): readonly Diagnostic[] {
  const negative = machine.start.flatMap((probability, state) =>
    probability >= 0 && probability <= 1
      ? []
      : [
          report("negative-probability", machine.span, {
            state: machine.states[state]?.name ?? "?",
            found: probability,
          }),
        ],
  );
  if (negative.length > 0) return negative;
  const sum = machine.start.reduce((total, probability) => total + probability, 0);
  return Math.abs(sum - 1) <= 1e-9
    ? []
    : [report("start-probabilities", machine.span, { machine: machine.name, sum: Number(sum.toPrecision(6)) })];
}

function counterFaults({ name, low, high, initial, span }: TypedCounter): readonly Diagnostic[] {
  if (!Number.isInteger(low) || !Number.isInteger(high) || low > high)
    return [report("counter-bounds", span, { counter: name, low, high })];
  if (!Number.isInteger(initial) || initial < low || initial > high)
    return [report("counter-start", span, { counter: name, found: initial, low, high })];
  return [];
}

function stateFaults({ name, end, edges, span }: TypedState): readonly Diagnostic[] {
  const [first] = edges;
  if (end !== "none" && first !== undefined) {
    return [
      report(
        "edges-of-an-end",
        first.span,
        { end, state: name },
        { label: "can never be taken", related: [{ span, label: `${end} state` }] },
      ),
    ];
  }
  const [once, again] = edges.filter(({ form }) => form === "otherwise");
  if (once === undefined || again === undefined) return [];
  return [
    report(
      "repeated-otherwise",
      again.span,
      { state: name },
      { label: "second one", related: [{ span: once.span, label: "first one" }] },
    ),
  ];
}

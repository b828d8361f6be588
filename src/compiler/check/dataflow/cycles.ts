import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TypedSpec } from "../typed.js";
import { dependencies, type Moment, type Quantity } from "./dependencies.js";

/** Quantities of one step that depend on themselves, each cycle once, with its path. */
export function findCycles(spec: TypedSpec): readonly Diagnostic[] {
  const step = cyclesIn(spec, "step");
  return step.length > 0 ? step : cyclesIn(spec, "reset");
}

interface Visit {
  readonly key: string;
  readonly rest: string[];
}

/** Depth-first search with a stack of our own; an edge back into the open path closes a cycle. */
function cyclesIn(spec: TypedSpec, moment: Moment): readonly Diagnostic[] {
  const graph = dependencies(spec, moment);
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  for (const root of graph.keys()) {
    if (done.has(root)) continue;
    const open: Visit[] = [{ key: root, rest: [...(graph.get(root)?.reads.keys() ?? [])] }];
    const onPath = new Set([root]);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        done.add(top.key);
        onPath.delete(top.key);
        open.pop();
      } else if (onPath.has(next)) {
        const cycle = open.slice(open.findIndex(({ key }) => key === next)).map(({ key }) => key);
        diagnostics.push(describe(cycle, graph));
      } else if (!done.has(next)) {
        onPath.add(next);
        open.push({ key: next, rest: [...(graph.get(next)?.reads.keys() ?? [])] });
      }
    }
  }
  return diagnostics;
}

/** The report begins at the first of the cycle in the file, so that it is the same wherever the search began; `total` comes last. */
function describe(cycle: readonly string[], graph: ReadonlyMap<string, Quantity>): Diagnostic {
  const places = cycle.map((key) => (key === "total" ? Infinity : (graph.get(key)?.span.start ?? Infinity)));
  const first = places.indexOf(places.reduce((least, place) => Math.min(least, place), Infinity));
  const turned = [...cycle.slice(first), ...cycle.slice(0, first)];
  const path = [...turned, turned[0] ?? ""].map((key) => graph.get(key)?.name ?? key);
  const start = graph.get(turned[0] ?? "");
  if (start === undefined) throw new Error("a cycle of nothing");
  const related = turned.flatMap((key, place) => {
    const span = graph.get(key)?.reads.get(turned[(place + 1) % turned.length] ?? "");
    return span === undefined ? [] : [{ span, label: `reads ${path[place + 1] ?? ""}` }];
  });
  return report(
    "dataflow-cycle",
    start.span,
    { name: path[0] ?? "", path: path.join(" → ") },
    {
      related,
      help: helpFor(turned),
    },
  );
}

function helpFor(cycle: readonly string[]): string {
  if (cycle.includes("advantage")) return "take one of these out: what `advantage` is made of cannot read it";
  return cycle.length === 1 && cycle[0] === "total" ? ofTotal : "read the value of the step before: `prev(…)`";
}

/** Most who read `return` in `total` mean the learner's advantage. */
const ofTotal = "what compares returns belongs in `advantage`; the total of the step before is `prev(total)`";

import { analyseMachine } from "../../compiler/check/machines/analysis.js";
import { expressionsOf } from "../../compiler/check/machines/expressions.js";
import type { TypedSpec } from "../../compiler/check/typed.js";
import { walk } from "../../compiler/check/walk.js";
import type { Program } from "../../compiler/ir/program.js";
import type { Span } from "../../compiler/source/span.js";
import type { EpisodeState, NodeValues, Outputs } from "../../runtime/reference/index.js";

/** One place of a spec that tests may reach, and in how many steps they do. */
export interface CoveredPlace {
  readonly span: Span;
  readonly kind: "edge" | "then" | "else";
  /** `Delivery: Empty -> Carrying`, `if`. */
  readonly what: string;
  readonly steps: number;
}

/** Every edge of every machine and both sides of every `if` and `match`. */
export type Coverage = readonly CoveredPlace[];

/** Sums what was reached with several variants of a spec. */
export function joined(parts: readonly Coverage[]): Coverage {
  const places = new Map<string, CoveredPlace>();
  for (const place of parts.flat()) {
    const key = `${place.span.file}:${place.span.start}:${place.span.end}:${place.kind}`;
    const known = places.get(key);
    places.set(key, known === undefined ? place : { ...known, steps: known.steps + place.steps });
  }
  return [...places.values()];
}

/** Counts, while tests run on the reference. `program` is the spec's as it was lowered, not optimised. */
export class CoverageCounter {
  readonly #edges: readonly EdgeCounts[];
  readonly #branches: readonly BranchCounts[];

  constructor(
    private readonly program: Program,
    private readonly spec: TypedSpec,
  ) {
    this.#edges = spec.machines.flatMap((machine) => {
      const analysis = analyseMachine(machine);
      const slot = program.slots.find(({ name, kind }) => kind === "machine" && name === `${machine.name}.state`);
      if (analysis === undefined || slot === undefined) return [];
      const { edge, classes } = analysis.table;
      return [
        {
          machine: machine.name,
          slot: slot.id,
          edge,
          classes,
          counts: machine.states.map(({ edges }) => edges.map(() => 0)),
        },
      ];
    });
    const written = new Map<string, Span>();
    walk(
      expressionsOf(spec),
      (expression) => {
        if (expression.kind === "select") written.set(keyOf(expression.span), expression.span);
      },
      { lets: true },
    );
    this.#branches = program.nodes.flatMap((node) => {
      const span =
        node.op === "select" && node.phase !== "reset" && node.origin !== undefined
          ? written.get(keyOf(node.origin))
          : undefined;
      return span === undefined ? [] : [{ condition: node.inputs[0] ?? 0, span, then: 0, otherwise: 0 }];
    });
  }

  /** A row that stepped. */
  step(before: EpisodeState, values: NodeValues, outputs: Outputs): void {
    for (const { machine, slot, edge, classes, counts } of this.#edges) {
      const state = before.slots[slot]?.[0] ?? 0;
      const label = outputs.labels[machine]?.class ?? 0;
      const taken = edge[state * classes + (typeof label === "number" ? label : (label[state] ?? 0))] ?? -1;
      const row = counts[state];
      if (row !== undefined && taken >= 0) row[taken] = (row[taken] ?? 0) + 1;
    }
    for (const branch of this.#branches) {
      const condition = values[branch.condition] ?? [];
      if (condition.some((value) => value !== 0)) branch.then++;
      if (condition.some((value) => value === 0)) branch.otherwise++;
    }
  }

  coverage(): Coverage {
    const edges = this.#edges.flatMap(({ machine, edge: table, classes, counts }) => {
      const states = this.spec.machines.find(({ name }) => name === machine)?.states ?? [];
      return states.flatMap(({ name, edges: declared }, state) =>
        declared.flatMap((edge, index): readonly CoveredPlace[] => {
          // Where the edge does what staying or an earlier edge does, nothing tells whether it is taken.
          if (!table.slice(state * classes, (state + 1) * classes).includes(index)) return [];
          const what = `${machine}: ${name} -> ${states[edge.target]?.name ?? "?"}`;
          return [{ span: edge.span, kind: "edge", what, steps: counts[state]?.[index] ?? 0 }];
        }),
      );
    });
    const branches = this.#branches.flatMap(({ span, then, otherwise }): readonly CoveredPlace[] => [
      { span, kind: "then", what: "the condition holds", steps: then },
      { span, kind: "else", what: "the condition does not hold", steps: otherwise },
    ]);
    return joined([edges, branches]);
  }
}

interface EdgeCounts {
  readonly machine: string;
  readonly slot: number;
  /** `[states × classes]`: index of the edge taken. */
  readonly edge: readonly number[];
  readonly classes: number;
  readonly counts: number[][];
}

interface BranchCounts {
  readonly condition: number;
  readonly span: Span;
  then: number;
  otherwise: number;
}

function keyOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}

import { and, atom, unary, windowed } from "../../../src/compiler/automata/temporal/formula.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { optimise } from "../../../src/compiler/passes/index.js";
import { gridMap } from "../../../src/runtime/environments/grid/grid-map.js";
import { GridWorld } from "../../../src/runtime/environments/grid/grid-world.js";
import type { Environment } from "../../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import type { TypedSpec } from "../../../src/compiler/check/typed.js";
import {
  bool,
  named,
  objective,
  on,
  programOf,
  shown,
  terminateWhen,
} from "../../compiler/lower/objective/objective-spec.js";
import { constant, declare, signal, spec, term } from "../../compiler/lower/typed-spec.js";

/** A corridor of cells: key at the left end, door at the right, start between them. */
export function corridor(size = 1, limit = 50): Environment {
  const labels = { key: [[0, 0]], door: [[4, 0]] } as const;
  const map = gridMap({ width: 5, height: 1, start: [2, 0], up: 1, open: () => true, labels });
  return new GridWorld(
    { name: "corridor", map, tasks: ["fetch"], limit: 50 },
    { size, seed: 0, limit, tasks: ["fetch"] },
  );
}

export const inOrder = windowed("eventually", and(atom(0), unary("next", windowed("eventually", atom(1)))));

/** First the key, then the door: pays 1 and ends the episode. */
export function fetchByObjective(more: Partial<TypedSpec> = {}): RewardKernel {
  const atoms = [signal("key", bool), signal("door", bool)];
  const made = spec({
    name: "Fetch",
    signals: [declare("key", bool), declare("door", bool)],
    objectives: [objective(inOrder, { name: "Fetch", atoms })],
    terms: [term("goal", on(shown("fires-satisfied", "Fetch"), constant(1)))],
    total: named("goal"),
    endings: [terminateWhen(shown("satisfied", "Fetch"))],
    discount: constant(0.9),
    ...more,
  });
  return kernelOf(optimise(programOf(made)));
}

import type { NodeId } from "../../ir/node.js";
import { slidingFold } from "../history/sliding-fold.js";
import { storable, type CausalScope } from "./scope.js";

/** From so many steps on a window is folded as it slides; shorter ones keep their values side by side, which takes fewer operations. */
export const manySteps = 64;

/** Beyond every number of single precision, which is what most targets compute in. */
export const beyond = { float: 3.4028234663852886e38, int: 2147483647 } as const;

/** What a step adds to a window: now, and as later steps see it, which is finite. */
interface Addend {
  readonly now: NodeId;
  readonly kept: NodeId;
  /** What changes nothing. */
  readonly absent: number;
}

type Combine = (older: NodeId, newer: NodeId) => NodeId;

function folded(scope: CausalScope, steps: number, name: string, addend: Addend, combine: Combine): NodeId {
  const { now, kept, absent } = addend;
  const { dtype } = scope.lowering.ir.node(now);
  const [result = now] = slidingFold(
    {
      name,
      kind: "history",
      dtype,
      shape: scope.shape,
      steps,
      filling: absent,
      now: [now],
      kept: [kept],
      combine: ([older = now], [newer = now]) => [combine(older, newer)],
    },
    scope.lowering,
  );
  return result;
}

/** What the values of the last n steps combine to, with `absent` in the place of those that do not count. */
export function foldedWindow(scope: CausalScope, steps: number, absent: number, combine: Combine): NodeId {
  const { ir } = scope.lowering;
  const none = ir.constant(absent, ir.node(scope.value).dtype);
  const addend = {
    now: ir.select(scope.counts, scope.value, none),
    kept: ir.select(storable(scope), scope.value, none),
    absent,
  };
  return folded(scope, steps, scope.name, addend, combine);
}

/** The sum of the last n steps; floats stay inside of single precision, so that state is finite. */
export function summedWindow(scope: CausalScope, steps: number): NodeId {
  const { ir } = scope.lowering;
  const isFloat = ir.node(scope.value).dtype === "float";
  return foldedWindow(scope, steps, 0, (older, newer) => {
    const sum = ir.binary("add", older, newer);
    if (!isFloat) return sum;
    return ir.binary("minimum", ir.binary("maximum", sum, ir.constant(-beyond.float)), ir.constant(beyond.float));
  });
}

/** How many of the last n steps count; what is not finite counts in its own step only. */
export function countedWindow(scope: CausalScope, steps: number): NodeId {
  const { ir } = scope.lowering;
  const addend = { now: ir.cast(scope.counts, "int"), kept: ir.cast(storable(scope), "int"), absent: 0 };
  return folded(scope, steps, `${scope.name}.counts`, addend, (older, newer) => ir.binary("add", older, newer));
}

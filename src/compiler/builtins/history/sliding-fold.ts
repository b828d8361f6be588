import type { DType, NodeId } from "../../ir/node.js";
import type { Lowering, SlotDraft } from "../builtin.js";
import { placeInCycle } from "./place-in-cycle.js";

/** Something that is combined from the last `steps` steps: an extremum, a sum, a composition of functions. Values are lists of parts of one shape. */
export interface SlidingWindow extends Pick<SlotDraft, "kind" | "dtype" | "shape"> {
  readonly name: string;
  /** At least 2. */
  readonly steps: number;
  /** What slots hold before they are written; it is never combined with anything. */
  readonly filling: number;
  /** The parts of this step as they count now. */
  readonly now: readonly NodeId[];
  /** The parts of this step as later steps see them: finite. */
  readonly kept: readonly NodeId[];
  /** Associative. */
  readonly combine: (older: readonly NodeId[], newer: readonly NodeId[]) => readonly NodeId[];
}

/**
 * What the last n steps combine to, of fewer at the start of an episode, in a constant number of operations a step, whatever n is, without a branch. Steps are cut into blocks of ⌊n/2⌋. The window
 * is then the end of one block, the whole of the next and the beginning of the present one:
 *
 *     block k−2          block k−1          block k
 *     · · ·[x x x x x]   [x x x x x x x x]  [x x x]
 *          ends of k−2        whole          begun
 *
 * While block k runs, the ends of block k−1 are combined backwards, one a step, in the place of its values; so they are there when block k+1 begins. This is the two-stack queue of aggregates
 * (Tangwongsan, Hirzel & Schneider 2017, In-order sliding-window aggregation in worst-case constant time) for a window that moves by one value a step.
 */
export function slidingFold(window: SlidingWindow, lowering: Lowering): readonly NodeId[] {
  const { ir } = lowering;
  const { name, kind, dtype, shape, steps, filling, now, kept, combine } = window;
  const block = Math.floor(steps / 2);
  const int = (value: number): NodeId => ir.constant(value, "int");
  const choose = (condition: NodeId, then: readonly NodeId[], otherwise: readonly NodeId[]): readonly NodeId[] =>
    then.map((part, index) => ir.select(condition, part, otherwise[index] ?? part));
  const slot = (of: string, type: DType, size: readonly number[], initial: number, next: () => NodeId): NodeId =>
    lowering.state(
      { name: `${name}.${of}`, kind, dtype: type, shape: size, initial: ir.constant(initial, type, size) },
      next,
    );
  const slots = (of: string, next: () => readonly NodeId[]): readonly NodeId[] =>
    now.map((_, index) => slot(part(of, index), dtype, shape, filling, () => next()[index] ?? missing()));
  const part = (of: string, index: number): string => (now.length === 1 ? of : `${of} ${index + 1}`);

  /** Place in the present block, the half of the ring that it is written to, and how many blocks are behind, 2 for more. */
  const { place, isLast } = placeInCycle({ name: `${name}.place`, kind }, block, lowering);
  const half: NodeId = slot("half", "int", [], 0, () => ir.select(isLast, ir.binary("subtract", int(1), half), half));
  const behind: NodeId = slot("behind", "int", [], 0, () =>
    ir.select(isLast, ir.binary("minimum", ir.binary("add", behind, int(1)), int(2)), behind),
  );
  const isFirst = ir.binary("equal", place, int(0));
  const inHalf = (side: NodeId, at: NodeId): NodeId => ir.binary("add", ir.binary("multiply", side, int(block)), at);
  const written = inHalf(half, place);
  const mirrored = inHalf(ir.binary("subtract", int(1), half), ir.binary("subtract", int(block - 1), place));

  const begun = slots("begun", () => withKept());
  const withKept = (): readonly NodeId[] => choose(isFirst, kept, combine(begun, kept));
  const whole = slots("whole", () => choose(isLast, withKept(), whole));
  const ring = now.map((_, index) =>
    lowering.state(
      {
        name: `${name}.${part("ring", index)}`,
        kind,
        dtype,
        shape: [2 * block, ...shape],
        initial: ir.constant(filling, dtype, [2 * block, ...shape]),
        scratch: true,
      },
      (old) =>
        ir.dynamicUpdate(ir.dynamicUpdate(old, mirrored, ends[index] ?? missing()), written, kept[index] ?? missing()),
    ),
  );
  const end = slots("end", () => ends);
  const begins = ir.binary("equal", behind, int(0));
  const backwards = ring.map((rows) =>
    ir.select(begins, ir.constant(filling, dtype, shape), ir.dynamicSlice(rows, mirrored)),
  );
  const ends = choose(isFirst, backwards, combine(backwards, end));

  const present = choose(isFirst, now, combine(begun, now));
  const withWhole = choose(begins, present, combine(whole, present));
  // A window of an odd number of steps has one more of the ends, and always some.
  const odd = steps % 2 === 1;
  const oldest = odd ? written : ir.select(isLast, written, ir.binary("add", written, int(1)));
  const twoBehind = ir.binary("equal", behind, int(2));
  const hasOldest = odd ? twoBehind : ir.binary("and", twoBehind, ir.unary("not", isLast));
  return choose(
    hasOldest,
    combine(
      ring.map((rows) => ir.dynamicSlice(rows, oldest)),
      withWhole,
    ),
    withWhole,
  );
}

function missing(): never {
  throw new Error("a combination has other parts than what it combines");
}

import type { Diagram, Diagrams } from "../../diagram.js";
import { forget } from "./forget.js";
import type { PastTransition } from "./transition.js";

/**
 * The memories that the letters and memories of `condition` lead to, bit by bit: what the next bits can still be depends on the condition only through what they read, and the rest of it is
 * forgotten as soon as nothing reads it any more (the range of a vector of functions, Coudert, Berthet and Madre 1989; early quantification, Burch, Clarke and Long 1991).
 */
export function image({ diagrams, firstBit, next }: PastTransition, condition: Diagram): Diagram {
  const read = levelsReadFrom(diagrams, next);
  const rest = (part: Diagram, bit: number): Diagram =>
    forget(diagrams, part, (level) => read[bit]?.has(level) === true);
  const root = rest(condition, 0);
  /** By bit: what is open before it is chosen, with what is open where it fails and where it holds. */
  const layers: ReadonlyMap<Diagram, readonly Diagram[]>[] = [];
  let open: readonly Diagram[] = [root];
  next.forEach((holds, bit) => {
    const fails = diagrams.not(holds);
    const layer = new Map(
      open.map((from) => [from, [fails, holds].map((part) => rest(diagrams.and(from, part), bit + 1))]),
    );
    layers.push(layer);
    open = [...new Set([...layer.values()].flat())];
  });
  // Whatever is open when all bits are chosen is read by nothing: it is possible, 1, or not, 0.
  let reached = new Map(open.map((leaf) => [leaf, leaf]));
  for (const [bit, layer] of [...layers.entries()].reverse()) {
    const below = reached;
    reached = new Map(
      [...layer].map(([from, cells]) => [
        from,
        diagrams.node(
          firstBit + bit,
          cells.map((cell) => below.get(cell) ?? diagrams.leaf(0)),
        ),
      ]),
    );
  }
  return reached.get(root) ?? diagrams.leaf(0);
}

/** By bit: the levels that its function or a later one reads; one more, empty, entry at the end. */
function levelsReadFrom(diagrams: Diagrams, next: readonly Diagram[]): readonly ReadonlySet<number>[] {
  const read: ReadonlySet<number>[] = [new Set()];
  for (const bit of [...next].reverse()) {
    const own = diagrams.bottomUp(bit).map((node) => diagrams.level(node));
    read.unshift(new Set([...own, ...(read[0] ?? [])]));
  }
  return read;
}

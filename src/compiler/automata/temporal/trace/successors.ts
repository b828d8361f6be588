import type { Dfa } from "../dfa.js";

/** The states that some letter leads to, by state, in the order in which a walk with false first meets them. */
export function successors({ diagrams, moves }: Pick<Dfa, "diagrams" | "moves">): readonly (readonly number[])[] {
  return moves.map((move) => {
    const found = new Set<number>();
    const seen = new Set([move]);
    const stack = [move];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (diagrams.isLeaf(node)) {
        found.add(diagrams.value(node));
        continue;
      }
      for (const child of [diagrams.high(node), diagrams.low(node)]) {
        if (seen.has(child)) continue;
        seen.add(child);
        stack.push(child);
      }
    }
    return [...found];
  });
}

import type { Program } from "./program.js";
import { reachable } from "./reachable.js";

/** The program with `needsReset` of every signal as its slots' first values have it. */
export function withNeedsReset<P extends Pick<Program, "nodes" | "slots" | "signals">>(program: P): P {
  const cone = reachable(
    program.nodes,
    program.slots.map((slot) => slot.initial),
  );
  const needed = new Set<string>();
  for (const id of cone) {
    const node = program.nodes[id];
    if (node?.op === "signal" && node.at === "reset") needed.add(node.name);
  }
  return { ...program, signals: program.signals.map((signal) => ({ ...signal, needsReset: needed.has(signal.name) })) };
}

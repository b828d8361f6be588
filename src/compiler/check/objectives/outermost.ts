import { operandsOf } from "../../automata/temporal/formula-parts.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";

/** The parts that lie in no other one of them: what is said of those inside would say it again. */
export function outermostOf(parts: readonly TemporalFormula[]): readonly TemporalFormula[] {
  const inside = new Set<TemporalFormula>();
  const stack = parts.flatMap(operandsOf);
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if (inside.has(part)) continue;
    inside.add(part);
    for (const operand of operandsOf(part)) stack.push(operand);
  }
  return parts.filter((part) => !inside.has(part));
}

import { valueIteration, type Choices } from "../../automata/value-iteration.js";
import { moves } from "../../automata/moves.js";
import type { TypedExpression, TypedMachine, TypedParamDeclaration } from "../typed.js";
import type { MachineAnalysis } from "./analysis.js";
import { boundsOf } from "./bounds.js";

/** v*(u) of `shape M by value iteration`, or why there is none. */
export type Potential =
  | { readonly kind: "values"; readonly values: readonly number[]; readonly discount: number }
  | { readonly kind: "unbounded"; readonly reward: TypedExpression }
  | { readonly kind: "diverges"; readonly states: readonly number[] }
  | { readonly kind: "no-discount" };

/**
 * v(u) = max over the satisfiable label classes of r + γ·v(u′), 0 in final and done states. A reward counts with the most that it can be: constants as they are, params and the
 * discount at their declared values, anything else at the upper end of its range. Counters are free within their bounds.
 */
export function machinePotential(
  { machine, table }: MachineAnalysis,
  discount: TypedExpression,
  params: readonly TypedParamDeclaration[],
): Potential {
  const [, gamma] = boundsOf(discount, params);
  if (!(gamma >= 0 && gamma <= 1)) return { kind: "no-discount" };
  const worth = new Map<TypedExpression, number>();
  for (const reward of rewardsOf(machine)) {
    const [, most] = boundsOf(reward, params);
    if (!Number.isFinite(most)) return { kind: "unbounded", reward };
    worth.set(reward, most);
  }
  const most = (reward: TypedExpression | undefined): number => (reward === undefined ? 0 : (worth.get(reward) ?? 0));
  const states = machine.states.map((state, u): Choices => {
    if (state.end !== "none") return [];
    return moves(table, u).map(({ next, edge }) => ({
      reward: most(state.edges[edge]?.reward) + most(machine.states[next]?.reward),
      next,
    }));
  });
  const result = valueIteration(states, gamma);
  return result.kind === "values" ? { ...result, discount: gamma } : result;
}

function rewardsOf(machine: TypedMachine): readonly TypedExpression[] {
  return machine.states.flatMap(({ reward, edges }) => [
    ...(reward === undefined ? [] : [reward]),
    ...edges.flatMap((edge) => (edge.reward === undefined ? [] : [edge.reward])),
  ]);
}

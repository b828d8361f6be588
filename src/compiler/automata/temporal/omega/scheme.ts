import { unreachable } from "../../../unreachable.js";

/**
 * How a property of infinite traces is turned into a reward, from the priorities that its automaton meets. Accepting is priority 1 of an automaton
 * with priorities 0 and 1; only `parity` is for all automata.
 *
 * - `zeta_reach` (Hahn, Perez, Schewe, Somenzi, Trivedi and Wojtczak, TACAS 2019): in an accepting state the episode ends with probability 1 − ζ, and
 *   that pays 1.
 * - `zeta_discount` (Hahn et al., ATVA 2020): pays 1 in an accepting state and discounts by ζ there.
 * - `multi_discount` (Bozkurt, Wang, Zavlanos and Pajic, ICRA 2020): pays 1 − γ_B in an accepting state and discounts by γ_B there.
 * - `parity` (Hahn et al., CONCUR 2020): in a state of priority p the episode ends with probability (1 − ζ)^(1 + p_max − p), and that pays p mod 2.
 * - `reward_on_acc`: pays 1 in an accepting state. Unsound: it counts visits, however few traces go on with them.
 */
export type Scheme =
  | { readonly kind: "zeta_reach" | "zeta_discount" | "parity"; /** In (0, 1). */ readonly zeta: number }
  | { readonly kind: "multi_discount"; /** γ_B in (0, 1). */ readonly gamma: number }
  | { readonly kind: "reward_on_acc" };

/** What a scheme does in a step that ends in some state of the automaton. */
export interface SchemeStep {
  /** Probability that the episode terminates here. */
  readonly stop: number;
  /** Paid in the step if it does, and if it does not. */
  readonly stopping: number;
  readonly going: number;
  /** What comes after this step counts so much; absent: the spec's own discount. */
  readonly discount?: number;
}

/** What a scheme does in each state, by the states' priorities. */
export function schemeSteps(scheme: Scheme, priorities: readonly number[]): readonly SchemeStep[] {
  const greatest = priorities.reduce((most, priority) => Math.max(most, priority), 0);
  return priorities.map((priority) => stepAt(scheme, priority, greatest));
}

const nothing: SchemeStep = { stop: 0, stopping: 0, going: 0 };

function stepAt(scheme: Scheme, priority: number, greatest: number): SchemeStep {
  const accepting = priority === 1;
  switch (scheme.kind) {
    case "zeta_reach":
      return accepting ? { stop: 1 - scheme.zeta, stopping: 1, going: 0 } : nothing;
    case "parity":
      return { stop: (1 - scheme.zeta) ** (1 + greatest - priority), stopping: priority % 2, going: 0 };
    case "zeta_discount":
      return accepting ? { stop: 0, stopping: 1, going: 1, discount: scheme.zeta } : nothing;
    case "multi_discount":
      return accepting
        ? { stop: 0, stopping: 1 - scheme.gamma, going: 1 - scheme.gamma, discount: scheme.gamma }
        : nothing;
    case "reward_on_acc":
      return accepting ? { stop: 0, stopping: 1, going: 1 } : nothing;
    default:
      return unreachable(scheme);
  }
}

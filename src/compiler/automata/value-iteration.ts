/** A state's choices: the reward of a move and where it leads; `undefined` ends (worth 0). */
export type Choices = readonly { readonly reward: number; readonly next: number | undefined }[];

export type Values =
  | { readonly kind: "values"; readonly values: readonly number[] }
  /** With no discount, some cycle that these states reach gains (or costs) for ever. */
  | { readonly kind: "diverges"; readonly states: readonly number[] };

/**
 * v(u) = max over the moves of u of r + γ·v(u′), 0 where a state has none. Policy iteration with exact evaluation: a deterministic policy runs into a cycle, whose value has
 * a closed form, so there is no stopping error (Howard 1960). γ in [0, 1]; with γ = 1 a cycle that gains has no value.
 */
export function valueIteration(states: readonly Choices[], discount: number): Values {
  return discount >= 1 ? undiscounted(states) : { kind: "values", values: policyIteration(states, discount) };
}

function policyIteration(states: readonly Choices[], discount: number): readonly number[] {
  const policy = states.map(() => 0);
  let values = evaluate(states, policy, discount);
  // Policies never repeat while each change gains more than rounding can fake, so this ends; the bound only guards against rounding.
  for (let round = 0; round < 10_000; round++) {
    let changed = false;
    states.forEach((choices, state) => {
      const worth = choices.map(
        ({ reward, next }) => reward + (next === undefined ? 0 : discount * (values[next] ?? 0)),
      );
      let best = policy[state] ?? 0;
      worth.forEach((value, choice) => {
        if (value > (worth[best] ?? -Infinity) + 1e-12 * (1 + Math.abs(value))) best = choice;
      });
      if (best !== policy[state]) changed = true;
      policy[state] = best;
    });
    if (!changed) break;
    values = evaluate(states, policy, discount);
  }
  return values;
}

/** The value of following one choice in every state. */
function evaluate(states: readonly Choices[], policy: readonly number[], discount: number): readonly number[] {
  const values: (number | undefined)[] = states.map(() => undefined);
  for (let from = 0; from < states.length; from++) {
    const path: number[] = [];
    const position = new Map<number, number>();
    let state: number | undefined = from;
    while (state !== undefined && values[state] === undefined && !position.has(state)) {
      position.set(state, path.length);
      path.push(state);
      state = states[state]?.[policy[state] ?? 0]?.next;
    }
    const rewardAt = (index: number): number => states[path[index] ?? 0]?.[policy[path[index] ?? 0] ?? 0]?.reward ?? 0;
    let value = state === undefined ? 0 : values[state];
    if (value === undefined && state !== undefined) {
      const first = position.get(state) ?? 0;
      let sum = 0;
      for (let index = path.length - 1; index >= first; index--) sum = rewardAt(index) + discount * sum;
      value = sum / -Math.expm1((path.length - first) * Math.log(discount));
    }
    for (let index = path.length - 1; index >= 0; index--) {
      value = rewardAt(index) + discount * (value ?? 0);
      values[path[index] ?? 0] = value;
    }
  }
  return values.map((value) => value ?? 0);
}

/**
 * Total reward: the best path to where nothing more is paid, an end or a cycle of unpaid moves. A cycle that gains can be repeated for ever,
 * and a state that finds no such place pays for ever: neither has a value.
 */
function undiscounted(states: readonly Choices[]): Values {
  const rests = states.map((choices, state) => choices.length === 0 || restsIn(states, state));
  const values = rests.map((resting) => (resting ? 0 : -Infinity));
  for (let round = 0; round <= states.length; round++) {
    const improved: number[] = [];
    states.forEach((choices, state) => {
      for (const { reward, next } of choices) {
        const worth = reward + (next === undefined ? 0 : (values[next] ?? 0));
        const old = values[state] ?? 0;
        if (worth <= old + 1e-12 * (1 + Math.abs(worth)) && old !== -Infinity) continue;
        if (worth === -Infinity) continue;
        values[state] = worth;
        improved.push(state);
      }
    });
    if (improved.length === 0) break;
    if (round === states.length) return { kind: "diverges", states: [...new Set(improved)] };
  }
  const lost = values.flatMap((value, state) => (value === -Infinity ? [state] : []));
  return lost.length > 0 ? { kind: "diverges", states: lost } : { kind: "values", values };
}

/** Whether unpaid moves lead from the state back to itself. */
function restsIn(states: readonly Choices[], state: number): boolean {
  const seen = new Set<number>();
  const queue = [state];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { reward, next } of states[at] ?? []) {
      if (reward !== 0 || next === undefined) continue;
      if (next === state) return true;
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return false;
}

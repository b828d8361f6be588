import type { RandomStream } from "../../random/index.js";

/** Log-probabilities of one row of logits: `logits - log Σ exp logits`, written to `out`. */
export function logProbabilities(logits: Float32Array, row: number, count: number, out: Float64Array): void {
  const start = row * count;
  let highest = -Infinity;
  for (let j = 0; j < count; j++) highest = Math.max(highest, logits[start + j] ?? 0);
  let sum = 0;
  for (let j = 0; j < count; j++) sum += Math.exp((logits[start + j] ?? 0) - highest);
  const shift = highest + Math.log(sum);
  for (let j = 0; j < count; j++) out[j] = (logits[start + j] ?? 0) - shift;
}

/** Actions and their log-probabilities, one for each row of `logits` (`[B, count]`). */
export interface Choice {
  readonly actions: Int32Array;
  readonly logProbabilities: Float32Array;
}

/** Draws an action for each row, with one uniform number a row. */
export function sample(logits: Float32Array, count: number, random: RandomStream): Choice {
  return choose(logits, count, (probabilities) => {
    let left = random.uniform();
    for (let j = 0; j < count - 1; j++) {
      left -= Math.exp(probabilities[j] ?? 0);
      if (left < 0) return j;
    }
    return count - 1;
  });
}

/** The likeliest action of each row, the first of equals. */
export function greedy(logits: Float32Array, count: number): Choice {
  return choose(logits, count, (probabilities) => probabilities.indexOf(Math.max(...probabilities)));
}

function choose(logits: Float32Array, count: number, pick: (row: Float64Array) => number): Choice {
  const rows = logits.length / count;
  const actions = new Int32Array(rows);
  const chosen = new Float32Array(rows);
  const row = new Float64Array(count);
  for (let i = 0; i < rows; i++) {
    logProbabilities(logits, i, count, row);
    const action = pick(row);
    actions[i] = action;
    chosen[i] = row[action] ?? 0;
  }
  return { actions, logProbabilities: chosen };
}

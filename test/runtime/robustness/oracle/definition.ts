import type { PastEnd, RobustnessFormula, RobustnessWindow } from "../../../../src/runtime/index.js";
import { unreachable } from "../../../../src/runtime/unreachable.js";

/*
 * Robustness straight from the definitions: a recursive function of a formula and a position, that quantifies over positions and takes greatest and least
 * of lists. Shares no code with the engine; only fit for small formulas and short traces.
 */

/** What the definitions need of the numbers that they speak of. */
export interface Numbers<V> {
  readonly constant: (value: number) => V;
  readonly negative: (value: V) => V;
  readonly greatest: (values: readonly V[]) => V;
}

/** The robustness of a formula at every position of one trace; `margins[channel][position]`. */
export function byDefinition<V>(
  formula: RobustnessFormula,
  margins: readonly (readonly V[])[],
  { constant, negative, greatest }: Numbers<V>,
  pastEnd: PastEnd = "what_is_there",
): readonly V[] {
  const n = margins[0]?.length ?? 0;
  const known = new Map<RobustnessFormula, readonly V[]>();
  const trace = (part: RobustnessFormula): readonly V[] => {
    const found = known.get(part);
    if (found !== undefined) return found;
    const values = Array.from({ length: n }, (_, i) => valueAt(part, i));
    known.set(part, values);
    return values;
  };
  const least = (values: readonly V[]): V => negative(greatest(values.map(negative)));

  /** The operand at any position from 0, past the end by the convention. */
  const at = (part: RobustnessFormula, j: number): V => {
    if (j < n) return trace(part)[j] as V;
    return pastEnd === "repeat_last" ? (trace(part)[n - 1] as V) : constant(-Infinity);
  };

  /** The steps that stand for the positions from `first` to `last`: beyond the end none, one (all are alike), or the last step of the trace. */
  const steps = (first: number, last: number): readonly number[] => {
    const positions = [];
    for (let j = first; j <= Math.min(last, Math.max(first, n)); j++) positions.push(j);
    if (pastEnd === "repeat_last") return [...new Set(positions.map((j) => Math.min(j, n - 1)))];
    return pastEnd === "pessimistic" ? positions : positions.filter((j) => j < n);
  };
  /** The last position of a window ahead; without an upper end that is the end of the trace, but the first position always counts. */
  const lastOf = (i: number, { low, high }: RobustnessWindow): number =>
    high === undefined || high === Infinity ? Math.max(i + low, n - 1) : i + high;

  const until = (part: Binary, i: number, dual: boolean): V => {
    const window = part.window ?? { low: 0 };
    const signed = dual ? negative : (value: V): V => value;
    const candidates: V[] = [];
    const last = lastOf(i, window);
    for (let j = i + window.low; j <= Math.min(last, Math.max(i + window.low, n)); j++) {
      if (j >= n && pastEnd === "what_is_there") continue;
      const kept = steps(i, part.inclusive === true ? j : j - 1).map((k) => signed(at(part.left, k)));
      candidates.push(least([...kept, signed(at(part.right, j))]));
    }
    return signed(greatest(candidates));
  };
  const since = (part: Binary, i: number, dual: boolean): V => {
    const { low, high = Infinity } = part.window ?? { low: 0 };
    const signed = dual ? negative : (value: V): V => value;
    const candidates: V[] = [];
    for (let j = Math.max(0, i - high); j <= i - low; j++) {
      const kept = [];
      for (let k = part.inclusive === true ? j : j + 1; k <= i; k++) kept.push(signed(at(part.left, k)));
      candidates.push(least([...kept, signed(at(part.right, j))]));
    }
    return signed(greatest(candidates));
  };

  const valueAt = (part: RobustnessFormula, i: number): V => {
    switch (part.kind) {
      case "constant":
        return constant(part.value ? Infinity : -Infinity);
      case "margin":
        return margins[part.channel]?.[i] as V;
      case "not":
        return negative(at(part.operand, i));
      case "and":
        return least(part.operands.map((operand) => at(operand, i)));
      case "or":
        return greatest(part.operands.map((operand) => at(operand, i)));
      case "xor": {
        const [left, right] = [at(part.left, i), at(part.right, i)];
        return greatest([least([left, negative(right)]), least([negative(left), right])]);
      }
      case "next":
        return i + 1 < n ? at(part.operand, i + 1) : constant(-Infinity);
      case "weak-next":
        return i + 1 < n ? at(part.operand, i + 1) : constant(Infinity);
      case "previously":
        return i > 0 ? at(part.operand, i - 1) : constant(-Infinity);
      case "weak-previously":
        return i > 0 ? at(part.operand, i - 1) : constant(Infinity);
      case "eventually":
      case "always": {
        const window = part.window ?? { low: 0 };
        const values = steps(i + window.low, lastOf(i, window)).map((j) => at(part.operand, j));
        return part.kind === "eventually" ? greatest(values) : least(values);
      }
      case "once":
      case "historically": {
        const { low, high = Infinity } = part.window ?? { low: 0 };
        const values = [];
        for (let j = Math.max(0, i - high); j <= i - low; j++) values.push(at(part.operand, j));
        return part.kind === "once" ? greatest(values) : least(values);
      }
      case "until":
      case "release":
        return until(part, i, part.kind === "release");
      case "since":
      case "trigger":
        return since(part, i, part.kind === "trigger");
      default:
        return unreachable(part);
    }
  };
  return trace(formula);
}

type Binary = Extract<RobustnessFormula, { readonly kind: "until" | "release" | "since" | "trigger" }>;

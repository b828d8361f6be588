import type { TypedExpression } from "../typed.js";
import type { MachineAnalysis } from "./analysis.js";
import { constantValue } from "./constant-value.js";

/** What one step can pay: the edge's reward plus that of the state it leads to. */
export interface Payment {
  readonly edge?: TypedExpression;
  readonly state?: TypedExpression;
}

export interface Payments {
  /** Distinct payments; entry 0 pays nothing. */
  readonly distinct: readonly Payment[];
  /** `[states × classes]`: index into `distinct`. */
  readonly index: readonly number[];
}

/**
 * What each state pays for each label class. A state's reward is paid in every step that ends there, the entering one included, unless the machine was
 * absorbed before: final and done states pay nothing afterwards.
 */
export function paymentsOf({ machine, keys, table }: MachineAnalysis): Payments {
  const ids = new Map<string, number>([[",", 0]]);
  const distinct: Payment[] = [{}];
  const index = table.next.map((next, entry) => {
    const from = machine.states[Math.floor(entry / table.classes)];
    if (from === undefined || from.end !== "none") return 0;
    const payment = pruned(from.edges[table.edge[entry] ?? -1]?.reward, machine.states[next]?.reward);
    const key = `${keyOf(payment.edge)},${keyOf(payment.state)}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, distinct.length);
    distinct.push(payment);
    return distinct.length - 1;
  });
  return { distinct, index };

  function keyOf(value: TypedExpression | undefined): string {
    return value === undefined ? "" : String(constantValue(value) ?? `#${keys.key(value)}`);
  }
}

function pruned(edge: TypedExpression | undefined, state: TypedExpression | undefined): Payment {
  return {
    ...(edge === undefined || constantValue(edge) === 0 ? {} : { edge }),
    ...(state === undefined || constantValue(state) === 0 ? {} : { state }),
  };
}

/** The payment as a number known when compiling, where it is one. */
export function constantPayment({ edge, state }: Payment): number | undefined {
  const parts = [edge, state].map((value) => (value === undefined ? 0 : constantValue(value)));
  return parts.some((part) => part === undefined)
    ? undefined
    : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

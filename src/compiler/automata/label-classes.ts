import type { Diagram, Diagrams } from "./diagram.js";
import { possibleValues } from "./satisfy.js";

/**
 * A partition of all labels: labels in one class are told apart by nothing that the machine does. `diagram` takes a label to its class;
 * `decisions[c]` is what each state does with class c.
 */
export interface LabelClasses {
  readonly diagram: Diagram;
  readonly decisions: readonly (readonly number[])[];
  /** Whether the theory allows any label of the class. */
  readonly possible: readonly boolean[];
}

/**
 * The coarsest partition that every one of the given decisions can be read from, `undefined` where it would have more than
 * `limit` classes: n states with a guard of their own each can tell 2^n labels apart, though each state knows only two.
 */
export function labelClasses(
  diagrams: Diagrams,
  decisions: readonly Diagram[],
  limit: number,
): LabelClasses | undefined {
  const distinct = [...new Set(decisions)];
  let joint = diagrams.leaf(0);
  let tuples: (Tuple | undefined)[] = [undefined];
  for (const decision of distinct) {
    const ids = new Map<string, number>();
    const next: Tuple[] = [];
    const old = tuples;
    let overflow = false;
    joint = diagrams.apply(joint, decision, (tuple, value) => {
      const key = `${tuple}:${value}`;
      const known = ids.get(key);
      if (known !== undefined) return known;
      if (next.length >= limit) {
        overflow = true;
        return 0;
      }
      ids.set(key, next.length);
      next.push({ before: old[tuple], value });
      return next.length - 1;
    });
    if (overflow) return undefined;
    tuples = next;
  }
  return numbered(
    diagrams,
    joint,
    tuples.map(listed),
    decisions.map((decision) => distinct.indexOf(decision)),
  );
}

/** Values of the decisions so far, the last one first: thousands of states make long tuples, which share their beginnings. */
interface Tuple {
  readonly before: Tuple | undefined;
  readonly value: number;
}

function listed(tuple: Tuple | undefined): readonly number[] {
  const values: number[] = [];
  for (let at = tuple; at !== undefined; at = at.before) values.push(at.value);
  return values.reverse();
}

/** Numbers the classes in the order in which a walk meets them, first cells first: class 0 is the label where nothing happens. */
function numbered(
  diagrams: Diagrams,
  joint: Diagram,
  tuples: readonly (readonly number[])[],
  column: readonly number[],
): LabelClasses {
  const order: number[] = [];
  for (const node of diagrams.bottomUp(joint)) if (diagrams.isLeaf(node)) order.push(diagrams.value(node));
  const rank = new Map(order.map((tuple, index) => [tuple, index]));
  const diagram = diagrams.rebuild(joint, (tuple) => rank.get(tuple) ?? 0);
  const allowed = new Set(possibleValues(diagrams, diagram));
  return {
    diagram,
    decisions: order.map((tuple) => column.map((index) => tuples[tuple]?.[index] ?? 0)),
    possible: order.map((_, index) => allowed.has(index)),
  };
}

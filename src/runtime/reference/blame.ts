import type { NodeId } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import type { Node } from "../../compiler/ir/node.js";
import { valueOf, type NodeValues } from "./evaluate.js";
import { reachable } from "./reachable.js";

/** A term that is not finite, and what it reads. */
export interface NonFinite {
  readonly term: string;
  /** Signals, actions and params below the term, row-major. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** The source of the first operation that made a number that is not finite out of finite ones, where it is known. */
  readonly origin?: NonNullable<Node["origin"]>;
}

/** What the nodes `roots` of a term read, and where the trouble begins. */
export function blame(program: Program, values: NodeValues, term: string, roots: readonly NodeId[]): NonFinite {
  const below = reachable(program, roots);
  const inputs = new Map<string, readonly number[]>();
  let origin: Node["origin"];
  for (const node of program.nodes) {
    if (!below.has(node.id)) continue;
    if (node.op === "signal" || node.op === "param") inputs.set(node.name, [...valueOf(values, node.id)]);
    const begins = !allFinite(values, node.id) && node.inputs.every((input) => allFinite(values, input));
    if (begins) origin ??= node.origin;
  }
  return { term, inputs: Object.fromEntries(inputs), ...(origin === undefined ? {} : { origin }) };
}

function allFinite(values: NodeValues, id: NodeId): boolean {
  return valueOf(values, id).every(Number.isFinite);
}

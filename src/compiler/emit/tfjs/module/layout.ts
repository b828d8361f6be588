import type { NodeId } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { referencesOf, type Code } from "../code.js";
import { constantOf } from "../operands.js";
import { translate } from "../translate.js";
import type { Concern } from "./concerns.js";

/** A concern with the nodes that it computes, in the order of the graph. */
export interface Section {
  readonly concern: Concern;
  readonly nodes: readonly NodeId[];
}

export interface Layout {
  /** In an order in which each needs only what stands before it. */
  readonly sections: readonly Section[];
  /** The code of every node that some section computes. */
  readonly codes: ReadonlyMap<NodeId, Code>;
}

/** Whether a node is printed wherever it is needed: leaves and constants. */
export function isLeaf(program: Program, id: NodeId): boolean {
  return constantOf(program.nodes, id) !== undefined || translate(program, id).kind === "read";
}

/**
 * Gives every node to the first concern that needs it. What a node reads is needed wherever the node is, so no concern reads from a
 * later one.
 */
export function layOut(program: Program, concerns: readonly Concern[]): Layout {
  const codes = new Map<NodeId, Code>();
  const cones = new Map(concerns.map((concern) => [concern, coneOf(program, concern, codes)]));
  const sections: Section[] = [];
  const given = new Set<NodeId>();
  for (const concern of sorted(concerns, cones)) {
    const nodes = [...(cones.get(concern) ?? [])].filter((id) => !given.has(id)).sort((left, right) => left - right);
    for (const id of nodes) given.add(id);
    sections.push({ concern, nodes });
  }
  return { sections, codes };
}

function coneOf(program: Program, concern: Concern, codes: Map<NodeId, Code>): ReadonlySet<NodeId> {
  const cone = new Set<NodeId>();
  const waiting = [...concern.fields.values()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (cone.has(id) || isLeaf(program, id)) continue;
    const code = codes.get(id) ?? translate(program, id);
    codes.set(id, code);
    cone.add(id);
    waiting.push(...referencesOf(code));
  }
  return cone;
}

/** File order, but a concern stands behind those whose values it reads; where two read each other, file order decides. */
function sorted(concerns: readonly Concern[], cones: ReadonlyMap<Concern, ReadonlySet<NodeId>>): readonly Concern[] {
  const reads = (a: Concern, b: Concern): boolean =>
    [...b.fields.values()].some((id) => cones.get(a)?.has(id) === true);
  const waiting = [...concerns];
  const result: Concern[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((concern) =>
      waiting.every((other) => other === concern || !reads(concern, other) || reads(other, concern)),
    );
    result.push(...waiting.splice(Math.max(0, free), 1));
  }
  return result;
}

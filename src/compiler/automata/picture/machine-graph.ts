/** A machine as people see it, for every way to draw or list it. */
export interface MachineGraph {
  readonly name: string;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphState {
  readonly name: string;
  readonly end: "none" | "final" | "done";
  /** Probability of starting here. */
  readonly start: number;
  readonly reward?: string;
  /** Drawn in grey with the ways into it, as a state in which all is lost. */
  readonly isMuted?: boolean;
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly guard: string;
  readonly reward?: string;
  /** `n = n + 1`. */
  readonly updates: readonly string[];
}

/** `coffee / 1; n = 0`: a guard, what it pays and what it changes. */
export function edgeText({ guard, reward, updates }: GraphEdge): string {
  const effects = [...(reward === undefined ? [] : [reward]), ...updates];
  return effects.length === 0 ? guard : `${guard} / ${effects.join("; ")}`;
}

/** The edges between each pair of states, in the order in which the pairs appear. */
export function pairs(
  graph: MachineGraph,
): readonly { readonly from: number; readonly to: number; readonly edges: readonly GraphEdge[] }[] {
  const found = new Map<string, { readonly from: number; readonly to: number; readonly edges: GraphEdge[] }>();
  for (const edge of graph.edges) {
    const key = `${edge.from} ${edge.to}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { from: edge.from, to: edge.to, edges: [edge] });
    else known.edges.push(edge);
  }
  return [...found.values()];
}

/** A graph over the vertices 0, 1, …: by vertex, those that an edge leads to. */
export type Successors = readonly (readonly number[])[];

/** The graph with every edge turned around. */
export function reversed(successors: Successors): Successors {
  const result: number[][] = successors.map(() => []);
  successors.forEach((next, vertex) => {
    for (const target of next) result[target]?.push(vertex);
  });
  return result;
}

/** The fewest edges from any of `sources` to each vertex, breadth first; infinite where no way leads there. */
export function distances(successors: Successors, sources: readonly number[]): readonly number[] {
  const result = successors.map(() => Infinity);
  let frontier = sources;
  for (const source of sources) result[source] = 0;
  for (let steps = 1; frontier.length > 0; steps++) {
    const reached: number[] = [];
    for (const vertex of frontier) {
      for (const target of successors[vertex] ?? []) {
        if (result[target] !== Infinity) continue;
        result[target] = steps;
        reached.push(target);
      }
    }
    frontier = reached;
  }
  return result;
}

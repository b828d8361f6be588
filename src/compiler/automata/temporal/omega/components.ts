/**
 * The strongly connected sets of a graph that hold a cycle, each before those that can reach it (Tarjan 1972, without the call stack). `within`
 * limits the graph to some of its vertices.
 */
export function cycles(
  vertices: Iterable<number>,
  successors: (vertex: number) => readonly number[],
  within: (vertex: number) => boolean = () => true,
): readonly (readonly number[])[] {
  return components(vertices, successors, within).filter(
    (component) => component.length > 1 || component.some((vertex) => successors(vertex).includes(vertex)),
  );
}

/** All strongly connected components, each before those that can reach it. */
export function components(
  vertices: Iterable<number>,
  successors: (vertex: number) => readonly number[],
  within: (vertex: number) => boolean = () => true,
): readonly (readonly number[])[] {
  const found: number[][] = [];
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  for (const root of vertices) {
    if (order.has(root) || !within(root)) continue;
    const path: { readonly vertex: number; next: number }[] = [];
    const enter = (vertex: number): void => {
      low.set(vertex, order.size);
      order.set(vertex, order.size);
      open.push(vertex);
      isOpen.add(vertex);
      path.push({ vertex, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { vertex } = top;
      const target = successors(vertex)[top.next];
      top.next++;
      if (target !== undefined) {
        if (!within(target)) continue;
        if (!order.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(vertex, Math.min(low.get(vertex) ?? 0, order.get(target) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low.set(parent.vertex, Math.min(low.get(parent.vertex) ?? 0, low.get(vertex) ?? 0));
      if (low.get(vertex) !== order.get(vertex)) continue;
      const component: number[] = [];
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        isOpen.delete(member);
        component.push(member);
        if (member === vertex) break;
      }
      found.push(component.reverse());
    }
  }
  return found;
}

/** Scopes of about one size: their members side by side, `[rows, width]`, padded with an element that is there. */
export interface MemberTable {
  /** Numbers of the scopes, one for each row. */
  readonly scopes: readonly number[];
  readonly width: number;
  readonly members: Int32Array;
  /** 0 where a member is padding; absent where none is. */
  readonly present?: Uint8Array;
}

/**
 * Which elements each of `count` scopes has, in their order; `owners[i]` is the scope of element i. A table holds scopes of at least half its width, so that padding never
 * doubles what there is: one huge scope beside ten thousand tiny ones costs what it holds.
 */
export function memberTables(owners: ArrayLike<number>, count: number): readonly MemberTable[] {
  const sizes = new Int32Array(count);
  for (let element = 0; element < owners.length; element++) {
    const owner = owners[element] ?? 0;
    sizes[owner] = (sizes[owner] ?? 0) + 1;
  }
  const starts = new Int32Array(count + 1);
  for (let scope = 0; scope < count; scope++) starts[scope + 1] = (starts[scope] ?? 0) + (sizes[scope] ?? 0);
  const sorted = new Int32Array(owners.length);
  const free = starts.slice();
  for (let element = 0; element < owners.length; element++) {
    const owner = owners[element] ?? 0;
    const place = free[owner] ?? 0;
    sorted[place] = element;
    free[owner] = place + 1;
  }
  const bySize = new Map<number, number[]>();
  for (let scope = 0; scope < count; scope++) {
    const magnitude = 32 - Math.clz32(Math.max(1, sizes[scope] ?? 0) - 1);
    const alike = bySize.get(magnitude);
    if (alike === undefined) bySize.set(magnitude, [scope]);
    else alike.push(scope);
  }
  return [...bySize.values()].map((scopes) => tableOf(scopes, sizes, starts, sorted));
}

function tableOf(scopes: readonly number[], sizes: Int32Array, starts: Int32Array, sorted: Int32Array): MemberTable {
  const width = scopes.reduce((most, scope) => Math.max(most, sizes[scope] ?? 0), 1);
  const members = new Int32Array(scopes.length * width);
  const present = new Uint8Array(scopes.length * width);
  scopes.forEach((scope, row) => {
    const [start = 0, size = 0] = [starts[scope], sizes[scope]];
    members.set(sorted.subarray(start, start + size), row * width);
    present.fill(1, row * width, row * width + size);
  });
  return { scopes, width, members, ...(present.includes(0) ? { present } : {}) };
}

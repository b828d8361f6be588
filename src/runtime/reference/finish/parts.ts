import type { PooledRate, PoolScope } from "../../../compiler/ir/node.js";
import { numberAt, type Column } from "./column.js";
import { ownerOf, type Layout } from "./layout.js";

/** What is pooled together: the elements of each scope, or those of them that have one key. */
export interface Parts {
  /** The part that an element is pooled with. */
  of(element: number): readonly number[];
  /** The elements of a whole scope; without keys only. */
  ofScope(scope: number): readonly number[];
}

/** Parts of all elements, or of those given. */
export function partsOf(
  layout: Layout,
  [of, scope]: readonly [of: PooledRate, scope: PoolScope],
  key: Column | undefined,
  elements: readonly number[] = Array.from({ length: layout.count[of] }, (_, index) => index),
): Parts {
  const name = (index: number): string =>
    `${ownerOf(layout, index, of, scope)}:${key === undefined ? "" : numberAt(key, index, 0)}`;
  const members = new Map<string, number[]>();
  for (const index of elements) {
    const own = members.get(name(index));
    if (own === undefined) members.set(name(index), [index]);
    else own.push(index);
  }
  return {
    of: (element) => members.get(name(element)) ?? [],
    ofScope: (owner) => members.get(`${owner}:`) ?? [],
  };
}

import { always, never, type Condition, type Conditions } from "./conditions.js";

/** A literal: the atom, and whether it holds. */
export interface Literal {
  readonly atom: number;
  readonly holds: boolean;
}

/** A conjunction; atoms ascend. */
export type Cube = readonly Literal[];

/** Cubes as shared structure: a literal in front of all cubes of a list, or several lists together. */
type Cover =
  | { readonly kind: "none" | "one"; readonly count: number }
  | { readonly kind: "prefixed"; readonly literal: Literal; readonly rest: Cover; readonly count: number }
  | { readonly kind: "together"; readonly parts: readonly Cover[]; readonly count: number };

interface Found {
  readonly cover: Cover;
  /** What the cubes cover. */
  readonly condition: Condition;
}

const nothing: Found = { cover: { kind: "none", count: 0 }, condition: never };
const everything: Found = { cover: { kind: "one", count: 1 }, condition: always };

/**
 * An irredundant disjunction of conjunctions equal to the condition (Minato 1992, "Fast generation of irredundant sum-of-products forms from binary decision diagrams"):
 * no cube and no literal can be left out. `undefined` where it needs more than `limit` cubes. Not always the shortest.
 */
export function cubesOf(conditions: Conditions, root: Condition, limit: number = 10_000): readonly Cube[] | undefined {
  const done = new Map<string, Found>();
  const stack: (readonly [Condition, Condition])[] = [[root, root]];
  /** Cubes that cover at least `lower`, at most `upper`. */
  const known = (lower: Condition, upper: Condition): Found | undefined =>
    lower === never ? nothing : upper === always ? everything : done.get(`${lower},${upper}`);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const [lower, upper] = top;
    if (known(lower, upper) !== undefined) {
      stack.pop();
      continue;
    }
    const atom = Math.min(conditions.level(lower), conditions.level(upper));
    const [lowerLow, lowerHigh] = [conditions.low(lower, atom), conditions.high(lower, atom)];
    const [upperLow, upperHigh] = [conditions.low(upper, atom), conditions.high(upper, atom)];
    // What can only be covered with the literal, then what is left for cubes without the atom.
    const low = [conditions.without(lowerLow, upperHigh), upperLow] as const;
    const high = [conditions.without(lowerHigh, upperLow), upperHigh] as const;
    const [foundLow, foundHigh] = [known(...low), known(...high)];
    if (foundLow === undefined) stack.push(low);
    if (foundHigh === undefined) stack.push(high);
    if (foundLow === undefined || foundHigh === undefined) continue;
    const left = conditions.or(
      conditions.without(lowerLow, foundLow.condition),
      conditions.without(lowerHigh, foundHigh.condition),
    );
    const free = [left, conditions.and(upperLow, upperHigh)] as const;
    const foundFree = known(...free);
    if (foundFree === undefined) {
      stack.push(free);
      continue;
    }
    const cover = together([
      foundFree.cover,
      prefixed({ atom, holds: true }, foundHigh.cover),
      prefixed({ atom, holds: false }, foundLow.cover),
    ]);
    if (cover.count > limit) return undefined;
    const covered = conditions.or(conditions.node(atom, foundLow.condition, foundHigh.condition), foundFree.condition);
    done.set(`${lower},${upper}`, { cover, condition: covered });
    stack.pop();
  }
  const found = known(root, root);
  return found === undefined ? undefined : listed(found.cover);
}

function prefixed(literal: Literal, rest: Cover): Cover {
  return rest.count === 0 ? rest : { kind: "prefixed", literal, rest, count: rest.count };
}

function together(covers: readonly Cover[]): Cover {
  const parts = covers.filter(({ count }) => count > 0);
  const [only] = parts;
  if (only === undefined) return nothing.cover;
  return parts.length === 1
    ? only
    : { kind: "together", parts, count: parts.reduce((sum, { count }) => sum + count, 0) };
}

function listed(root: Cover): readonly Cube[] {
  const cubes: Cube[] = [];
  interface Step {
    readonly literal: Literal;
    readonly before: Step | undefined;
  }
  const stack: { readonly cover: Cover; readonly path: Step | undefined }[] = [{ cover: root, path: undefined }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { cover, path } = top;
    if (cover.kind === "together") for (const part of [...cover.parts].reverse()) stack.push({ cover: part, path });
    if (cover.kind === "prefixed") stack.push({ cover: cover.rest, path: { literal: cover.literal, before: path } });
    if (cover.kind !== "one") continue;
    const cube: Literal[] = [];
    for (let step = path; step !== undefined; step = step.before) cube.push(step.literal);
    cubes.push(cube.reverse());
  }
  return cubes;
}

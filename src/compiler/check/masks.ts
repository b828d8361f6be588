import { aggregators } from "../builtins/aggregators/index.js";
import type {
  TypedAggregate,
  TypedExpression,
  TypedLet,
  TypedSignal,
  TypedSpec,
  TypedTerm,
  TypedTermReference,
} from "./typed.js";
import { childrenOf, walk } from "./walk.js";

/**
 * Which external signals can mask a value (`missing skip`), following names of lets and parts of terms. The graph decides it step by step
 * (`src/compiler/lower/presence.ts`), where a side that is not taken does not count.
 */
export class Masks {
  readonly #terms: ReadonlyMap<string, TypedTerm>;

  /** `exist`: whether any signal can mask a value at all. */
  private constructor(
    terms: readonly TypedTerm[],
    private readonly exist: boolean,
  ) {
    this.#terms = new Map(terms.map((term) => [term.name, term]));
  }

  /** Those of a whole spec. */
  static of({ signals, terms }: Pick<TypedSpec, "signals" | "terms">): Masks {
    return new Masks(
      terms,
      signals.some(({ missing }) => missing?.policy === "skip"),
    );
  }

  /** Those of expressions that read these terms, whatever the signals are. */
  static among(terms: readonly TypedTerm[]): Masks {
    return new Masks(terms, true);
  }

  /** A signal that can mask the value; `undefined` where there is none. Needs no stack, however deep the tree is. */
  of(root: TypedExpression, options: { readonly terms: boolean } = { terms: true }): TypedSignal | undefined {
    if (!this.exist) return undefined;
    const open: (TypedExpression | TypedLet)[] = [root];
    const seen = new Set<TypedExpression | TypedLet>();
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      if (seen.has(top)) continue;
      seen.add(top);
      if ("kind" in top && top.kind === "signal" && top.missing?.policy === "skip") return top;
      open.push(...this.#read(top, options.terms));
    }
    return undefined;
  }

  /** Whether the term is inactive in some steps because of what it reads. */
  ofTerm({ body, weight, when }: TypedTerm): boolean {
    return [body, weight, when].some((value) => value !== undefined && this.of(value) !== undefined);
  }

  #read(value: TypedExpression | TypedLet, followTerms: boolean): readonly (TypedExpression | TypedLet)[] {
    if (!("kind" in value)) return [value.value];
    if (value.kind === "let") return [value.let];
    if (value.kind !== "term") return neededNow(value);
    const term = followTerms ? this.#terms.get(value.term) : undefined;
    return term === undefined ? [] : neededOfTerm(value.part, term);
  }
}

/**
 * The parts of a value that must be there for it to be. Aggregators leave missing values out, but for those that give a value for each
 * (`rank`) or compare each with the others; `prev` and `captured` read earlier steps. What stands behind names of lets and terms is not among the parts.
 */
export function neededNow(value: TypedExpression): readonly TypedExpression[] {
  switch (value.kind) {
    case "causal":
      return value.empty === undefined ? [] : [value.empty];
    case "aggregate": {
      const own = aggregators.get(value.aggregator)?.ofEach === true ? value.value : undefined;
      return [own, ...ownSide(value), value.empty].flatMap((part) => part ?? []);
    }
    case "call":
      return (value.builtin === "prev" && value.options.init !== "current") || value.builtin === "captured"
        ? []
        : childrenOf(value);
    // What whole trajectories move must be there in every step, which the checker sees to.
    case "trajectory":
    case "segment":
    // What is missing does not enter.
    case "buffer":
      return [];
    default:
      return childrenOf(value);
  }
}

/** What an aggregate over pairs reads of the episode that it compares with the others. */
function ownSide({ pairwise, value, where }: TypedAggregate): readonly TypedExpression[] {
  if (pairwise !== true) return [];
  const read: TypedExpression[] = [];
  walk(
    [value, where].flatMap((part) => part ?? []),
    (part) => {
      if (part.kind === "member" && part.side === "this") read.push(part.value);
      // An aggregate inside of this one has pairs of its own.
      return part.kind !== "member" && part.kind !== "aggregate";
    },
    { lets: false },
  );
  return read;
}

/** The same for a part of a term: its contribution is always there, since a term that misses something is inactive. */
export function neededOfTerm(
  part: TypedTermReference["part"],
  { body, weight }: TypedTerm,
): readonly TypedExpression[] {
  return part === "raw" ? [body] : part === "weight" ? [weight] : [];
}

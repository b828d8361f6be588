import { builtins } from "../../builtins/index.js";
import { atStep, type Timing, timingOf } from "../make.js";
import { partsOfTerm } from "../term-parts.js";
import type { TypedExpression, TypedLet, TypedTerm } from "../typed.js";
import { childrenOf } from "../walk.js";

type Timed = TypedExpression | TypedLet;

/**
 * How often values change and when they are known (language.md §1), seen through the names of terms: what an expression says of itself counts a term as a value of the step, since terms are
 * read before they are checked. Needs no stack, however deep the tree is.
 */
export class Timings {
  readonly #known = new Map<Timed, Timing>();
  readonly #terms: ReadonlyMap<string, TypedTerm>;

  constructor(terms: readonly TypedTerm[]) {
    this.#terms = new Map(terms.map((term) => [term.name, term]));
  }

  of(root: TypedExpression): Timing {
    const stack: Timed[] = [root];
    const entered = new Set<Timed>();
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const open = this.#known.has(top) || entered.has(top) ? [] : this.#partsOf(top);
      entered.add(top);
      // What is being timed already is a cycle of terms, which is reported as such.
      const missing = open.filter((part) => !this.#known.has(part) && !entered.has(part));
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      stack.pop();
      if (!this.#known.has(top)) this.#known.set(top, this.#timing(top));
    }
    return this.#known.get(root) ?? atStep;
  }

  #partsOf(value: Timed): readonly Timed[] {
    if (!("kind" in value)) return [value.value];
    if (value.kind === "let") return [value.let];
    const term = value.kind === "term" ? this.#terms.get(value.term) : undefined;
    return value.kind === "term" && term !== undefined ? partsOfTerm(value.part, term) : childrenOf(value);
  }

  #timing(value: Timed): Timing {
    if ("kind" in value && (isHistory(value) || this.#partsOf(value).length === 0)) return value;
    return timingOf(this.#partsOf(value).map((part) => this.#known.get(part) ?? atStep));
  }
}

/** What owns state runs at its own rate, whatever it reads: an aggregate at that of its scope, history at the step's. */
export function isHistory(value: TypedExpression): boolean {
  return value.kind === "causal" || (value.kind === "call" && builtins.get(value.builtin)?.stateful === true);
}

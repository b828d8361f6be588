import type { Budget } from "./budget.js";
import { fails, type Term, type Terms } from "./terms.js";

/** A regular expression as a shared item. */
type Item =
  | { readonly kind: "letter"; readonly condition: Term }
  | { readonly kind: "concatenation" | "union"; readonly items: readonly number[] }
  | { readonly kind: "repetition"; readonly item: number; readonly minimum: number; readonly maximum: number };

/** What a word may begin with: one letter that meets the condition, then the rest. */
export interface WordMove {
  readonly condition: Term;
  readonly rest: number;
}

/** A word is nullable if the empty sequence is in its language. */
export interface WordSteps {
  readonly nullable: boolean;
  readonly moves: readonly WordMove[];
}

/**
 * Regular expressions as lists of items still to come, shared; a list's moves are Antimirov's partial derivatives (1996), so there are as many
 * lists as letters of the expression, times its counts. Word 0 is the empty sequence.
 */
export class Words {
  readonly #items: Item[] = [];
  readonly #itemByKey = new Map<string, number>();
  readonly #itemMemory: number[] = [];
  readonly #lists: { readonly item: number; readonly rest: number }[] = [{ item: -1, rest: -1 }];
  readonly #listByKey = new Map<string, number>();
  readonly #listMemory: number[] = [0];
  readonly #steps: (WordSteps | undefined)[] = [{ nullable: true, moves: [] }];

  constructor(
    readonly terms: Terms,
    readonly budget: Budget,
  ) {}

  letter(condition: Term): number {
    return this.#intern(`l${condition}`, { kind: "letter", condition }, this.terms.memorySet(condition));
  }

  concatenation(items: readonly number[]): number {
    return this.#intern(`c${items.join()}`, { kind: "concatenation", items }, this.#union(items));
  }

  union(items: readonly number[]): number {
    return this.#intern(`u${items.join()}`, { kind: "union", items }, this.#union(items));
  }

  repetition(item: number, minimum: number, maximum: number): number {
    const node = { kind: "repetition", item, minimum, maximum } as const;
    return this.#intern(`r${item},${minimum},${maximum}`, node, this.#itemMemory[item] as number);
  }

  /** The item, and then the rest. */
  list(item: number, rest: number): number {
    const key = `${item},${rest}`;
    const known = this.#listByKey.get(key);
    if (known !== undefined) return known;
    const id = this.#lists.push({ item, rest }) - 1;
    this.budget.checkParts(id);
    this.#listByKey.set(key, id);
    this.#listMemory.push(this.terms.union(this.#itemMemory[item] as number, this.#listMemory[rest] as number));
    this.#steps.push(undefined);
    return id;
  }

  /** The set of memory bits that the conditions of a word read. */
  memory(word: number): number {
    return this.#listMemory[word] as number;
  }

  steps(word: number): WordSteps {
    const known = this.#steps[word];
    if (known !== undefined) return known;
    const moves = new Map<string, WordMove>();
    let nullable = false;
    const seen = new Set<number>([word]);
    const open = [word];
    const visit = (list: number): void => {
      if (!seen.has(list)) {
        seen.add(list);
        open.push(list);
      }
    };
    for (let list = open.pop(); list !== undefined; list = open.pop()) {
      if (list === 0) {
        nullable = true;
        continue;
      }
      const { item, rest } = this.#lists[list] as { readonly item: number; readonly rest: number };
      const node = this.#items[item] as Item;
      switch (node.kind) {
        case "letter":
          if (node.condition !== fails) moves.set(`${node.condition},${rest}`, { condition: node.condition, rest });
          break;
        case "concatenation":
          visit(node.items.reduceRight((tail, first) => this.list(first, tail), rest));
          break;
        case "union":
          for (const choice of node.items) visit(this.list(choice, rest));
          break;
        case "repetition": {
          if (node.minimum === 0) visit(rest);
          if (node.maximum > 0) {
            const again = this.repetition(node.item, Math.max(0, node.minimum - 1), node.maximum - 1);
            visit(this.list(node.item, this.list(again, rest)));
          }
          break;
        }
      }
    }
    const steps = { nullable, moves: [...moves.values()] };
    this.#steps[word] = steps;
    return steps;
  }

  #union(items: readonly number[]): number {
    return items.reduce((set, item) => this.terms.union(set, this.#itemMemory[item] as number), 0);
  }

  #intern(key: string, item: Item, memory: number): number {
    const known = this.#itemByKey.get(key);
    if (known !== undefined) return known;
    const id = this.#items.push(item) - 1;
    this.#itemByKey.set(key, id);
    this.#itemMemory.push(memory);
    return id;
  }
}

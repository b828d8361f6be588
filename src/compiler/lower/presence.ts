import type { TypedExpression, TypedLet } from "../check/typed.js";
import { neededNow, neededOfTerm } from "../check/masks.js";
import type { NodeId } from "../ir/node.js";
import { isPresent } from "./external-signal.js";
import type { PhaseLowering } from "./spec-lowering.js";

type Part = TypedExpression | TypedLet;

/**
 * Whether a value is there in a step, when it reads external signals that `missing skip` masks; `undefined` where it always is. A side
 * that is not taken is not read: `if`, `match`, `and` and `or` are there where the condition and what it chooses are. For whole
 * trajectories it is whether the value was there in each of their steps.
 */
export class Presence {
  readonly #known = new Map<Part, NodeId | undefined>();

  constructor(private readonly lowering: PhaseLowering) {}

  /** A scalar bool. Needs no stack, however deep the expression is. */
  of(root: TypedExpression): NodeId | undefined {
    const open: Part[] = [root];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const missing = this.#known.has(top) ? [] : this.#parts(top).filter((part) => !this.#known.has(part));
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      open.pop();
      if (!this.#known.has(top)) this.#known.set(top, this.#make(top));
    }
    return this.#known.get(root);
  }

  /** Whether all of them are there. */
  ofAll(values: readonly TypedExpression[]): NodeId | undefined {
    return this.#all(values.map((value) => this.of(value)));
  }

  /** What must be there. */
  #parts(part: Part): readonly Part[] {
    if (!("kind" in part)) return [part.value];
    if (part.kind === "let") return [part.let];
    return part.kind === "term" ? neededOfTerm(part.part, this.lowering.whole.term(part.term)) : neededNow(part);
  }

  #make(part: Part): NodeId | undefined {
    if (!("kind" in part)) return this.#known.get(part.value);
    const known = (value: TypedExpression): NodeId | undefined => this.#known.get(value);
    if (part.kind === "signal") return part.missing?.policy === "skip" ? isPresent(part, this.lowering) : undefined;
    if (part.kind === "member") {
      const present = known(part.value);
      return present && this.lowering.ir.pair(present, part.side);
    }
    if (part.kind === "select") {
      const [then, otherwise] = [known(part.then), known(part.else)];
      return this.#all([
        known(part.condition),
        then && this.#where("any", part.condition, then),
        otherwise && this.#where("not all", part.condition, otherwise),
      ]);
    }
    const right = part.kind === "binary" ? known(part.right) : undefined;
    if (part.kind === "binary" && right !== undefined && (part.fn === "and" || part.fn === "or"))
      return this.#all([known(part.left), this.#where(part.fn === "and" ? "any" : "not all", part.left, right)]);
    return this.#all(this.#parts(part).map((child) => this.#known.get(child)));
  }

  /** `present`, asked only where the condition chooses what it speaks of for some element. */
  #where(chosen: "any" | "not all", condition: TypedExpression, present: NodeId): NodeId {
    const { ir } = this.lowering;
    const holds = this.lowering.expression(condition);
    const idle = chosen === "any" ? ir.unary("not", ir.reduce("any", holds)) : ir.reduce("all", holds);
    return ir.binary("or", idle, present);
  }

  #all(parts: readonly (NodeId | undefined)[]): NodeId | undefined {
    const { ir } = this.lowering;
    return [...new Set(parts)].reduce(
      (all, part) => (all === undefined || part === undefined ? (all ?? part) : ir.binary("and", all, part)),
      undefined,
    );
  }
}

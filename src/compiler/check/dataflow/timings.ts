import { aggregators, builtins } from "../../builtins/index.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { atStep, isAsSlowAs, latest, timingOf } from "../make.js";
import { Masks } from "../masks.js";
import { partsOfTerm } from "../term-parts.js";
import type {
  AggregateScope,
  Timing,
  TypedAggregate,
  TypedExpression,
  TypedLet,
  TypedSpec,
  TypedTerm,
  TypedTrajectory,
} from "../typed.js";
import { childrenOf } from "../walk.js";

type Timed = TypedExpression | TypedLet;

/**
 * How often values change and when they are known (language.md §1), seen through the names of terms: what an expression says of itself counts a term as a value of the step, since terms are
 * read before they are checked. Needs no stack, however deep the tree is.
 */
export class Timings {
  readonly #known = new Map<Timed, Timing>();
  readonly #terms: ReadonlyMap<string, TypedTerm>;
  readonly #keys = new ExpressionKeys();
  readonly #masks: Masks;

  /** `total`: what `total` and `reward` stand for, where steps know a part of it only; `advantage`: what is declared as such. */
  constructor(
    terms: readonly TypedTerm[],
    readonly total?: TypedExpression,
    readonly advantage?: TypedExpression,
  ) {
    this.#terms = new Map(terms.map((term) => [term.name, term]));
    this.#masks = Masks.among(terms);
  }

  /** Those of a whole spec. */
  static of({
    terms,
    total,
    onlineTotal,
    finish,
  }: Pick<TypedSpec, "terms" | "total" | "onlineTotal" | "finish">): Timings {
    return new Timings(terms, onlineTotal === undefined ? undefined : total, finish?.advantage);
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

  /** How often an aggregate is given a value: each step, or once for each segment, episode or group. */
  pooledRate(aggregate: TypedAggregate): Timing {
    return pooled(aggregate, (part) => this.of(part));
  }

  /** What the timing of a value follows from: what it is made of, of names what they stand for. */
  inputsOf(value: TypedExpression): readonly TypedExpression[] {
    return value.kind === "let"
      ? [value.let.value]
      : this.#partsOf(value).filter((part): part is TypedExpression => "kind" in part);
  }

  #partsOf(value: Timed): readonly Timed[] {
    if (!("kind" in value)) return [value.value];
    if (value.kind === "let") return [value.let];
    // It says of itself when it is known, whatever enters it at the end of an update.
    if (value.kind === "buffer") return [];
    if (this.total !== undefined && readsTotal(value)) return [this.total];
    if (this.advantage !== undefined && readsAdvantage(value)) return [this.advantage];
    const term = value.kind === "term" ? this.#terms.get(value.term) : undefined;
    if (value.kind !== "term" || term === undefined) return childrenOf(value);
    // A term that misses what it reads is inactive, which is known when it is.
    const isMasked = value.part === "active" && this.#masks.ofTerm(term);
    return partsOfTerm(isMasked ? "contribution" : value.part, term);
  }

  #timing(value: Timed): Timing {
    const parts = this.#partsOf(value).map((part) => this.#known.get(part) ?? atStep);
    if (!("kind" in value)) return timingOf(parts);
    switch (value.kind) {
      case "segment":
      case "buffer":
        return value;
      case "causal":
        return historyTiming(value, timingOf(parts));
      case "aggregate":
        return this.#aggregate(value, parts);
      case "trajectory":
        return movedTiming(value, timingOf(parts));
      case "member":
        return { ...timingOf(parts), finish: true };
      case "payment":
        return { ...timingOf(parts), rate: "step" };
      case "environment":
        if (parts.length === 0) return value;
        return readsAdvantage(value)
          ? advantageTiming(timingOf(parts))
          : { ...timingOf(parts), rate: "step", finish: true };
      default:
        if (parts.length === 0) return value;
        return isHistory(value) ? historyTiming(value, timingOf(parts)) : timingOf(parts);
    }
  }

  #aggregate(value: TypedAggregate, parts: readonly Timing[]): Timing {
    const { scope, by, exceptSelf, aggregator } = value;
    const { availability } = timingOf(parts);
    const given = pooled(value, (part) => this.#known.get(part) ?? atStep);
    const rule = aggregators.get(aggregator);
    const each = givesEach(value);
    const online =
      scope.kind === "episode" &&
      !each &&
      rule?.lower !== undefined &&
      given.rate === "step" &&
      parts.every((part) => part.availability === "step" && part.finish !== true);
    return {
      ...(each ? given : scopeTiming(scope)),
      availability: latest(scopeTiming(scope).availability, availability),
      ...(online ? {} : { finish: true }),
      ...(by !== undefined && scope.kind === "batch" && !exceptSelf && rule?.ofEach !== true
        ? { perTag: { ...by, number: this.#keys.key(by.key) } }
        : {}),
    };
  }
}

function pooled({ value, where, by, scope }: TypedAggregate, timing: (part: TypedExpression) => Timing): Timing {
  const parts = [value, where, by?.key].flatMap((part) => (part === undefined ? [] : [timing(part)]));
  const joined = timingOf(parts);
  if (!isAsSlowAs(joined.rate, "param")) return joined;
  return { ...joined, rate: scope.kind === "group" || scope.kind === "batch" ? "episode" : "step" };
}

function readsTotal(value: TypedExpression): boolean {
  return value.kind === "environment" && (value.name === "total" || value.name === "reward");
}

function readsAdvantage(value: TypedExpression): boolean {
  return value.kind === "environment" && value.name === "advantage";
}

/** It has its own rate. Whether its episode is over, or it is 0, is known at the end. */
function advantageTiming({ perTag: _, ...own }: Timing): Timing {
  return { ...own, availability: latest("episode", own.availability), finish: true };
}

/** Whether an aggregate has a value for each that it takes, and not one for its scope. */
export function givesEach({ aggregator, by, exceptSelf, pairwise }: TypedAggregate): boolean {
  return by !== undefined || exceptSelf || aggregators.get(aggregator)?.ofEach === true || pairwise === true;
}

/** One value for the whole scope, known at its end. */
export function scopeTiming(scope: AggregateScope): Timing {
  return scope.kind === "segment"
    ? { rate: "segment", availability: "segment", segment: scope.segment.name }
    : { rate: scope.kind, availability: scope.kind };
}

function movedTiming({ operation }: TypedTrajectory, value: Timing): Timing {
  switch (operation.kind) {
    case "suffix_sum": {
      const rate = value.rate === "segment" ? value.rate : "step";
      return { ...value, rate, availability: latest("episode", value.availability), finish: true };
    }
    case "telescope":
      return { ...value, rate: "step", availability: latest("episode", value.availability), finish: true };
    case "place":
    case "spread":
      return {
        rate: "step",
        availability: latest(scopeTiming(operation.scope).availability, value.availability),
        finish: true,
      };
  }
}

/** What owns state runs at the rate of its argument: that of a segment, or of updates where it has one value for the batch or for each tag; else at the step's. */
function historyTiming(value: TypedExpression, parts: Timing): Timing {
  const { rate, finish, perTag } = parts;
  const ofUpdates = perTag !== undefined || (rate === "batch" && finish === true);
  return rate === "segment" || ofUpdates ? { ...parts, finish: true } : value;
}

/** What remembers the values before: a causal aggregate, or a stateful built-in. */
export function isHistory(value: TypedExpression): boolean {
  if (value.kind !== "call") return value.kind === "causal";
  const isReturn = value.builtin === "running_normalize" && value.options.by !== undefined;
  return isReturn || builtins.get(value.builtin)?.stateful === true;
}

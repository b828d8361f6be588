import { unreachable } from "../../unreachable.js";
import type { AggregateScope, TypedExpression } from "../typed.js";
import { children, everyExpression } from "./children.js";

/**
 * Numbers expressions so that equal numbers mean equal values in every step. Calls that own state are compared by what they are
 * given, too: two histories of the same thing never differ. A `let` is its value.
 */
export class ExpressionKeys {
  readonly #byObject = new Map<TypedExpression, number>();
  readonly #byShape = new Map<string, number>();

  key(root: TypedExpression): number {
    const known = this.#byObject.get(root);
    if (known !== undefined) return known;
    for (const value of everyExpression([root])) {
      if (this.#byObject.has(value)) continue;
      const below = children(value).map((child) => this.#byObject.get(child) ?? -1);
      this.#byObject.set(
        value,
        value.kind === "let" ? (below[0] ?? -1) : this.#number(`${own(value)}(${below.join()})`),
      );
    }
    return this.#byObject.get(root) ?? -1;
  }

  #number(shape: string): number {
    const known = this.#byShape.get(shape);
    if (known !== undefined) return known;
    this.#byShape.set(shape, this.#byShape.size);
    return this.#byShape.size - 1;
  }
}

/** What an expression says beside its children. */
function own(value: TypedExpression): string {
  const { element, shape } = value.type;
  switch (value.kind) {
    case "constant":
      return text(
        "constant",
        element,
        shape.map(({ size }) => size),
        value.value.map(String),
      );
    case "signal":
    case "param":
    case "environment":
      return text(value.kind, value.name);
    case "let":
      return "";
    case "unary":
      // Only a cast depends on the type that it leads to.
      return text("unary", value.fn, value.fn === "cast" ? element : "");
    case "binary":
      return text("binary", value.fn);
    case "select":
    case "vector":
      return text(value.kind);
    case "index":
      return text(
        "index",
        value.items.map((item) => (item.kind === "dynamic" ? "dynamic" : item)),
      );
    case "permute":
      return text("permute", value.axes);
    case "call":
      return text("call", value.builtin, Object.keys(value.arguments), sorted(value.options));
    case "causal": {
      const parts = [
        value.value !== undefined,
        value.window.kind === "past" && value.window.after !== undefined,
        value.where !== undefined,
        value.empty !== undefined,
      ];
      return text(
        "causal",
        value.aggregator,
        sorted(value.options),
        value.window.kind === "last" ? value.window.steps : "past",
        parts,
        value.full,
      );
    }
    case "segment":
      return text("segment", value.of.name, value.field);
    case "member":
      return text("member", value.side);
    case "aggregate":
      return text(
        "aggregate",
        value.aggregator,
        sorted(value.options),
        scopeName(value.scope),
        [value.value, value.by, value.where, value.empty].map((part) => part !== undefined),
        value.by?.keys ?? 0,
        value.exceptSelf,
      );
    case "trajectory": {
      const { operation } = value;
      return text(
        "trajectory",
        "scope" in operation ? [operation.kind, scopeName(operation.scope)] : sorted(operation),
      );
    }
    case "buffer": {
      const { size, maxAge, where } = value.of;
      return text("buffer", value.field, size, maxAge ?? Infinity, where !== undefined);
    }
    case "payment":
      return text("payment");
    case "term":
      return text("term", value.term, value.part);
    case "machine":
      return text("machine", value.machine, sorted(value.field));
    case "objective":
      return text("objective", value.objective, value.field);
    case "scheme":
      return text("scheme", value.objective, sorted(value.scheme), value.part);
    case "shaping":
      return text("shaping", value.shaping);
    case "error":
      return text("error", value.span.start);
    default:
      return unreachable(value);
  }
}

function scopeName(scope: AggregateScope): string {
  return scope.kind === "segment" ? `segment ${scope.segment.name}` : scope.kind;
}

function text(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

function sorted(record: object): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

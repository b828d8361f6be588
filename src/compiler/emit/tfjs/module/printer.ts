import { unreachable } from "../../../unreachable.js";
import type { Code } from "../code.js";
import type { Tables } from "./tables.js";
import { numberText } from "./value-text.js";

/** How a scope writes what code refers to. */
export interface Scope {
  readonly tables: Tables;
  node(id: number): string;
  read(from: "signals" | "state" | "params" | "flags", name: string): string;
}

/** Code as a TypeScript expression. */
export function print(code: Code, scope: Scope): string {
  switch (code.kind) {
    case "node":
      return scope.node(code.id);
    case "literal":
      return literalText(code.value, scope);
    case "list":
      return `[${code.items.map((item) => print(item, scope)).join(", ")}]`;
    case "read":
      return scope.read(code.from, code.name);
    case "call":
      return `${code.library}.${code.name}(${code.arguments.map((argument) => print(argument, scope)).join(", ")})`;
    default:
      return unreachable(code);
  }
}

function literalText(value: unknown, scope: Scope): string {
  if (typeof value === "number") return numberText(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const table = scope.tables.find(value as readonly unknown[]);
  return table ?? `[${value.map((item) => literalText(item, scope)).join(", ")}]`;
}

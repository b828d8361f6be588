import { unreachable } from "../../../unreachable.js";
import { looksUp, type Code, type LeafSource } from "../code.js";
import type { Tables } from "./tables.js";
import { valueText } from "./value-text.js";

/** How a scope writes what code refers to. */
export interface Scope {
  readonly tables: Tables;
  node(id: number): string;
  read(from: LeafSource, name: string): string;
}

/** Code as a TypeScript expression. */
export function print(code: Code, scope: Scope): string {
  switch (code.kind) {
    case "node":
      return scope.node(code.id);
    case "literal":
      return literalText(code.value, "list", scope);
    case "list":
      return `[${code.items.map((item) => print(item, scope)).join(", ")}]`;
    case "read":
      return scope.read(code.from, code.name);
    case "call": {
      const texts = code.arguments.map((argument, index) =>
        looksUp(code) && index === 0 && argument.kind === "literal"
          ? literalText(argument.value, "lookup", scope)
          : print(argument, scope),
      );
      return `${code.library}.${code.name}(${texts.join(", ")})`;
    }
    default:
      return unreachable(code);
  }
}

function literalText(value: unknown, use: "lookup" | "list", { tables }: Scope): string {
  return (Array.isArray(value) ? tables.find(value as readonly unknown[], use) : undefined) ?? valueText(value);
}

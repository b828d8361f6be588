import type { Tables } from "./tables.js";

/** A plain value as TypeScript; lists that the module holds as named constants are referred to. */
export function valueText(value: unknown, tables: Tables): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) {
    const table = tables.find(value as readonly unknown[]);
    return table ?? `[${value.map((item) => valueText(item, tables)).join(", ")}]`;
  }
  const fields = Object.entries(value as object).map(([key, field]) => `${keyText(key)}: ${valueText(field, tables)}`);
  return `{ ${fields.join(", ")} }`;
}

/** The shortest number that reads back the same. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

export function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

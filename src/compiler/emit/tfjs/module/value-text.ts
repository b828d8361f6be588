/** A plain value as TypeScript. `name` may give the name of a constant that holds it. */
export function valueText(value: unknown, name: (value: unknown) => string | undefined = () => undefined): string {
  const known = name(value);
  if (known !== undefined) return known;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, name)).join(", ")}]`;
  const fields = Object.entries(value as object).map(([key, field]) => `${keyText(key)}: ${valueText(field, name)}`);
  return `{ ${fields.join(", ")} }`;
}

/** The shortest number that reads back the same. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A field of an object, in short where its value bears its name. */
export function entry(key: string, text: string): string {
  return key === text ? key : `${keyText(key)}: ${text}`;
}

export function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

/** A JSON value in a few words: itself in backquotes where it is short. */
export function describeJson(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  if (text.length <= 40) return `\`${text}\``;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "an object" : "a long text";
}

/**
 * One record as one line of JSON. Numbers are finite JSON numbers or the strings "NaN", "Infinity", "-Infinity"; typed arrays become lists.
 */
export function jsonLine(record: object): string {
  return `${JSON.stringify(record, (_, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
  })}\n`;
}

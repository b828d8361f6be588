import type { DriverCase } from "../../test/conformance/drivers/run-case.js";

/** A case as JSON: numbers that JSON has no words for become objects. */
export function toText(given: DriverCase): string {
  return JSON.stringify(given, (_, value: unknown) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? { number: Object.is(value, -0) ? "-0" : String(value) }
      : value,
  );
}

export function fromText(text: string): DriverCase {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && Object.keys(value).join() === "number" && "number" in value
      ? Number(value.number)
      : value,
  ) as DriverCase;
}

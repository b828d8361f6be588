import { z } from "zod";
import { suggest } from "../../compiler/diagnostics/suggest.js";

type Issue = z.core.$ZodIssue;

/** One line for each problem: where, what was expected and found, and the known key nearest to an unknown one. */
export function issueLines(error: z.ZodError, value: unknown, schema: z.ZodType): readonly string[] {
  return error.issues.flatMap((issue) => linesOf(issue, value, schema));
}

function linesOf(issue: Issue, value: unknown, schema: z.ZodType): readonly string[] {
  const where = issue.path.length === 0 ? "" : `\`${issue.path.join(".")}\`: `;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path, value);
    return issue.keys.map((key) => {
      const near = suggest(key, known);
      const hint = near === undefined ? `; known keys are ${known.join(", ")}` : `; did you mean \`${near}\`?`;
      return `  - \`${[...issue.path, key].join(".")}\` is not a key of a configuration${hint}`;
    });
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return [`  - ${where}expected \`ppo\` or \`q-learning\`, found ${shown(valueAt(value, issue.path))}`];
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The alternative that fits best is the one whose problems lie deepest: the others fail at the top.
    const depth = (issues: readonly Issue[]) =>
      Math.max(...issues.map((each) => each.path.length + Number(each.code !== "invalid_type")));
    const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
    return (best ?? []).flatMap((inner) => linesOf({ ...inner, path: [...issue.path, ...inner.path] }, value, schema));
  }
  const text = issue.message.replace(/^Invalid (input|option|value): /, "").replace(/, received .*$/, "");
  return [`  - ${where}${lower(text)}, found ${shown(valueAt(value, issue.path))}`];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** Keys that an object at this path may have, in the alternatives that the value chose. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const [first, ...rest] = path;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) {
    const algorithm = typeof value === "object" && value !== null && "algorithm" in value ? value.algorithm : undefined;
    const options = (inner.options as z.ZodType[]).filter((option) => chosen(option, algorithm));
    return [...new Set(options.flatMap((option) => knownKeys(option, path, value)))];
  }
  if (!(inner instanceof z.ZodObject)) return [];
  if (first === undefined) return Object.keys(inner.shape);
  const child: unknown = inner.shape[String(first)];
  return child instanceof z.ZodType ? knownKeys(child, rest, valueAt(value, [first])) : [];
}

function chosen(option: z.ZodType, algorithm: unknown): boolean {
  const literal: unknown = option instanceof z.ZodObject ? option.shape["algorithm"] : undefined;
  return !(literal instanceof z.ZodLiteral) || literal.value === algorithm;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? unwrapped(schema.in as z.ZodType) : schema;
}

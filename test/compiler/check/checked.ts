import { checkSpec, type CheckOptions } from "../../../src/compiler/check/index.js";
import type { TypedExpression, TypedSpec } from "../../../src/compiler/check/typed.js";
import { render } from "../../../src/compiler/diagnostics/render/render.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";

const library = nodeHost();

/** Checks `text` as `main.reward`, with `reward Example` as its first line where it has none, beside `files`. */
export function checked(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: CheckOptions = {},
): ReturnType<typeof checkSpec> {
  const main = /^\s*(\/\/.*\n\s*)*(reward|library)\s/.test(text) ? text : `reward Example\n${text}`;
  return checkSpec("main.reward", memoryHost({ ...files, "main.reward": main }, library), options);
}

/** What is found, as `code message`, errors and warnings. */
export function findings(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: CheckOptions = {},
): readonly string[] {
  return checked(text, files, options).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

/** The names of the findings. */
export function names(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: CheckOptions = {},
): readonly string[] {
  return checked(text, files, options).diagnostics.map(({ name }) => name);
}

/** The only finding. */
export function only(text: string, files: Readonly<Record<string, string>> = {}): Diagnostic {
  const { diagnostics, sources } = checked(text, files);
  const [diagnostic, ...others] = diagnostics;
  if (diagnostic === undefined || others.length > 0) {
    throw new Error(`expected one finding:\n${diagnostics.map((found) => render(found, sources)).join("\n")}`);
  }
  return diagnostic;
}

/** The typed spec of a text without errors. */
export function spec(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: CheckOptions = {},
): TypedSpec {
  const result = checked(text, files, options);
  if (result.spec === undefined) {
    throw new Error(result.diagnostics.map((diagnostic) => render(diagnostic, result.sources)).join("\n"));
  }
  return result.spec;
}

/** The text that a span of a finding covers. */
export function marked(
  text: string,
  { span }: { readonly span: { readonly start: number; readonly end: number } },
): string {
  return text.slice(span.start, span.end);
}

/** The body of the only term of a spec with these declarations. */
export function body(expression: string, declarations = ""): TypedExpression {
  const [term] = spec(`${declarations}\nlet value = ${expression}\nterm t = if true then 0 else 0`).lets.flatMap(
    (item) => (item.name === "value" ? [item] : []),
  );
  if (term === undefined) throw new Error("no such let");
  return term.value;
}

/** `float[3]`, as messages show the type of an expression. */
export function typeOf(expression: string, declarations = ""): string {
  const { type } = body(expression, declarations);
  const axes = type.shape.map(({ name, size }) => name ?? String(size)).join(", ");
  const element = type.element === "enum" ? `enum { ${(type.members ?? []).join(", ")} }` : type.element;
  return axes === "" ? element : `${element}[${axes}]`;
}

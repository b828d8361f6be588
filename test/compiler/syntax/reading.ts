import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parse, parseFormula } from "../../../src/compiler/syntax/parse.js";
import type { Declaration, Expression, RegularExpression, SpecFile } from "../../../src/compiler/syntax/ast/index.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";

/** A file with a header before `text`, and what was found in it. */
export function read(text: string): {
  readonly file: SpecFile;
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceFile;
} {
  const source = new SourceFile("test.reward", `reward Test\n${text}`);
  const { value, diagnostics } = parse(source);
  return { file: value, diagnostics, source };
}

/** `code: text under the primary span`, in order. */
export function findings(text: string): string[] {
  const { diagnostics, source } = read(text);
  return diagnostics.map(({ code, primary }) => `${code}: ${source.slice(primary.span)}`);
}

/** The only declaration of `text`, which has no findings. */
export function declarationOf<K extends Declaration["kind"]>(kind: K, text: string): Extract<Declaration, { kind: K }> {
  const { file, diagnostics } = read(text);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const found = file.declarations.find((one): one is Extract<Declaration, { kind: K }> => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in ${text}`);
  return found;
}

/** How an expression is read: every operator with its operands between parentheses. */
export function grouping(text: string): string {
  return shape(declarationOf("let", `let x = ${text}`).value);
}

/** The same for a formula; warnings are allowed. */
export function formulaGrouping(text: string): string {
  const { value, diagnostics } = parseFormula(new SourceFile("test.reward", text));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return shape(value);
}

/** The codes that a formula gets. */
export function formulaFindings(text: string): string[] {
  return parseFormula(new SourceFile("test.reward", text)).diagnostics.map(({ code }) => code);
}

/** Without places: what parsing and printing must keep. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "span")
      .map(([key, part]) => [key, withoutSpans(part)]),
  );
}

function shape(node: Expression): string {
  switch (node.kind) {
    case "number":
      return (
        node.text +
        (node.unit === undefined
          ? ""
          : `·${node.unit.factors.map(([name, power]) => name + (power === 1 ? "" : String(power))).join("·")}`)
      );
    case "boolean":
      return String(node.value);
    case "string":
      return JSON.stringify(node.value);
    case "name":
      return node.name;
    case "field":
      return `${shape(node.object)}.${node.field.name}`;
    case "index":
      return `${shape(node.object)}[${node.items
        .map((item) =>
          item.kind === "slice"
            ? `${item.low === undefined ? "" : shape(item.low)}:${item.high === undefined ? "" : shape(item.high)}`
            : shape(item),
        )
        .join(", ")}]`;
    case "call":
      return `${shape(node.callee)}(${node.arguments.map(({ name, value }) => (name === undefined ? "" : `${name.name}: `) + shape(value)).join(", ")})`;
    case "vector":
      return `[${node.items.map(shape).join(", ")}]`;
    case "unary":
      return `(${node.operator} ${shape(node.operand)})`;
    case "binary":
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case "in":
      return `(${shape(node.value)} in [${shape(node.low)}, ${shape(node.high)}])`;
    case "if":
      return `(if ${shape(node.condition)} then ${shape(node.then)} else ${shape(node.else)})`;
    case "match":
      return `match ${shape(node.subject)} {${node.cases.map(({ pattern, value }) => `${pattern.kind} -> ${shape(value)}`).join(", ")}}`;
    case "over": {
      const { scope } = node;
      const where = node.where === undefined ? "" : ` where ${shape(node.where)}`;
      const range =
        scope.kind === "named"
          ? scope.name.name
          : scope.kind === "last"
            ? `last ${shape(scope.count)}`
            : `past${scope.after === undefined ? "" : ` after ${shape(scope.after)}`}`;
      const by = node.by === undefined ? "" : ` by ${node.by.map(({ name }) => name).join(".")}`;
      return `{${shape(node.value)} over ${range}${by}${where}${node.exceptSelf ? " except self" : ""}}`;
    }
    case "place":
      return `{place ${shape(node.value)} at end of ${node.scope.name}}`;
    case "on":
      return `{${shape(node.value)} on ${node.event.kind}}`;
    case "terms":
      return node.group === undefined ? "terms" : `terms ${node.group.name}`;
    case "comprehension":
      return `${shape(node.body)} for ${node.index === undefined ? "" : `${node.index.name}, `}${node.item.name} in ${shape(node.source)}`;
    case "piecewise":
      return `piecewise(${String(node.points.length)})`;
    case "error":
      return "ERROR";
    case "temporal-unary": {
      const { bounds } = node;
      const range =
        bounds === undefined ? "" : `[${bounds.low === undefined ? "" : shape(bounds.low)}..${shape(bounds.high)}]`;
      return `(${node.operator}${range} ${shape(node.operand)})`;
    }
    case "temporal-binary":
      return `(${shape(node.left)} ${node.operator}${node.inclusive ? " inclusive" : ""}${node.bounds === undefined ? "" : "[…]"} ${shape(node.right)})`;
    case "last-step":
      return "LAST";
    case "sequence":
      return `sequence${node.exactly ? "!" : ""}{${regular(node.body)}}`;
    case "pattern": {
      const { pattern, scope } = node;
      const chain = (one: { readonly items: readonly Expression[]; readonly without?: Expression }): string =>
        `<${one.items.map(shape).join(" ")}${one.without === undefined ? "" : ` / ${shape(one.without)}`}>`;
      const form =
        "subject" in pattern
          ? `${chain(pattern.subject)} ${pattern.kind} ${chain(pattern.other)}`
          : `${pattern.kind}${pattern.kind === "at-most" ? ` ${String(pattern.times)}` : ""} ${shape(pattern.operand)}`;
      const ends = "end" in scope ? [scope.end] : [];
      const starts = "start" in scope ? [scope.start] : [];
      return `{${form} | ${[scope.kind, ...[...starts, ...ends].map(shape)].join(" ")}}`;
    }
    case "achieve":
      return `(achieve ${shape(node.goal)})`;
    case "ensuring":
      return `(${shape(node.task)} ensuring ${shape(node.condition)})`;
    case "task-then":
      return `(${shape(node.left)} THEN ${shape(node.right)})`;
    case "task-or":
      return `(${shape(node.left)} OR ${shape(node.right)})`;
  }
}

function regular(node: RegularExpression): string {
  switch (node.kind) {
    case "regular-letter":
      return shape(node.condition);
    case "regular-concatenation":
      return `(${node.items.map(regular).join("; ")})`;
    case "regular-union":
      return `(${node.items.map(regular).join(" | ")})`;
    case "regular-repetition":
      return `${regular(node.item)}{${String(node.minimum)},${String(node.maximum ?? "")}}`;
  }
}

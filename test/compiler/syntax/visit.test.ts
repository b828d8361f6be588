import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parse, parseFormula } from "../../../src/compiler/syntax/parse.js";
import type { Expression } from "../../../src/compiler/syntax/ast/index.js";
import { children, foldExpression, isExpression, walk, type SyntaxNode } from "../../../src/compiler/syntax/visit.js";
import { declarationOf, withoutSpans } from "./reading.js";

const source = new SourceFile("kitchen-sink.reward", readFileSync("test/fixtures/kitchen-sink.reward", "utf8"));
const { value: file } = parse(source);

describe("spans", () => {
  it("lie inside those of their parents", () => {
    const outside: string[] = [];
    walk(file, (node, parent) => {
      if (parent !== undefined && (node.span.start < parent.span.start || node.span.end > parent.span.end))
        outside.push(source.slice(node.span));
    });
    expect(outside).toEqual([]);
  });

  it("are exact: the text of each expression is that expression", () => {
    let count = 0;
    const check = (node: Expression, asFormula: boolean): void => {
      const text = source.slice(node.span);
      const again = asFormula
        ? parseFormula(new SourceFile("again", text)).value
        : (
            parse(new SourceFile("again", `reward A\nterm t = ${text}`)).value.declarations[0] as {
              readonly body: Expression;
            }
          ).body;
      expect(withoutSpans(again), text).toEqual(withoutSpans(node));
      count++;
    };
    for (const declaration of file.declarations) {
      if (declaration.kind === "test") continue;
      walk(declaration, (node) => {
        const inArgument = ["terms", "comprehension", "piecewise"];
        const letter =
          declaration.kind === "objective" && isExpression(node) && node.kind === "name" && node.name === "M";
        if (isExpression(node) && !letter && !inArgument.includes(node.kind))
          check(node, declaration.kind === "objective");
      });
    }
    expect(count).toBeGreaterThan(500);
  });

  it("begin and end at tokens", () => {
    walk(file, ({ span }) => {
      const text = source.slice(span);
      if (span !== file.span) expect(text).toBe(text.trim());
    });
  });
});

describe("children", () => {
  it("come in the order of the text, also through parts without a place", () => {
    const shape = declarationOf("shape", "shape potential a + b weight c into d with e: f");
    expect(children(shape).map((node) => ("kind" in node ? node.kind : "part"))).toEqual([
      "binary",
      "name",
      "part",
      "part",
    ]);
  });

  it("reach every node that has a place", () => {
    let walked = 0;
    walk(file, () => {
      walked++;
    });
    const spans = JSON.stringify(file).match(/"span":/g)?.length ?? 0;
    expect(walked).toBe(spans);
  });
});

describe("walk", () => {
  it("leaves out what lies below a node that it is told to skip", () => {
    const seen: SyntaxNode[] = [];
    walk(declarationOf("let", "let x = f(a + b)"), (node) => {
      seen.push(node);
      return !(isExpression(node) && node.kind === "call");
    });
    expect(seen).toHaveLength(3);
  });

  it("needs no call stack", () => {
    const deep = declarationOf("let", `let x = a${" + a".repeat(20_000)}`);
    let names = 0;
    walk(deep, (node) => {
      if (isExpression(node) && node.kind === "name") names++;
    });
    expect(names).toBe(20_001);
    expect(foldExpression<number>(deep.value, (_, parts) => 1 + Math.max(0, ...parts))).toBe(20_001);
  });
});

describe("foldExpression", () => {
  it("gives each node the values of its parts, in the order of the text", () => {
    const { value } = declarationOf("let", "let x = match a { >= b -> c + d, else -> f(e)[g:h] }");
    const text = foldExpression<string>(value, (node, parts) =>
      node.kind === "name" ? node.name : `${node.kind}(${parts.join(" ")})`,
    );
    expect(text).toBe("match(a b binary(c d) index(call(f e) g h))");
  });
});

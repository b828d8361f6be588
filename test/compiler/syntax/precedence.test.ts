import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parseFormula } from "../../../src/compiler/syntax/parse.js";
import { findings, formulaFindings, formulaGrouping, grouping, withoutSpans } from "./reading.js";

describe("precedence of values", () => {
  it.each([
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a - b - c", "((a - b) - c)"],
    ["a / b * c % d", "(((a / b) * c) % d)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["-a ^ 2", "(- (a ^ 2))"],
    ["2 ^ -1 ^ 2", "(2 ^ (- (1 ^ 2)))"],
    ["2 ^ -1 * 3", "((2 ^ (- 1)) * 3)"],
    ["a * -b", "(a * (- b))"],
    ["--a", "(- (- a))"],
    ["not a and b or c", "(((not a) and b) or c)"],
    ["a or b xor c and d", "(a or (b xor (c and d)))"],
    ["a implies b implies c", "(a implies (b implies c))"],
    ["a iff b implies c", "(a iff (b implies c))"],
    ["not a == b", "(not (a == b))"],
    ["a + 1 < b * 2", "((a + 1) < (b * 2))"],
    ["a in [0, 1] and b", "((a in [0, 1]) and b)"],
    ["if a then b else c or d", "(if a then b else (c or d))"],
    ["if a then 1 else if b then 2 else 3", "(if a then 1 else (if b then 2 else 3))"],
    ["if a then if b then 1 else 2 else 3", "(if a then (if b then 1 else 2) else 3)"],
    ["a.b.c[0].d(e)", "a.b.c[0].d(e)"],
    ["-a.b", "(- a.b)"],
    ["(a + b).x", "(a + b).x"],
    ["!a && b || !c", "(((not a) and b) or (not c))"],
    ["2 s ^ 2", "(2·s ^ 2)"],
    ["1 + match k { A -> 1, else -> 2 } * 3", "(1 + (match k {value-pattern -> 1, else-pattern -> 2} * 3))"],
  ])("reads %s", (text, expected) => {
    expect(grouping(text)).toBe(expected);
  });

  it("reads `over` tighter than any operator", () => {
    expect(grouping("-sum(x) over last n - 1")).toBe("((- {sum(x) over last n}) - 1)");
    expect(grouping("mean(x) over batch where ok <= 0.1")).toBe("({mean(x) over batch where ok} <= 0.1)");
    expect(grouping("max(z) over past after p + 1")).toBe("({max(z) over past after p} + 1)");
    expect(grouping("sum(x) over turn ^ 2")).toBe("({sum(x) over turn} ^ 2)");
    expect(grouping("mean(x) over group by task.tag where not a except self")).toBe(
      "{mean(x) over group by task.tag where (not a) except self}",
    );
    expect(grouping("place(x) at end of turn * 2")).toBe("({place x at end of turn} * 2)");
    expect(grouping("length over episode")).toBe("{length over episode}");
  });

  it("refuses a comparison of a comparison once per chain, and proposes two", () => {
    expect(findings("let x = a < b < c")).toEqual(["RWD1013: <"]);
    expect(findings("let x = a < b <= c == d")).toEqual(["RWD1013: <="]);
    expect(findings("let x = (a < b) == c")).toEqual([]);
  });

  it("wants parentheses around what binds weaker than the operator before it", () => {
    expect(findings("let x = a == not b")).toEqual(["RWD1015: not b"]);
    expect(findings("let x = a + if b then 1 else 2")).toEqual(["RWD1015: if b then 1 else 2"]);
    expect(findings("let x = -not a")).toEqual(["RWD1015: not a"]);
    expect(findings("let x = not if a then b else c")).toEqual(["RWD1015: if a then b else c"]);
    expect(formulaFindings("p == always q")).toContain("RWD1015");
    expect(findings("let x = a and not b")).toEqual([]);
  });
});

describe("precedence of formulas", () => {
  it.each([
    ["p and q until r", "(p and (q until r))"],
    ["p until q until r", "(p until (q until r))"],
    ["p -> q -> r", "(p implies (q implies r))"],
    ["p <-> q", "(p iff q)"],
    ["not p until q", "((not p) until q)"],
    ["G F p and q", "((always (eventually p)) and q)"],
    ["always x > 3 and q", "((always (x > 3)) and q)"],
    ["always not p", "(always (not p))"],
    ["p until not q", "(p until (not q))"],
    ["G[0, 10] p", "(always[0..10] p)"],
    ["eventually[<= 2 s] p", "(eventually[..2·s] p)"],
    ["p U[1, 3] q", "(p until[…] q)"],
    ["p until inclusive[0, 3] q", "(p until inclusive[…] q)"],
    ["p W q", "(p weak until q)"],
    ["p strong release q", "(p strong release q)"],
    ["p weak since q", "(p weak since q)"],
    ["p S q", "(p since q)"],
    ["N p", "(weak next p)"],
    ["weak previously p", "(weak previously p)"],
    ["G(x)", "(always x)"],
    ["M.state == Home", "(M.state == Home)"],
    ["G M.done", "(always M.done)"],
    ["last", "LAST"],
    ["always `G`", "(always G)"],
    ["`always`.x", "always.x"],
    ["infinitely often p and eventually forever q", "((infinitely often p) and (eventually forever q))"],
    ["for every prefix once p", "(for every prefix (once p))"],
    ["for some prefix p", "(for some prefix p)"],
    ["if a then always p else q", "(if a then (always p) else q)"],
    ["max(x) over last 500 > 3", "({max(x) over last 500} > 3)"],
    ["any(p) over last 5", "{any(p) over last 5}"],
  ])("reads %s", (text, expected) => {
    expect(formulaGrouping(text)).toBe(expected);
  });

  it.each([
    "a -> b -> c",
    "a <-> b <-> c",
    "a and b until c",
    "a until b or c",
    "a until b until c",
    "a xor b since c",
  ])("warns that other tools read %s differently", (text) => {
    expect(formulaFindings(text)).toEqual(["RWD1023"]);
  });

  it.each([
    "a -> b -> c -> d",
    "a <-> b -> c",
    "a and b until c or d",
    "always (a until b release c)",
    "a xor b since c and always (d -> a -> b)",
  ])("writes the parentheses of %s as it reads them", (text) => {
    const { value, diagnostics } = parseFormula(new SourceFile("f", text));
    const edits = diagnostics.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
    const fixed = [...edits]
      .sort((one, other) => other.span.start - one.span.start || other.span.end - one.span.end)
      .reduce((whole, { span, text: added }) => whole.slice(0, span.start) + added + whole.slice(span.end), text);
    expect(fixed).not.toBe(text);
    expect(formulaFindings(fixed)).toEqual([]);
    expect(withoutSpans(parseFormula(new SourceFile("f", fixed)).value)).toEqual(withoutSpans(value));
  });

  it("knows that release includes its end", () => {
    expect(formulaFindings("a until inclusive b")).toEqual([]);
    expect(formulaFindings("a since inclusive[<= 3] b")).toEqual([]);
    expect(formulaFindings("a release inclusive b")).toEqual(["RWD1001"]);
    expect(formulaFindings("a strong release inclusive b")).toEqual(["RWD1001"]);
  });

  it.each(["a -> (b -> c)", "a and (b until c)", "always a -> eventually b", "a and b and c", "not a until b"])(
    "is silent about %s",
    (text) => {
      expect(formulaFindings(text)).toEqual([]);
    },
  );
});

describe("patterns, tasks and sequences", () => {
  it.each([
    ["never p", "{never p | globally}"],
    ["never x > 3 before r", "{never (x > 3) | before r}"],
    ["always p globally", "{always p | globally}"],
    ["always p before r", "{always p | before r}"],
    ["eventually p between q and r", "{eventually p | between q r}"],
    ["p at most 2 times after q", "{at-most 2 p | after q}"],
    ["p precedes q after r until s", "{<p> precedes <q> | after-until r s}"],
    ["q responds to p", "{<q> responds <p> | globally}"],
    ["not q responds to p", "{<(not q)> responds <p> | globally}"],
    ["(s then t) precedes p", "{<s t> precedes <p> | globally}"],
    ["p precedes (s then t)", "{<p> precedes <s t> | globally}"],
    ["(s then t without z) responds to p", "{<s t / z> responds <p> | globally}"],
    ["never p before r and q", "({never p | before r} and q)"],
    ["achieve p", "(achieve p)"],
    ["achieve p then achieve q ensuring r", "((achieve p) THEN ((achieve q) ensuring r))"],
    ["(achieve p then achieve q) ensuring r", "(((achieve p) THEN (achieve q)) ensuring r)"],
    ["achieve p or achieve q then achieve r", "((achieve p) OR ((achieve q) THEN (achieve r)))"],
    ["achieve not p", "(achieve (not p))"],
    ["sequence { a; b* }", "sequence{(a; b{0,})}"],
    ["sequence exactly { a+; b? }", "sequence!{(a{1,}; b{0,1})}"],
    ["sequence { a{2}; b{1, 3} }", "sequence{(a{2,2}; b{1,3})}"],
    ["sequence { a; b or c }", "sequence{(a; (b | c))}"],
    ["sequence { (a; b)* }", "sequence{(a; b){0,}}"],
    ["sequence { a * b > 2; c }", "sequence{(((a * b) > 2); c)}"],
    ["sequence { not (a or b); c }", "sequence{((not (a or b)); c)}"],
    ["sequence { a* or b }", "sequence{(a{0,} | b)}"],
  ])("reads %s", (text, expected) => {
    expect(formulaGrouping(text)).toBe(expected);
  });

  it.each([
    ["always (never p)", "RWD1020"],
    ["(q responds to p) until r", "RWD1020"],
    ["never (never p)", "RWD1020"],
    ["next (achieve p)", "RWD1020"],
    ["max(x, y until z) > 1", "RWD1020"],
    ["p == (q until r)", "RWD1020"],
    ["[always p]", "RWD1020"],
    ["sequence { a; always b }", "RWD1020"],
    ["achieve p then q", "RWD1020"],
    ["p ensuring q", "RWD1020"],
    ["eventually (s then t)", "RWD1021"],
    ["p before r", "RWD1022"],
    ["(never p) before r", "RWD1022"],
    ["next[1, 2] p", "RWD1019"],
    ["F[3] p", "RWD1001"],
    ["sequence { not a* }", "RWD1031"],
    ["sequence { a{1.5} }", "RWD1032"],
    ["a precedes b precedes c", "RWD1020"],
    ["last(x)", "RWD1025"],
    ["strong until p", "RWD1001"],
  ])("refuses %s", (text, code) => {
    expect(formulaFindings(text)).toEqual([code]);
  });

  it("lets patterns stand under Boolean operators", () => {
    expect(formulaFindings("never p and (q responds to r) or not (achieve s)")).toEqual([]);
  });
});

import fc from "fast-check";
import type {
  Argument,
  Expression,
  Identifier,
  IndexItem,
  MatchCase,
  MatchPattern,
  PatternChain,
  PatternFormula,
  PatternScope,
  RegularExpression,
  Scope,
} from "../../../src/compiler/syntax/ast/index.js";

/** Generators of trees that parsing can give. Their spans are empty: printing does not read them, beside that of a written `globally`. */
const span = { file: "generated", start: 0, end: 0 };

const words = [
  "a",
  "speed",
  "état",
  "x_1",
  "G",
  "U",
  "always",
  "last",
  "let",
  "reward",
  "if",
  "done",
  "step",
  "over",
  "total",
  "potential",
  "past",
  "quat",
  "not",
  "piecewise",
  "m",
  "s",
];
const name: fc.Arbitrary<string> = fc.constantFrom(...words);
const identifier: fc.Arbitrary<Identifier> = name.map((text) => ({ name: text, span }));
const number: fc.Arbitrary<Expression> = fc
  .record({
    text: fc.constantFrom("0", "1", "0.5", "1e-3", "12", "2.25e6"),
    unit: fc.constantFrom(
      undefined,
      [["s", 1]] as const,
      [
        ["m", 1],
        ["s", -2],
      ] as const,
      [
        ["kg", 2],
        ["N", 1],
      ] as const,
    ),
  })
  .map(({ text, unit }) => ({
    kind: "number",
    text,
    value: Number(text),
    ...(unit === undefined ? {} : { unit: { factors: unit, span } }),
    span,
  }));
const text: fc.Arbitrary<string> = fc.constantFrom("", "fall", 'say "hi"', "back\\slash", "ünï ☕");

const comparisons = ["==", "!=", "<", "<=", ">", ">="] as const;
const values = ["+", "-", "*", "/", "%", "^", ...comparisons] as const;
const connectives = ["and", "or", "xor", "implies", "iff"] as const;

function some<T>(item: fc.Arbitrary<T>, minLength: number, maxLength: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength, maxLength });
}

const { value } = fc.letrec<{ value: Expression; argument: Argument; leaf: Expression }>((tie) => {
  const inner = tie("value");
  const two = { left: inner, right: inner };
  const call = fc
    .record({ callee: name, arguments: some(tie("argument"), 0, 3) })
    .map((it): Expression & { readonly kind: "call" } => ({
      kind: "call",
      callee: { kind: "name", name: it.callee, span },
      arguments: it.arguments,
      span,
    }));
  const item: fc.Arbitrary<IndexItem> = fc.oneof(
    inner,
    fc
      .record({ low: fc.option(inner, { nil: undefined }), high: fc.option(inner, { nil: undefined }) })
      .map(({ low, high }): IndexItem => ({
        kind: "slice",
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        span,
      })),
  );
  const scope: fc.Arbitrary<Scope> = fc.oneof(
    fc
      .option(inner, { nil: undefined })
      .map((after): Scope => ({ kind: "past", ...(after === undefined ? {} : { after }), span })),
    fc.oneof(number, tie("leaf")).map((count): Scope => ({ kind: "last", count, span })),
    identifier.map((it): Scope => ({ kind: "named", name: it, span })),
  );
  const pattern: fc.Arbitrary<MatchPattern> = fc.oneof(
    inner.map((it): MatchPattern => ({ kind: "value-pattern", value: it, span })),
    fc
      .record({ operator: fc.constantFrom(...comparisons), value: inner })
      .map((it): MatchPattern => ({ kind: "compare-pattern", ...it, span })),
    fc.record({ low: inner, high: inner }).map((it): MatchPattern => ({ kind: "in-pattern", ...it, span })),
    fc.constant<MatchPattern>({ kind: "else-pattern", span }),
  );
  const matchCase: fc.Arbitrary<MatchCase> = fc.record({ pattern, value: inner }).map((it) => ({ ...it, span }));
  const alone: fc.Arbitrary<Expression> = fc.oneof(
    fc
      .option(identifier, { nil: undefined })
      .map((group): Expression => ({ kind: "terms", ...(group === undefined ? {} : { group }), span })),
    fc
      .record({ body: inner, index: fc.option(identifier, { nil: undefined }), item: identifier, source: inner })
      .map(({ index, ...it }): Expression => ({
        kind: "comprehension",
        ...it,
        ...(index === undefined ? {} : { index }),
        span,
      })),
  );
  return {
    leaf: name.map((it): Expression => ({ kind: "name", name: it, span })),
    argument: fc
      .record({ name: fc.option(identifier, { nil: undefined }), value: inner })
      .map((it) => ({ ...(it.name === undefined ? {} : { name: it.name }), value: it.value, span })),
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie("leaf"),
      number,
      fc.boolean().map((it): Expression => ({ kind: "boolean", value: it, span })),
      text.map((it): Expression => ({ kind: "string", value: it, span })),
      fc.record({ object: inner, field: identifier }).map((it): Expression => ({ kind: "field", ...it, span })),
      fc.record({ object: inner, items: some(item, 1, 2) }).map((it): Expression => ({ kind: "index", ...it, span })),
      call,
      alone.map((it): Expression => ({
        kind: "call",
        callee: { kind: "name", name: "sum", span },
        arguments: [{ value: it, span }],
        span,
      })),
      some(fc.tuple(inner, inner), 1, 2).map((points): Expression => ({
        kind: "call",
        callee: { kind: "name", name: "schedule", span },
        arguments: [{ value: { kind: "piecewise", points, span }, span }],
        span,
      })),
      some(inner, 0, 3).map((items): Expression => ({ kind: "vector", items, span })),
      fc
        .record({ operator: fc.constantFrom("-", "not"), operand: inner })
        .map((it): Expression => ({ kind: "unary", ...it, span })),
      fc
        .record({ operator: fc.constantFrom(...values, ...connectives), ...two })
        .map((it): Expression => ({ kind: "binary", ...it, span })),
      fc.record({ value: inner, low: inner, high: inner }).map((it): Expression => ({ kind: "in", ...it, span })),
      fc.record({ condition: inner, then: inner, else: inner }).map((it): Expression => ({ kind: "if", ...it, span })),
      fc
        .record({ subject: inner, cases: some(matchCase, 0, 3) })
        .map((it): Expression => ({ kind: "match", ...it, span })),
      fc
        .record({
          value: fc.oneof(call, fc.constant<Expression>({ kind: "name", name: "length", span })),
          scope,
          by: fc.option(some(identifier, 1, 2), { nil: undefined }),
          where: fc.option(inner, { nil: undefined }),
          exceptSelf: fc.boolean(),
        })
        .map(({ by, where, ...it }): Expression => ({
          kind: "over",
          ...it,
          ...(by === undefined ? {} : { by }),
          ...(where === undefined ? {} : { where }),
          span,
        })),
      fc.record({ value: inner, scope: identifier }).map((it): Expression => ({ kind: "place", ...it, span })),
    ),
  };
});

const unaryTemporal = [
  "always",
  "eventually",
  "next",
  "weak next",
  "historically",
  "once",
  "previously",
  "weak previously",
  "initially",
  "infinitely often",
  "eventually forever",
  "for every prefix",
  "for some prefix",
] as const;
const bounded: readonly string[] = ["always", "eventually", "historically", "once"];
const binaryTemporal = ["until", "weak until", "release", "strong release", "since", "weak since"] as const;

const bounds = fc.option(
  fc
    .record({ low: fc.option(number, { nil: undefined }), high: number })
    .map(({ low, high }) => ({ ...(low === undefined ? {} : { low }), high, span })),
  { nil: undefined },
);

/** Formulas without patterns and tasks, which nothing temporal may take. */
const { open } = fc.letrec<{ open: Expression; condition: Expression; regular: RegularExpression }>((tie) => {
  const inner = tie("open");
  const repetition = fc
    .record({ item: tie("regular"), range: fc.constantFrom([0], [1], [0, 1], [2, 2], [1, 4]) })
    .map(({ item, range: [minimum = 0, maximum] }): RegularExpression => ({
      kind: "regular-repetition",
      item,
      minimum,
      ...(maximum === undefined ? {} : { maximum }),
      span,
    }));
  return {
    condition: value.filter((it) => !(it.kind === "binary" && it.operator === "or") && it.kind !== "if"),
    regular: fc.oneof(
      { maxDepth: 3 },
      tie("condition").map((condition): RegularExpression => ({ kind: "regular-letter", condition, span })),
      repetition,
      fc
        .record({ kind: fc.constantFrom("regular-concatenation", "regular-union"), items: some(tie("regular"), 2, 3) })
        .map((it): RegularExpression => ({ ...it, span })),
    ),
    open: fc.oneof(
      { maxDepth: 4 },
      value,
      fc.constant<Expression>({ kind: "last-step", span }),
      fc
        .record({ operator: fc.constantFrom(...unaryTemporal), bounds, operand: inner })
        .map(({ operator, bounds: range, operand }): Expression => ({
          kind: "temporal-unary",
          operator,
          ...(range === undefined || !bounded.includes(operator) ? {} : { bounds: range }),
          operand,
          span,
        })),
      fc
        .record({
          operator: fc.constantFrom(...binaryTemporal),
          inclusive: fc.boolean(),
          bounds,
          left: inner,
          right: inner,
        })
        .map(({ bounds: range, inclusive, ...it }): Expression => ({
          kind: "temporal-binary",
          ...it,
          inclusive: inclusive && !it.operator.endsWith("release"),
          ...(range === undefined ? {} : { bounds: range }),
          span,
        })),
      fc
        .record({ operator: fc.constantFrom(...connectives), left: inner, right: inner })
        .map((it): Expression => ({ kind: "binary", ...it, span })),
      inner.map((operand): Expression => ({ kind: "unary", operator: "not", operand, span })),
      fc.record({ condition: inner, then: inner, else: inner }).map((it): Expression => ({ kind: "if", ...it, span })),
      fc
        .record({ exactly: fc.boolean(), body: tie("regular") })
        .map((it): Expression => ({ kind: "sequence", ...it, span })),
    ),
  };
});

const chain: fc.Arbitrary<PatternChain> = fc
  .record({ items: some(open, 1, 3), without: fc.option(open, { nil: undefined }) })
  .map(({ items, without }) => ({ items, ...(without === undefined ? {} : { without }), span }));
const scope: fc.Arbitrary<PatternScope> = fc.oneof(
  fc.constant<PatternScope>({ kind: "globally", span }),
  open.map((end): PatternScope => ({ kind: "before", end, span })),
  open.map((start): PatternScope => ({ kind: "after", start, span })),
  fc
    .record({ kind: fc.constantFrom("between", "after-until"), start: open, end: open })
    .map((it): PatternScope => ({ ...it, span })),
);
const pattern: fc.Arbitrary<PatternFormula> = fc
  .record({
    pattern: fc.oneof(
      fc.record({ kind: fc.constantFrom("never", "always", "eventually"), operand: open }),
      fc.record({ kind: fc.constant("at-most"), operand: open, times: fc.nat(5) }),
      fc.record({ kind: fc.constantFrom("precedes", "responds"), subject: chain, other: chain }),
    ),
    scope,
  })
  .map((it) => ({ kind: "pattern", ...it, span }));

const { task } = fc.letrec<{ task: Expression }>((tie) => ({
  task: fc.oneof(
    { maxDepth: 3 },
    open.map((goal): Expression => ({ kind: "achieve", goal, span })),
    fc.record({ task: tie("task"), condition: open }).map((it): Expression => ({ kind: "ensuring", ...it, span })),
    fc
      .record({ kind: fc.constantFrom("task-then", "task-or"), left: tie("task"), right: tie("task") })
      .map((it): Expression => ({ ...it, span })),
  ),
}));

/** Any formula: open ones, patterns, tasks, and Boolean combinations of them. */
const formula: fc.Arbitrary<Expression> = fc.oneof(
  open,
  pattern,
  task,
  fc
    .record({
      operator: fc.constantFrom("and", "implies", "iff", "xor"),
      left: fc.oneof(pattern, open),
      right: fc.oneof(pattern, task),
    })
    .map((it): Expression => ({ kind: "binary", ...it, span })),
  fc
    .record({ condition: fc.oneof(open, task), then: fc.oneof(pattern, task), else: fc.oneof(open, task) })
    .map((it): Expression => ({ kind: "if", ...it, span })),
);

export { span, identifier, number, text, some, value, formula };

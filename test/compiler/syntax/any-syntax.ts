import fc from "fast-check";
import type {
  Declaration,
  EdgeDeclaration,
  SignalDeclaration,
  SpecFile,
  StateDeclaration,
  TermDeclaration,
  TestItem,
  TestValue,
  TypedParameter,
  TypeExpression,
} from "../../../src/compiler/syntax/ast/index.js";
import { span, identifier, number, text, some, value, formula } from "./any-expression.js";

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
/** Leaves out fields that are undefined: trees have no such fields. */
function present<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
const documentation = optional(fc.constantFrom("One line.", "Two\n\nlines."));
const range = fc.record({ low: value, high: value }).map((it) => ({ ...it, span }));
const string = text.map((it) => ({ value: it, span }));

const type: fc.Arbitrary<TypeExpression> = fc
  .record({
    base: fc.oneof(
      fc.record({
        kind: fc.constant("named"),
        name: fc.constantFrom("bool", "int", "float", "vec3", "quat wxyz", "quat xyzw"),
      }),
      fc.record({ kind: fc.constant("enum"), members: some(identifier, 1, 3) }),
      fc.record({ kind: fc.constant("reference"), name: identifier }),
    ),
    dimensions: some(
      fc.record({ size: value, ragged: fc.boolean() }).map((it) => ({ ...it, span })),
      0,
      2,
    ),
    range: optional(range),
    unit: optional(
      fc.constant({
        factors: [
          ["m", 1],
          ["s", -2],
        ] as const,
        span,
      }),
    ),
  })
  .map((it) => present({ ...it, span }) as TypeExpression);

const parameters: fc.Arbitrary<TypedParameter[]> = fc
  .record({ typed: some(fc.record({ names: some(identifier, 1, 2), type }), 0, 2), untyped: some(identifier, 0, 2) })
  .map(({ typed, untyped }) => [
    ...typed.map((it) => ({ ...it, span })),
    ...(untyped.length === 0 ? [] : [{ names: untyped, span }]),
  ]);

const term: fc.Arbitrary<TermDeclaration> = fc
  .record({
    primary: fc.boolean(),
    name: identifier,
    weight: optional(value),
    perSecond: fc.boolean(),
    when: optional(value),
    body: fc.oneof(
      value,
      fc.record({
        kind: fc.constant("on"),
        value,
        event: fc.oneof(
          fc.record({ kind: fc.constantFrom("satisfied", "violated"), objective: value, span: fc.constant(span) }),
          fc.record({
            kind: fc.constantFrom("entered", "rising", "falling"),
            argument: value,
            span: fc.constant(span),
          }),
          fc.record({ kind: fc.constant("terminated"), span: fc.constant(span) }),
        ),
        span: fc.constant(span),
      }),
    ),
    clip: optional(range),
    documentation,
  })
  .map(
    (it) =>
      present({ kind: "term", ...it, perSecond: it.perSecond && it.weight !== undefined, span }) as TermDeclaration,
  );

const signal: fc.Arbitrary<SignalDeclaration> = fc
  .record({
    role: fc.constantFrom("signal", "external", "action"),
    names: some(identifier, 1, 2),
    type,
    perAgent: fc.boolean(),
    per: optional(fc.constantFrom("episode", "turn", "group").map((it) => ({ name: it, span }))),
    atStart: fc.boolean(),
    default: optional(value.filter(({ kind }) => kind !== "in")),
    missing: optional(
      fc.oneof(
        fc.record({ policy: fc.constantFrom("default", "hold"), value, span: fc.constant(span) }),
        fc.record({ policy: fc.constantFrom("skip", "error"), span: fc.constant(span) }),
      ),
    ),
    documentation,
  })
  .map(
    (it) => present({ kind: "signal", ...it, atStart: it.atStart && it.per !== undefined, span }) as SignalDeclaration,
  );

const edge: fc.Arbitrary<EdgeDeclaration> = fc
  .record({
    form: fc.constantFrom("when", "else-when", "otherwise"),
    guard: value,
    target: identifier,
    reward: optional(value),
    updates: some(
      fc
        .record({ counter: identifier, operator: fc.constantFrom("=", "+=", "-="), value })
        .map((it) => ({ ...it, span })),
      0,
      2,
    ),
  })
  .map(
    ({ guard, ...it }) =>
      present({ ...it, guard: it.form === "otherwise" ? undefined : guard, span }) as EdgeDeclaration,
  );
const state: fc.Arbitrary<StateDeclaration> = fc
  .record({
    names: some(identifier, 1, 2),
    start: fc.boolean(),
    end: fc.constantFrom("none", "final", "done"),
    reward: optional(value),
    edges: some(edge, 0, 2),
    documentation,
  })
  .map((it) => present({ ...it, span }) as StateDeclaration);
const machine: fc.Arbitrary<Declaration> = fc
  .record({
    name: identifier,
    parameters,
    readsSource: fc.boolean(),
    body: fc.oneof(
      fc
        .record({
          kind: fc.constant("states"),
          counters: some(
            fc.record({ name: identifier, low: value, high: value, initial: value }).map((it) => ({ ...it, span })),
            0,
            2,
          ),
          start: optional(
            some(fc.record({ state: identifier, probability: value }), 1, 2).map((entries) => ({ entries, span })),
          ),
          states: some(state, 0, 3),
        })
        .map(present),
      fc.record({
        kind: fc.constant("instance"),
        template: identifier,
        arguments: some(
          fc.record({ name: optional(identifier), value }).map((it) => present({ ...it, span })),
          0,
          2,
        ),
      }),
      fc.record({
        kind: fc.constant("import"),
        from: string,
        labels: some(fc.record({ label: identifier, value }), 0, 2),
      }),
    ),
    documentation,
  })
  .map(
    (it) =>
      present({
        kind: "machine",
        ...it,
        parameters: it.body.kind === "import" ? [] : it.parameters,
        span,
      }) as Declaration,
  );

const testValue: fc.Arbitrary<TestValue> = fc
  .record({
    name: identifier,
    index: some(value, 0, 2),
    value: fc.oneof(value, fc.constantFrom("true" as const, "false" as const)),
  })
  .map((it) => ({ ...it, span }));
const { item } = fc.letrec<{ item: TestItem }>((tie) => ({
  item: fc
    .oneof(
      { maxDepth: 2 },
      fc.record({ kind: fc.constantFrom("given", "reset"), values: some(testValue, 0, 2) }),
      fc.record({ kind: fc.constant("step"), repeat: optional(value), values: some(testValue, 0, 2) }).map(present),
      fc.record({
        kind: fc.constant("end"),
        how: fc.constantFrom("terminated", "truncated", "unfinished"),
        explicit: fc.constant(true),
        values: some(testValue, 0, 2),
      }),
      fc.record({
        kind: fc.constant("expect"),
        expectations: some(
          fc.record({ condition: value, tolerance: optional(number) }).map((it) => present({ ...it, span })),
          1,
          2,
        ),
      }),
      fc.record({ kind: fc.constant("trace"), path: string }),
      fc.record({ kind: fc.constantFrom("episode", "group", "batch"), items: some(tie("item"), 0, 2) }),
    )
    .map((it) => ({ ...it, span }) as TestItem),
}));

const options = some(
  fc.record({ name: identifier, value }).map((it) => ({ ...it, span })),
  0,
  2,
);
const named = { name: identifier, documentation };
const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  signal,
  term,
  machine,
  ...[
    fc.record({
      kind: fc.constant("import"),
      names: some(fc.record({ name: identifier, alias: optional(identifier) }).map(present), 0, 2),
      from: string,
      documentation,
    }),
    fc.record({ kind: fc.constant("param"), ...named, type, value }),
    fc.record({ kind: fc.constant("let"), ...named, value }),
    fc.record({
      kind: fc.constant("def"),
      ...named,
      parameters: some(
        fc.record({ name: identifier, default: optional(value) }).map((it) => present({ ...it, span })),
        0,
        2,
      ),
      body: value,
    }),
    fc.record({ kind: fc.constant("axis"), ...named, members: some(identifier, 1, 3) }),
    fc.record({ kind: fc.constant("axis"), ...named, atMost: value }),
    fc.record({ kind: fc.constant("segment"), ...named, form: fc.constantFrom("between", "runs"), condition: value }),
    fc.record({ kind: fc.constant("terms"), ...named, parameters, members: some(term, 0, 2) }),
    fc.record({ kind: fc.constant("objective"), ...named, parameters, readsSource: fc.boolean(), formula, options }),
    fc.record({
      kind: fc.constant("shape"),
      form: fc.record({ kind: fc.constant("potential"), potential: value }),
      weight: optional(value),
      into: optional(identifier),
      options,
      documentation,
    }),
    fc.record({
      kind: fc.constant("shape"),
      form: fc.record({ kind: fc.constant("value-iteration"), machine: value }),
      options,
      documentation,
    }),
    fc.record({
      kind: fc.constant("shape"),
      form: fc.record({ kind: fc.constant("progress"), objective: value }),
      options,
      documentation,
    }),
    fc.record({ kind: fc.constantFrom("total", "advantage", "discount", "dt"), value, documentation }),
    fc.record({ kind: fc.constantFrom("keep", "mask", "assert"), condition: value, documentation }),
    fc.record({ kind: fc.constant("report"), ...named, value }),
    fc.record({ kind: fc.constant("constraint"), ...named, condition: value, options }),
    fc.record({
      kind: fc.constant("terminate"),
      condition: value,
      reward: value,
      into: optional(identifier),
      cause: optional(string),
      documentation,
    }),
    fc.record({ kind: fc.constant("terminate"), condition: value, cause: optional(string), documentation }),
    fc.record({ kind: fc.constant("truncate"), condition: value, cause: optional(string), documentation }),
    fc.record({ kind: fc.constant("nan"), policy: fc.constantFrom("error", "zero", "terminate"), documentation }),
    fc.record({ kind: fc.constant("agents"), count: value, documentation }),
    fc.record({
      kind: fc.constant("model"),
      ...named,
      features: some(
        fc.record({ value }).map((it) => ({ ...it, span })),
        0,
        2,
      ),
      type,
      loss: value,
      options,
    }),
    fc.record({
      kind: fc.constant("variant"),
      ...named,
      items: some(
        fc.oneof(
          signal,
          fc.record({ kind: fc.constant("set"), path: some(identifier, 1, 2), value }).map((it) => ({ ...it, span })),
        ),
        0,
        2,
      ),
    }),
    fc.record({
      kind: fc.constant("test"),
      name: string,
      variant: optional(identifier),
      parameters: some(fc.record({ name: identifier, value }), 0, 2),
      items: some(item, 0, 3),
      documentation,
    }),
  ].map((arbitrary) => (arbitrary as fc.Arbitrary<object>).map((it) => present({ ...it, span }) as Declaration)),
);

/** Whole files of generated declarations. */
const anySpec: fc.Arbitrary<SpecFile> = fc
  .record({
    kind: fc.constantFrom("spec", "library"),
    name: identifier,
    extends: optional(identifier),
    documentation,
    declarations: some(declaration, 0, 4),
  })
  .map((it) => present({ ...it, extends: it.kind === "library" ? undefined : it.extends, span }) as SpecFile);

export { anySpec };

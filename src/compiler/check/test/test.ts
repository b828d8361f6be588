import { report } from "../../diagnostics/report.js";
import type { Entry } from "../../resolve/index.js";
import type { TestDeclaration, TestItem } from "../../syntax/ast/index.js";
import { declaredValue } from "../declared-value.js";
import type { Elaboration } from "../elaboration.js";
import { suggestion } from "../expression/name.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpectation, TypedTest, TypedTestEpisode } from "../typed.js";
import { checkEpisode } from "./episode.js";
import { TestValues } from "./values.js";

/** A test of the spec: `episode` blocks, or bare steps as one episode. */
export function* checkTest(
  declaration: TestDeclaration,
  home: Entry["home"],
  context: Elaboration,
): Checking<TypedTest | undefined> {
  const scope = { ...scopeOf(home), test: "row" as const };
  const later = declaration.items.find((item) => item.kind === "group" || item.kind === "batch");
  if (later !== undefined) {
    context.notYet(scope, `\`${later.kind}\` in a test`, later.span);
    return undefined;
  }
  const params: TypedTest["params"][number][] = [];
  for (const { name, value } of declaration.parameters) {
    const param = context.params.find((candidate) => candidate.declaration.name === name.name);
    const expected = param?.declared.type.element === "enum" ? param.declared.type : undefined;
    const typed = yield* defer(context.check(value, scope, expected));
    if (param === undefined) {
      const known = context.params.map((candidate) => candidate.declaration.name);
      context.report(
        scope,
        report(
          "test-value",
          name.span,
          { name: name.name, reason: "it is no param" },
          suggestion(name.name, known, name.span),
        ),
      );
      continue;
    }
    const constant = declaredValue(typed, param.declared, name.name, scope, context);
    if (constant !== undefined) params.push({ name: name.name, value: constant });
  }
  const expectations: TypedExpectation[] = [];
  const episodes: TypedTestEpisode[] = [];
  const outer = new TestValues(context, scope);
  const blocks = declaration.items.filter((item) => item.kind === "episode");
  if (blocks.length === 0) episodes.push(yield* checkEpisode(declaration.items, outer, expectations, scope, context));
  else {
    for (const item of declaration.items) {
      if (item.kind === "given") yield* outer.set(item.values);
      else if (item.kind === "episode")
        episodes.push(yield* checkEpisode(item.items, outer.copy(), expectations, scope, context));
      else reportOutside(item, scope, context);
    }
  }
  if (expectations.length === 0)
    context.report(scope, report("empty-test", declaration.name.span, { name: `\`${declaration.name.value}\`` }));
  return {
    name: declaration.name.value,
    span: declaration.span,
    ...(declaration.variant === undefined ? {} : { variant: declaration.variant.name }),
    params,
    episodes,
    expectations,
  };
}

function reportOutside(item: TestItem, scope: ReturnType<typeof scopeOf>, context: Elaboration): void {
  context.report(
    scope,
    report("test-order", item.span, {
      what: `\`${item.kind}\``,
      reason: "a test with `episode` blocks has all steps in them",
    }),
  );
}

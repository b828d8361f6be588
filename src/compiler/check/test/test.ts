import { report } from "../../diagnostics/report.js";
import type { Entry } from "../../resolve/index.js";
import type { TestDeclaration } from "../../syntax/ast/index.js";
import { declaredValue } from "../declared-value.js";
import type { Elaboration } from "../elaboration.js";
import { suggestion } from "../expression/name.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedTest } from "../typed.js";
import { checkBatches } from "./batch.js";
import { TestValues } from "./values.js";

/** A test of the spec: `batch`, `group` and `episode` blocks, or bare steps as one episode. */
export function* checkTest(
  declaration: TestDeclaration,
  home: Entry["home"],
  context: Elaboration,
): Checking<TypedTest | undefined> {
  const scope = { ...scopeOf(home), test: "row" as const, agent: "all" as const };
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
  const { episodes, groups, expectations } = yield* checkBatches(
    declaration.items,
    new TestValues(context, scope),
    scope,
    context,
  );
  if (expectations.length === 0)
    context.report(scope, report("empty-test", declaration.name.span, { name: `\`${declaration.name.value}\`` }));
  return {
    name: declaration.name.value,
    span: declaration.span,
    ...(declaration.variant === undefined ? {} : { variant: declaration.variant.name }),
    params,
    episodes,
    groups,
    expectations,
  };
}

import type { BuiltinParameter } from "../../builtins/builtin.js";
import { report } from "../../diagnostics/report.js";
import type { Argument } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { orList } from "../words.js";
import { constantSteps } from "./duration.js";
import { axisNamed } from "./indexing.js";
import { suggestion } from "./name.js";

export type OptionValue = string | number | boolean | readonly number[];

/** An argument that is a word or known when compiling; `undefined` after a mistake, which is reported. */
export function* readOption(
  builtin: string,
  parameter: BuiltinParameter,
  argument: Argument,
  subject: TypedExpression | undefined,
  scope: Scope,
  context: Context,
): Checking<OptionValue | undefined> {
  const { value } = argument;
  switch (parameter.kind) {
    case "word": {
      const words = parameter.words ?? [];
      const word = value.kind === "name" ? value.name : "";
      if (words.includes(word)) return word;
      context.report(
        scope,
        report(
          "unknown-word",
          value.span,
          { function: builtin, parameter: parameter.name, words: orList(words) },
          suggestion(word, words, value.span),
        ),
      );
      return undefined;
    }
    case "axis":
      return yield* readAxis(builtin, argument, subject ?? errorAt(value.span), scope, context);
    case "number": {
      const typed = yield* defer(context.check(value, scope));
      if (typed.kind === "error") return undefined;
      const numbers = evaluate(typed);
      if (numbers !== undefined) return typed.type.shape.length === 0 ? numbers[0] : numbers;
      context.report(
        scope,
        report("not-constant", value.span, { what: `\`${parameter.name}\` of \`${builtin}\``, rate: typed.rate }),
      );
      return undefined;
    }
    case "duration":
      return constantSteps(
        yield* defer(context.check(value, scope)),
        `\`${parameter.name}\` of \`${builtin}\``,
        1,
        scope,
        context,
      );
    case "flag": {
      const typed = yield* defer(context.check(value, scope));
      if (typed.kind === "error") return undefined;
      const constant = typed.type.element === "bool" ? evaluate(typed)?.[0] : undefined;
      if (constant !== undefined) return constant !== 0;
      context.report(
        scope,
        report("not-constant", value.span, { what: `\`${parameter.name}\` of \`${builtin}\``, rate: typed.rate }),
      );
      return undefined;
    }
    case "initial":
      return value.kind === "name" ? value.name : undefined;
    case "value":
      throw new Error("a value is no option");
  }
}

/** `axis: foot`, `axis: 0`, `axis: all`, as indices of axes of the first argument. */
function* readAxis(
  builtin: string,
  { value }: Argument,
  subject: TypedExpression,
  scope: Scope,
  context: Context,
): Checking<readonly number[] | undefined> {
  if (subject.kind === "error") return undefined;
  const { shape } = subject.type;
  if (value.kind === "name") {
    if (value.name === "all") return shape.map((_, axis) => axis);
    const name = yield* axisNamed(value.name, scope, context);
    const place = shape.findIndex((axis) => axis.name !== undefined && axis.name === name);
    if (place >= 0) return [place];
    if (name !== undefined) {
      context.report(
        scope,
        report(
          "unknown-argument",
          value.span,
          { function: builtin, name: value.name },
          { label: "its argument has no such axis" },
        ),
      );
      return undefined;
    }
  }
  const typed = yield* defer(context.check(value, scope));
  if (typed.kind === "error") return undefined;
  const axis = evaluate(typed)?.[0];
  if (axis !== undefined) return [axis];
  context.report(scope, report("not-constant", value.span, { what: `\`axis\` of \`${builtin}\``, rate: typed.rate }));
  return undefined;
}

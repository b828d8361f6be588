import type { PastEnd } from "../../automata/temporal/quantitative/formula.js";
import { report } from "../../diagnostics/report.js";
import type { Argument, Expression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { suggestion } from "../expression/name.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { Smooth, TypedRobustnessOptions } from "../typed.js";
import { orList } from "../words.js";

const pastEnds: readonly PastEnd[] = ["what_is_there", "pessimistic", "repeat_last"];
const smooths: readonly Smooth["kind"][] = ["logsumexp", "softmax", "gmsr"];

/** `with past_end: …, smooth: …` of an objective: what its robustness is. `undefined` where nothing is said; mistakes are reported. */
export function* robustnessOptions(
  options: readonly Argument[],
  scope: Scope,
  context: Context,
): Checking<TypedRobustnessOptions | undefined> {
  let pastEnd: PastEnd | undefined;
  let smooth: Smooth | undefined;
  for (const { name, value, span } of options) {
    if (name?.name === "past_end") pastEnd = readWord("past_end", value, pastEnds, scope, context);
    else if (name?.name === "smooth") smooth = yield* readSmooth(value, scope, context);
    else context.report(scope, report("unknown-option", span, { what: "objective", name: name?.name ?? "…" }));
  }
  if (pastEnd === undefined && smooth === undefined) return undefined;
  return { pastEnd: pastEnd ?? "what_is_there", ...(smooth === undefined ? {} : { smooth }) };
}

/** `logsumexp(10)`, `softmax(10)`, whose argument is the temperature, or `gmsr`. */
function* readSmooth(value: Expression, scope: Scope, context: Context): Checking<Smooth | undefined> {
  const kind = readWord("smooth", value.kind === "call" ? value.callee : value, smooths, scope, context);
  if (kind === undefined) return undefined;
  const given = value.kind === "call" ? value.arguments : [];
  const [argument, excess] = given;
  const wanted = kind === "gmsr" ? 0 : 1;
  const surplus = wanted === 0 ? argument : excess;
  const misnamed = argument?.name !== undefined && argument.name.name !== "temperature" ? argument : surplus;
  if (misnamed !== undefined) {
    const found = misnamed.name?.name ?? "…";
    context.report(scope, report("unknown-argument", misnamed.span, { function: kind, name: found }));
    return undefined;
  }
  if (kind === "gmsr") return { kind };
  const typed = argument && (yield* defer(context.check(argument.value, scope)));
  if (typed?.kind === "error") return undefined;
  const temperature = typed && typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
  if (temperature !== undefined && temperature > 0 && temperature < Infinity) return { kind, temperature };
  context.report(
    scope,
    report(
      "argument-value",
      argument?.span ?? value.span,
      {
        builtin: kind,
        parameter: "temperature",
        expected: "a constant above 0",
        found: typed === undefined ? "left out" : temperature === undefined ? "known later" : String(temperature),
      },
      { help: `the higher, the closer to greatest and least: \`${kind}(10)\`` },
    ),
  );
  return undefined;
}

function readWord<Word extends string>(
  parameter: string,
  value: Expression,
  words: readonly Word[],
  scope: Scope,
  context: Context,
): Word | undefined {
  const written = value.kind === "name" ? value.name : "";
  const word = words.find((each) => each === written);
  if (word === undefined) {
    const found = { function: "objective", parameter, words: orList(words) };
    context.report(scope, report("unknown-word", value.span, found, suggestion(written, words, value.span)));
  }
  return word;
}

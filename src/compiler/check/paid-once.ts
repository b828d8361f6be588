import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Span } from "../source/span.js";
import type { Timings } from "./dataflow/timings.js";
import { atStep, binary, numberConstant, select, unary } from "./make.js";
import type { TypedEnvironment, TypedExpression, TypedTerm, ValueType } from "./typed.js";

const number: ValueType = { element: "float", shape: [] };

/** True in the last step of an episode, where what it is worth as a whole is paid. */
function ended(span: Span): TypedEnvironment {
  return { kind: "environment", name: "ended", type: { element: "bool", shape: [] }, ...atStep, span };
}

/** When a term is paid; `undefined` for one that changes with each step and is known at the end of the episode only: such are computed over whole trajectories. */
export function paidAt({ body, when }: TypedTerm, timings: Timings): "step" | "episode" | undefined {
  const parts = [body, ...(when === undefined ? [] : [when])].map((part) => timings.of(part));
  if (parts.every(({ availability }) => availability === "step")) return "step";
  return parts.some(({ rate }) => rate === "step") ? undefined : "episode";
}

/**
 * `total` with each addend that the episode is worth as a whole paid in its last step (language.md §2: a slower addend is paid once). Terms say so by themselves. Rates mixed in any other way are an
 * error.
 */
export function paidOnce(
  total: TypedExpression,
  timings: Timings,
  diagnose: (diagnostic: Diagnostic) => void,
): TypedExpression {
  const made = new Map<TypedExpression, TypedExpression>();
  const stack = [total];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const addends = timings.of(top).availability === "step" ? [] : addendsOf(top);
    const missing = addends.filter((addend) => !made.has(addend));
    if (missing.length > 0) {
      stack.push(...missing);
      continue;
    }
    stack.pop();
    if (!made.has(top))
      made.set(
        top,
        paid(top, (addend) => made.get(addend) ?? addend, timings, diagnose),
      );
  }
  return made.get(total) ?? total;
}

/** What a sum that mixes rates adds up. */
function addendsOf(value: TypedExpression): readonly TypedExpression[] {
  if (value.kind === "binary" && (value.fn === "add" || value.fn === "subtract")) return [value.left, value.right];
  if (value.kind === "unary" && (value.fn === "negate" || value.fn === "cast")) return [value.operand];
  if (value.kind === "let") return [value.let.value];
  return [];
}

function paid(
  value: TypedExpression,
  of: (addend: TypedExpression) => TypedExpression,
  timings: Timings,
  diagnose: (diagnostic: Diagnostic) => void,
): TypedExpression {
  const { rate, availability } = timings.of(value);
  if (availability === "step") return value;
  const { span } = value;
  if (isSumOfTerms(value)) return value;
  if (rate !== "step") return select(ended(span), value, numberConstant(0, "float", span), number, span);
  if (addendsOf(value).length === 0) {
    diagnose(
      report(
        "mixed-rates",
        span,
        {},
        { help: "add what the episode is worth, or take values at its end: `last(…) over episode`" },
      ),
    );
    return value;
  }
  if (value.kind === "binary") return binary(value.fn, of(value.left), of(value.right), value.type, span);
  if (value.kind === "unary") return unary(value.fn, of(value.operand), value.type, span);
  return value.kind === "let" ? of(value.let.value) : value;
}

/** Terms, alone or in `sum(terms)`: their names are 0 in the steps where they are not paid. */
function isSumOfTerms(value: TypedExpression): boolean {
  if (value.kind === "term") return value.part === "contribution";
  if (value.kind !== "call" || value.builtin !== "sum") return false;
  const [argument, ...others] = Object.values(value.arguments);
  return others.length === 0 && argument?.kind === "vector" && argument.items.every(isSumOfTerms);
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Timings } from "./dataflow/timings.js";
import { binary, numberConstant, unary, vector } from "./make.js";
import { partsOfTerm } from "./term-parts.js";
import type { Timing, TypedExpression, TypedTerm } from "./typed.js";
import { walk } from "./walk.js";

/** How a term is paid: in each step, in the last step of its episode, or by `finish`, at the rate of its parts. */
export function paidAt(term: TypedTerm, timings: Timings): "step" | "episode" | "late" {
  const parts = partsOfTerm("contribution", term).map((part) => timings.of(part));
  if (parts.some(({ finish }) => finish === true)) return "late";
  if (parts.every(({ availability }) => availability === "step"))
    return parts.some(({ rate }) => rate === "step") || parts.every(({ rate }) => rate === "const" || rate === "param")
      ? "step"
      : "episode";
  return parts.some(({ rate }) => rate === "step") ? "late" : "episode";
}

/** `total` as `finish` pays it, and as steps do. */
export interface PaidTotal {
  readonly total: TypedExpression;
  /** Absent where steps know everything. */
  readonly online?: TypedExpression;
}

/**
 * `total` with each addend that a segment or an episode is worth as a whole paid once, in its last step (language.md §2). Rates mixed in any other way are an error, and so are values of groups and batches. What
 * steps do not know is left out of the online part.
 */
export function paidOnce(
  total: TypedExpression,
  timings: Timings,
  diagnose: (diagnostic: Diagnostic) => void,
): PaidTotal {
  const made = new Map<TypedExpression, Paid>();
  const stack = [total];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const addends = isOnline(timings.of(top)) ? [] : (sumOf(top, timings)?.addends ?? []);
    const missing = addends.filter((addend) => !made.has(addend));
    if (missing.length > 0) {
      stack.push(...missing);
      continue;
    }
    stack.pop();
    if (!made.has(top))
      made.set(
        top,
        paid(top, (addend) => made.get(addend) ?? known(addend), timings, diagnose),
      );
  }
  const { whole, online } = made.get(total) ?? known(total);
  return online === whole ? { total: whole } : { total: whole, online };
}

/** A value and what of it steps know; the same object where that is all. */
interface Paid {
  readonly whole: TypedExpression;
  readonly online: TypedExpression;
  /** Its addends are not all paid at one time. */
  readonly split?: true;
}

function known(value: TypedExpression): Paid {
  return { whole: value, online: value };
}

function isOnline({ rate, availability }: Timing): boolean {
  return availability === "step" && (rate === "step" || rate === "const" || rate === "param");
}

/** What a sum that mixes rates adds up, and the sum of others in their places; the components of a total, each of which is paid by itself. */
function sumOf(
  value: TypedExpression,
  timings: Timings,
):
  | {
      readonly addends: readonly TypedExpression[];
      readonly of: (addends: readonly TypedExpression[]) => TypedExpression;
    }
  | undefined {
  const { span } = value;
  if (value.kind === "vector") return { addends: value.items, of: (items) => vector(items, value.type, span) };
  if (value.kind === "binary" && (value.fn === "add" || value.fn === "subtract"))
    return {
      addends: [value.left, value.right],
      of: ([left = value.left, right = value.right]) => binary(value.fn, left, right, value.type, span),
    };
  if (value.kind === "binary" && (value.fn === "multiply" || value.fn === "divide")) {
    const { fn, left, right, type } = value;
    if (isFactor(right, timings))
      return { addends: [left], of: ([scaled = left]) => binary(fn, scaled, right, type, span) };
    if (fn === "multiply" && isFactor(left, timings))
      return { addends: [right], of: ([scaled = right]) => binary(fn, left, scaled, type, span) };
  }
  if (value.kind === "unary" && (value.fn === "negate" || value.fn === "cast"))
    return { addends: [value.operand], of: ([operand = value.operand]) => unary(value.fn, operand, value.type, span) };
  if (value.kind === "let") return { addends: [value.let.value], of: ([same = value]) => same };
  if (value.kind === "call" && value.builtin === "sum") {
    const [argument, ...others] = Object.entries(value.arguments);
    if (argument === undefined || others.length > 0 || argument[1].kind !== "vector") return undefined;
    const [name, items] = [argument[0], argument[1]];
    if (!items.items.every(isContribution)) return undefined;
    return {
      addends: items.items,
      of: (addends) => ({ ...value, arguments: { [name]: vector(addends, items.type, items.span) } }),
    };
  }
  return undefined;
}

function paid(
  value: TypedExpression,
  of: (addend: TypedExpression) => Paid,
  timings: Timings,
  diagnose: (diagnostic: Diagnostic) => void,
): Paid {
  const timing = timings.of(value);
  const { rate, finish } = timing;
  const { span, type } = value;
  if (isOnline(timing) || value.kind === "error") return known(value);
  const nothing = numberConstant(0, "float", span);
  if (value.kind !== "vector" && (rate === "group" || rate === "batch")) {
    diagnose(report("not-in-total", span, { found: rate }, { help: "use it in `advantage`, or as a weight" }));
    return known(value);
  }
  const sum = sumOf(value, timings);
  const parts = sum?.addends.map(of) ?? [];
  const together =
    value.kind !== "vector" &&
    rate !== "step" &&
    parts.every(({ split }) => split !== true) &&
    sum?.addends.every((addend) => isPaidWith(timings.of(addend), timing)) === true;
  if (sum !== undefined && !together)
    return {
      whole: sum.of(parts.map(({ whole }) => whole)),
      online: sum.of(parts.map(({ online }) => online)),
      split: true,
    };
  if (rate !== "step") {
    const whole: TypedExpression = {
      kind: "payment",
      type: { ...type, shape: [] },
      rate: "step",
      availability: timing.availability,
      ...(finish === undefined ? {} : { finish }),
      span,
      value,
    };
    return { whole, online: finish === true ? nothing : whole };
  }
  if (isContribution(value) || !mixesRates(value, timings)) return { whole: value, online: nothing };
  const help = "add what the episode is worth, or take values at its end: `last(…) over episode`";
  diagnose(report("mixed-rates", span, {}, { help }));
  return known(value);
}

/** What multiplies a sum without a time of its own: a number, a param, a schedule. */
function isFactor(value: TypedExpression, timings: Timings): boolean {
  const { rate, availability, finish } = timings.of(value);
  return (rate === "const" || rate === "param") && availability === "step" && finish !== true;
}

/** Whether an addend is paid when the sum is. */
function isPaidWith(addend: Timing, sum: Timing): boolean {
  return addend.rate === sum.rate && addend.segment === sum.segment && addend.finish === sum.finish;
}

/** A term by its name. */
function isContribution(value: TypedExpression): boolean {
  return value.kind === "term" && value.part === "contribution";
}

/** Whether a value of each step multiplies, or otherwise meets, what a segment or an episode is worth in the end. */
function mixesRates(value: TypedExpression, timings: Timings): boolean {
  let mixes = false;
  walk(
    [value],
    (part) => {
      const { rate, availability } = timings.of(part);
      if ((rate === "segment" || rate === "episode") && availability !== "step") mixes = true;
      return !mixes && part.kind !== "trajectory" && part.kind !== "aggregate" && !isContribution(part);
    },
    { lets: true },
  );
  return mixes;
}

import type { TemporalFormula } from "../../automata/temporal/formula.js";
import { report } from "../../diagnostics/report.js";
import type { Expression, Pattern, PatternChain, PatternFormula, PatternScope } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { defer } from "../task.js";
import { patternFormula, type Chain, type PatternKind, type ScopeKind } from "./patterns.js";
import { readAll, type Read } from "./read-all.js";

/** Counting to n takes 2n + 2 states: from here on no automaton is built. */
const mostTimes = 9_999;

type ReadOperand = (operand: Expression) => Read<TemporalFormula>;

/** `q responds to p after a until b`; `read` reads what the pattern speaks of. */
export function* readPattern(
  { pattern, scope: written, span }: PatternFormula,
  read: ReadOperand,
  scope: Scope,
  context: Context,
): Read<TemporalFormula> {
  const kind = yield* readKind(pattern, read);
  const stretch = yield* readScope(written, read);
  if (pattern.kind === "at-most" && pattern.times > mostTimes) {
    context.report(
      scope,
      report(
        "too-many-times",
        span,
        { times: pattern.times, limit: mostTimes },
        { help: "an objective counts by its states: count in a term or in the counter of a machine" },
      ),
    );
    return undefined;
  }
  return kind && stretch && patternFormula(kind, stretch);
}

function* readKind(pattern: Pattern, read: ReadOperand): Read<PatternKind> {
  switch (pattern.kind) {
    case "never":
    case "always":
    case "eventually": {
      const operand = yield* defer(read(pattern.operand));
      return operand && { kind: pattern.kind, operand };
    }
    case "at-most": {
      const operand = yield* defer(read(pattern.operand));
      return operand && { kind: "at-most", operand, times: pattern.times };
    }
    case "precedes":
    case "responds": {
      const subject = yield* readChain(pattern.subject, read);
      const other = yield* readChain(pattern.other, read);
      return subject && other && { kind: pattern.kind, subject, other };
    }
    default:
      return unreachable(pattern);
  }
}

function* readChain({ items, without }: PatternChain, read: ReadOperand): Read<Chain> {
  const all = yield* readAll(items, read);
  const excluded = without && (yield* defer(read(without)));
  if (all === undefined || (without !== undefined && excluded === undefined)) return undefined;
  return { items: all, ...(excluded === undefined ? {} : { without: excluded }) };
}

function* readScope(written: PatternScope, read: ReadOperand): Read<ScopeKind> {
  switch (written.kind) {
    case "globally":
      return { kind: "globally" };
    case "before": {
      const end = yield* defer(read(written.end));
      return end && { kind: "before", end };
    }
    case "after": {
      const start = yield* defer(read(written.start));
      return start && { kind: "after", start };
    }
    case "between":
    case "after-until": {
      const start = yield* defer(read(written.start));
      const end = yield* defer(read(written.end));
      return start && end && { kind: written.kind, start, end };
    }
    default:
      return unreachable(written);
  }
}

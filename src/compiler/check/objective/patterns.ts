import * as formulas from "../../automata/temporal/formula.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import { unreachable } from "../../unreachable.js";

/*
 * The property patterns of Dwyer, Avrunin and Corbett ("Patterns in property specifications for finite-state verification", ICSE 1999): eleven patterns in
 * five scopes. The published formulas are for infinite traces and differ between scopes in details; here a scope is a stretch of the finite trace, and each pattern
 * is one formula whose operators see that stretch only. A stretch begins at a position and goes up to the first R, which does not belong to it, or to the end of the trace.
 */

/** A chain `(s then t …)`; the last formula of `without` may not hold from the first item up to, and without, the last. */
export interface Chain {
  readonly items: readonly TemporalFormula[];
  readonly without?: TemporalFormula;
}

export type PatternKind =
  | { readonly kind: "never" | "always" | "eventually"; readonly operand: TemporalFormula }
  /** At most `times` stretches of steps in which the operand holds without a break. */
  | { readonly kind: "at-most"; readonly operand: TemporalFormula; readonly times: number }
  | { readonly kind: "precedes" | "responds"; readonly subject: Chain; readonly other: Chain };

export type ScopeKind =
  | { readonly kind: "globally" }
  | { readonly kind: "before"; readonly end: TemporalFormula }
  | { readonly kind: "after"; readonly start: TemporalFormula }
  | { readonly kind: "between" | "after-until"; readonly start: TemporalFormula; readonly end: TemporalFormula };

/**
 * `before R`: the stretch before the first R, if there is one. `after Q`: from the first Q on. `between Q and R`: every stretch from a Q up to the next R, where
 * there is one; `after Q until R`: also where there is none. A scope that never opens asks for nothing.
 */
export function patternFormula(pattern: PatternKind, scope: ScopeKind): TemporalFormula {
  const { and, or, not } = formulas;
  switch (scope.kind) {
    case "globally":
      return inStretch(pattern, stretch(undefined));
    case "before":
      return or(not(sometime(scope.end)), inStretch(pattern, stretch(scope.end)));
    case "after": {
      const first = formulas.binary(
        "until",
        not(scope.start),
        and(scope.start, inStretch(pattern, stretch(undefined))),
      );
      return or(not(sometime(scope.start)), first);
    }
    case "between":
    case "after-until": {
      const opens = [scope.start, not(scope.end), ...(scope.kind === "between" ? [sometime(scope.end)] : [])];
      return formulas.windowed("always", formulas.implies(and(...opens), inStretch(pattern, stretch(scope.end))));
    }
    default:
      return unreachable(scope);
  }
}

function sometime(formula: TemporalFormula): TemporalFormula {
  return formulas.windowed("eventually", formula);
}

/** Temporal operators that see a stretch: positions from here on before the first R. */
interface Stretch {
  eventually(formula: TemporalFormula): TemporalFormula;
  always(formula: TemporalFormula): TemporalFormula;
  next(formula: TemporalFormula): TemporalFormula;
  until(left: TemporalFormula, right: TemporalFormula): TemporalFormula;
  weakUntil(left: TemporalFormula, right: TemporalFormula): TemporalFormula;
}

function stretch(end: TemporalFormula | undefined): Stretch {
  const inside = (formula: TemporalFormula): TemporalFormula =>
    end === undefined ? formula : formulas.and(formula, formulas.not(end));
  const until = (left: TemporalFormula, right: TemporalFormula): TemporalFormula =>
    formulas.binary("until", inside(left), inside(right));
  const eventually = (formula: TemporalFormula): TemporalFormula => until(formulas.always, formula);
  const always = (formula: TemporalFormula): TemporalFormula => formulas.not(eventually(formulas.not(formula)));
  return {
    eventually,
    always,
    next: (formula) => formulas.unary("next", inside(formula)),
    until,
    weakUntil: (left, right) => formulas.or(until(left, right), always(left)),
  };
}

function inStretch(pattern: PatternKind, within: Stretch): TemporalFormula {
  const { not } = formulas;
  switch (pattern.kind) {
    case "never":
      return within.always(not(pattern.operand));
    case "always":
      return within.always(pattern.operand);
    case "eventually":
      return within.eventually(pattern.operand);
    case "at-most": {
      const { operand, times } = pattern;
      let formula = within.always(not(operand));
      for (let run = 0; run < times; run++)
        formula = within.weakUntil(not(operand), within.weakUntil(operand, formula));
      return formula;
    }
    case "precedes":
      return precedes(pattern.subject, pattern.other, within);
    case "responds":
      return responds(pattern.subject, pattern.other, within);
    default:
      return unreachable(pattern);
  }
}

/** Before the other chain begins (a chain of several counts where it goes through), the subject has gone through; its last item may coincide with that begin. */
function precedes(subject: Chain, other: Chain, within: Stretch): TemporalFormula {
  const { and, not, or } = formulas;
  const [first = formulas.never] = other.items;
  const [last = formulas.never] = subject.items.slice(-1);
  // From the last item back: no `first` before it, and none at the earlier items.
  const ready = subject.items
    .slice(0, -1)
    .reduceRight<TemporalFormula>(
      (rest, item) => within.until(not(first), and(item, not(first), within.next(rest))),
      within.until(not(first), last),
    );
  const effect = through(other.items, formulas.always, within);
  return or(not(within.eventually(effect)), ready);
}

/** After every way through the other chain comes the subject: at its last item or later. */
function responds(subject: Chain, other: Chain, within: Stretch): TemporalFormula {
  const answer = within.eventually(chain(subject, within));
  const answered = through(other.items, answer, within);
  return within.always(formulas.implies(through(other.items, formulas.always, within), answered));
}

/** The items come one after the other, the first here, and `end` holds at the last. */
function through(items: readonly TemporalFormula[], end: TemporalFormula, within: Stretch): TemporalFormula {
  const last = formulas.and(items.at(-1) ?? formulas.never, end);
  return items
    .slice(0, -1)
    .reduceRight<TemporalFormula>((rest, item) => formulas.and(item, within.next(within.eventually(rest))), last);
}

/** The chain begins here and goes through. */
function chain({ items, without }: Chain, within: Stretch): TemporalFormula {
  const { and, not } = formulas;
  const free = without === undefined ? formulas.always : not(without);
  return items
    .slice(0, -1)
    .reduceRight<TemporalFormula>(
      (rest, item) => and(item, free, within.next(within.until(free, rest))),
      items.at(-1) ?? formulas.never,
    );
}

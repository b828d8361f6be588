import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/span.js";
import { atOwnCall } from "./own-call.js";
import type { CallSite } from "./scope.js";
import type { Rate, TypedExpression, ValueType } from "./typed.js";

/** What an editor shows of an expression. */
export interface Fact {
  readonly span: Span;
  readonly type: ValueType;
  readonly rate: Rate;
}

/** Calls that a finding in a function's body names; more of them say nothing new. */
const namedCalls = 3;

/** What checking finds: diagnostics, each once, and the types of expressions. */
export class Findings {
  readonly #diagnostics = new Map<string, Diagnostic>();
  readonly #facts: Fact[] = [];

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#diagnostics.values()];
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  /** A finding in the body of a function or template names the calls that lead there; that of a second call is the same finding. */
  report(found: Diagnostic, callsAround: CallSite | undefined): void {
    const { diagnostic, calls } = atOwnCall(found, callsAround);
    const key = keyOf(diagnostic);
    if (this.#diagnostics.has(key)) return;
    const related = [...diagnostic.related];
    if (calls !== undefined && !isInside(diagnostic.primary.span, calls.declaration.span)) {
      const what = calls.declaration.kind === "def" ? "function" : "template";
      related.push({ span: calls.declaration.name.span, label: `used in this ${what}` });
    }
    for (let site = calls, count = 0; site !== undefined && count < namedCalls; site = site.outer, count++) {
      related.push({ span: site.span, label: "called here" });
    }
    this.#diagnostics.set(key, { ...diagnostic, related });
  }

  fact(span: Span, { kind, type, rate }: TypedExpression): void {
    if (kind !== "error") this.#facts.push({ span, type, rate });
  }
}

function isInside(span: Span, outer: Span): boolean {
  return span.file === outer.file && span.start >= outer.start && span.end <= outer.end;
}

/** Two findings with one key are the same to a reader. */
export function keyOf({ code, message, primary }: Diagnostic): string {
  const { file, start, end } = primary.span;
  return JSON.stringify([code, message, file, start, end]);
}

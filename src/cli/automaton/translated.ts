import type { Dfa, TranslateOptions, Translation } from "../../compiler/automata/temporal/dfa.js";
import type { OmegaAutomaton } from "../../compiler/automata/temporal/omega/automaton.js";
import { translateInfinite } from "../../compiler/automata/temporal/omega/translate.js";
import { translate } from "../../compiler/automata/temporal/translate.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import { unreachable } from "../../compiler/unreachable.js";
import type { NamedInfiniteFormula, WrittenFormula } from "./named-formula.js";

export type Translated =
  | { readonly dfa: Dfa; /** Of the translation, to a thousandth. */ readonly milliseconds: number }
  | { readonly diagnostic: Diagnostic };

/** The formula's automaton, timed, or the finding that the budget ran out. */
export function translated(
  { formula, atoms, text }: WrittenFormula,
  options: TranslateOptions,
  path: string,
): Translated {
  const start = performance.now();
  const translation = translate(formula, atoms.length, options);
  const milliseconds = since(start);
  if (translation.kind === "dfa") return { dfa: translation.dfa, milliseconds };
  return { diagnostic: tooLarge(translation, text, path) };
}

/** The parity automaton of a formula over infinite traces, likewise. */
export function translatedInfinite(
  { formula, atoms, text }: NamedInfiniteFormula,
  options: Omit<TranslateOptions, "empty">,
  path: string,
): { readonly automaton: OmegaAutomaton; readonly milliseconds: number } | { readonly diagnostic: Diagnostic } {
  const start = performance.now();
  const translation = translateInfinite(formula, atoms.length, options);
  const milliseconds = since(start);
  if (translation.kind === "too-large") return { diagnostic: tooLarge(translation, text, path) };
  return { automaton: translation.automaton, milliseconds };
}

function since(start: number): number {
  return Math.round((performance.now() - start) * 1000) / 1000;
}

type TooLarge = Extract<Translation, { readonly kind: "too-large" }>;

function tooLarge({ budget, states }: TooLarge, text: string, path: string): Diagnostic {
  return report(
    "formula-too-large",
    { file: path, start: 0, end: text.length },
    { budget: words(budget), states },
    { help: "raise `--max-states` or `--time-limit`, or split the formula: several objectives run side by side" },
  );
}

function words(budget: TooLarge["budget"]): string {
  switch (budget) {
    case "states":
      return "more states than it may";
    case "time":
      return "more time than it may";
    case "memory":
      return "more memory than it may";
    default:
      return unreachable(budget);
  }
}

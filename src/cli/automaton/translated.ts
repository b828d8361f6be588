import type { Dfa, TranslateOptions, Translation } from "../../compiler/automata/temporal/dfa.js";
import type { NamedFormula } from "../../compiler/automata/temporal/dialects/read.js";
import { translate } from "../../compiler/automata/temporal/translate.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import { unreachable } from "../../compiler/unreachable.js";

export type Translated =
  | { readonly dfa: Dfa; /** Of the translation, to a thousandth. */ readonly milliseconds: number }
  | { readonly diagnostic: Diagnostic };

/** The formula's automaton, timed, or the finding that the budget ran out. */
export function translated(
  { formula, atoms, text }: NamedFormula & { readonly text: string },
  options: TranslateOptions,
  path: string,
): Translated {
  const start = performance.now();
  const translation = translate(formula, atoms.length, options);
  const milliseconds = Math.round((performance.now() - start) * 1000) / 1000;
  if (translation.kind === "dfa") return { dfa: translation.dfa, milliseconds };
  const { states } = translation;
  return {
    diagnostic: report(
      "formula-too-large",
      { file: path, start: 0, end: text.length },
      { budget: words(translation.budget), states },
      { help: "raise `--max-states` or `--time-limit`, or split the formula: several objectives run side by side" },
    ),
  };
}

function words(budget: Extract<Translation, { readonly kind: "too-large" }>["budget"]): string {
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

import picocolors from "picocolors";
import type { Severity } from "../diagnostic.js";

/** How the parts of a rendered diagnostic are coloured. */
export interface Style {
  readonly severity: (severity: Severity, text: string) => string;
  readonly title: (text: string) => string;
  readonly gutter: (text: string) => string;
  readonly primary: (text: string) => string;
  readonly secondary: (text: string) => string;
}

export function styleOf(colour: boolean): Style {
  const colours = picocolors.createColors(colour);
  const bySeverity = { error: colours.red, warning: colours.yellow, info: colours.cyan } as const;
  return {
    severity: (severity, text) => colours.bold(bySeverity[severity](text)),
    title: colours.bold,
    gutter: colours.blue,
    primary: colours.red,
    secondary: colours.blue,
  };
}

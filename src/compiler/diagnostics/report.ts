import type { Span } from "../source/span.js";
import type { Diagnostic, Fix, Label } from "./diagnostic.js";
import { registry, type DiagnosticName } from "./registry/index.js";
import type { Parameters } from "./registry/entry.js";

/** Everything beside the message: where, and what helps. */
export interface ReportOptions {
  /** The words under the primary span. */
  readonly label?: string;
  readonly related?: readonly Label[];
  readonly notes?: readonly string[];
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

type Message<N extends DiagnosticName> = (typeof registry)[N]["message"];

/** Makes a diagnostic. A parameter of the message that is missing does not compile. */
export function report<N extends DiagnosticName>(
  name: N,
  span: Span,
  parameters: Readonly<Record<Parameters<Message<N>>, string | number>>,
  options: ReportOptions = {},
): Diagnostic {
  const entry = registry[name];
  const values = parameters as Readonly<Record<string, string | number>>;
  return {
    code: entry.code,
    name,
    severity: entry.severity,
    message: entry.message.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key])),
    primary: { span, label: options.label ?? "" },
    related: options.related ?? [],
    notes: options.notes ?? [],
    ...(options.help === undefined ? {} : { help: options.help }),
    fixes: options.fixes ?? [],
  };
}

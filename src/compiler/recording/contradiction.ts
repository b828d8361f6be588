import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Span } from "../source/span.js";
import type { RecordedValues } from "./line.js";
import type { RecordedSignal } from "./signal.js";
import { placeAlong } from "./varying.js";

/** Values of signals, and where a recording gives them. */
export type GivenValues = Readonly<
  Record<string, { readonly values: RecordedValues[string]; readonly span: Span } | undefined>
>;

/** What is given before, with what a line gives of `owner`; each value that differs is a finding. */
export function joined(
  before: GivenValues,
  values: RecordedValues,
  span: Span,
  owner: string,
  known: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): GivenValues {
  const lengths = new Set(known.flatMap((signal) => lengthNames(signal)));
  const fresh = known.flatMap((signal) => {
    const { name } = signal;
    // How long a list is belongs to the list.
    if (lengths.has(name) || !Object.hasOwn(values, name)) return [];
    const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
    const own = [name, ...lengthNames(signal)];
    if (earlier === undefined) return own.map((each) => [each, { values: values[each] ?? [], span }] as const);
    const was = valuesOf(before);
    if (own.some((each) => !sameValues(values[each], was[each]))) {
      const [found, first] = [show(signal, values), show(signal, was)];
      diagnose(contradiction(owner, `\`${name}\``, { found, span }, { found: first, span: earlier.span }));
    }
    return [];
  });
  return { ...before, ...Object.fromEntries(fresh) };
}

/** The values alone. */
export function valuesOf(given: GivenValues): RecordedValues {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, each]) => (each === undefined ? [] : [[name, each.values]])),
  );
}

interface Said {
  readonly found: string;
  readonly span: Span;
}

/** The finding that a line says something else of `owner` than an earlier one. */
export function contradiction(owner: string, what: string, now: Said, before: Said): Diagnostic {
  const related = [{ span: before.span, label: "given before" }];
  return report("trace-contradiction", now.span, { owner, what, found: now.found, before: before.found }, { related });
}

function lengthNames({ lengths = [] }: RecordedSignal): readonly string[] {
  return lengths.map(({ signal }) => signal);
}

function sameValues(one: readonly number[] = [], other: readonly number[] = []): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function show({ name, dtype, members, shape, lengths = [] }: RecordedSignal, values: RecordedValues): string {
  const present = (values[name] ?? []).filter((_, offset) =>
    lengths.every(({ axis, signal }) => placeAlong(shape, axis, offset) < (values[signal]?.[0] ?? 0)),
  );
  const words = present.map((value) => members?.[value] ?? (dtype === "bool" ? String(value !== 0) : String(value)));
  return `\`${shape.length === 0 ? (words[0] ?? "") : `[${words.join(", ")}]`}\``;
}

import type { RateExplanation, RateReason } from "../../compiler/check/explain-rate/index.js";
import { howOften, whenKnown } from "../../compiler/check/explain-rate/words.js";
import type { Timing } from "../../compiler/check/typed.js";
import type { Sources } from "../../compiler/diagnostics/json.js";
import type { Span } from "../../compiler/source/span.js";

const payments = {
  step: "paid in each step",
  episode: "paid once, in the last step of its episode",
  late: "paid by `finish`",
} as const;

/** The explanation for people: rate and availability in a line, then what makes each of them so. */
export function explanationText(explanation: RateExplanation, sources: Sources): string {
  const { name, kind, span, timing, paid, rate, availability, finish } = explanation;
  const { rate: often, segment } = timing;
  const lines: readonly Line[] = [
    ...chainLines(`rate \`${often === "segment" && segment !== undefined ? segment : often}\``, rate, sources),
    ...chainLines(`availability \`${timing.availability}\``, availability, sources),
    ...(isSame(finish, availability) ? [] : chainLines("needs whole trajectories", finish, sources)),
  ];
  const facts = [howOften(timing), whenKnown(timing), paid === undefined ? computedBy(timing) : payments[paid]];
  const called = kind === name ? name : `${kind} ${name}`;
  return `${called} (${placeOf(span, sources)}): ${facts.filter((fact) => fact !== undefined).join(", ")}\n${aligned(lines)}`;
}

/** `undefined` where the step knows the value. */
function computedBy({ availability, finish }: Timing): string | undefined {
  if (finish === true) return "computed by `finish`";
  return availability === "step" ? undefined : "computed in the last step";
}

type Line = string | readonly [place: string, text: string, reason: string];

function chainLines(title: string, reasons: readonly RateReason[], sources: Sources): readonly Line[] {
  if (reasons.length === 0) return [];
  return [`${title}:`, ...reasons.map(({ span, text, reason }) => [placeOf(span, sources), text, reason] as const)];
}

/** Both chains end at the same value. */
function isSame(one: readonly RateReason[], other: readonly RateReason[]): boolean {
  const [last, otherLast] = [one.at(-1)?.span, other.at(-1)?.span];
  return last?.file === otherLast?.file && last?.start === otherLast?.start && last?.end === otherLast?.end;
}

function aligned(lines: readonly Line[]): string {
  const rows = lines.flatMap((line) => (typeof line === "string" ? [] : [line]));
  const [places, texts] = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return lines
    .map((line) =>
      typeof line === "string"
        ? `${line}\n`
        : `  ${line[0].padEnd(places ?? 0)}  ${line[1].padEnd(texts ?? 0)}  ${line[2]}\n`,
    )
    .join("");
}

/** `file:line:col`, from 1. */
function placeOf({ file, start }: Span, sources: Sources): string {
  const { line, character } = sources.get(file)?.position(start) ?? { line: 0, character: 0 };
  return `${file}:${line + 1}:${character + 1}`;
}

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import { suggest } from "../../compiler/diagnostics/suggest.js";
import type { Program } from "../../compiler/ir/program.js";
import type { Span } from "../../compiler/source/span.js";
import type { Values } from "../../runtime/reference/index.js";
import { describeJson } from "./describe-json.js";
import { readValue } from "./signal-value.js";

/** How a trace names its episodes. */
export type EpisodeId = number | string;

/** One line of a trace, checked against the spec. Errors of evaluation point at `span`. */
export type TraceLine = { readonly episode: EpisodeId; readonly span: Span } & (
  | { readonly kind: "reset"; readonly signals: Values }
  | { readonly kind: "step"; readonly signals: Values; readonly terminated: boolean; readonly truncated: boolean }
  | { readonly kind: "end" }
);

const fields = ["episode", "reset", "signals", "action", "terminated", "truncated", "end", "group"] as const;

/** Reads one line of a trace; `undefined` where an error was reported. */
export function readLine(
  text: string,
  span: Span,
  program: Program,
  diagnose: (diagnostic: Diagnostic) => void,
): TraceLine | undefined {
  const json = parseObject(text, span, diagnose);
  if (json === undefined) return undefined;
  let errors = 0;
  const wrong = (key: string, found: string, expected: string): void => {
    errors++;
    diagnose(report("trace-field", keySpan(text, span, key), { found, expected }));
  };
  for (const key of Object.keys(json)) {
    if (!fields.some((field) => field === key)) diagnose(unknownName("field", key, fields, keySpan(text, span, key)));
  }
  const flag = (key: "terminated" | "truncated"): boolean => {
    const value = json[key];
    if (value !== undefined && typeof value !== "boolean")
      wrong(key, describeJson(value), `true or false as \`${key}\``);
    return value === true;
  };
  const values = (key: "reset" | "signals" | "action" | "end"): Values => {
    const given = json[key];
    if (given === undefined) return {};
    if (!isObject(given)) {
      wrong(key, describeJson(given), `an object as \`${key}\``);
      return {};
    }
    const read = new Map<string, Values[string]>();
    for (const [name, value] of Object.entries(given)) {
      const signal = key === "end" ? undefined : program.signals.find((candidate) => candidate.name === name);
      if (signal === undefined) {
        diagnose(
          unknownName(
            key === "action" ? "action" : "signal",
            name,
            program.signals.map((known) => known.name),
            keySpan(text, span, name),
          ),
        );
        continue;
      }
      const result = readValue(signal, value);
      if ("values" in result) read.set(name, result.values);
      else {
        errors++;
        diagnose(report("trace-value", keySpan(text, span, name), { name, ...result }));
      }
    }
    return Object.fromEntries(read);
  };

  const episode = json["episode"];
  if (typeof episode !== "number" && typeof episode !== "string")
    wrong("episode", describeJson(episode), "a number or a string as `episode`");
  if (json["group"] !== undefined) {
    errors++;
    diagnose(
      report("not-in-this-version", keySpan(text, span, "group"), { construct: "a `group` of episodes in a trace" }),
    );
  }
  const kinds = (["reset", "signals", "end"] as const).filter((key) => json[key] !== undefined);
  if (kinds.length > 1) wrong(kinds[1] ?? "", `both \`${kinds.join("` and `")}\``, "one of them on a line");
  const line = ((): TraceLine => {
    const at = { episode: episode as EpisodeId, span };
    if (json["reset"] !== undefined) return { ...at, kind: "reset", signals: values("reset") };
    if (json["end"] !== undefined) {
      values("end");
      return { ...at, kind: "end" };
    }
    return {
      ...at,
      kind: "step",
      signals: { ...values("signals"), ...values("action") },
      terminated: flag("terminated"),
      truncated: flag("truncated"),
    };
  })();
  return errors === 0 ? line : undefined;
}

function parseObject(
  text: string,
  span: Span,
  diagnose: (diagnostic: Diagnostic) => void,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
    diagnose(report("trace-not-json", span, { reason: `found ${describeJson(json)}` }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    diagnose(report("trace-not-json", span, { reason: reason.charAt(0).toLowerCase() + reason.slice(1, 120) }));
  }
  return undefined;
}

function unknownName(kind: string, name: string, known: readonly string[], span: Span): Diagnostic {
  const near = suggest(name, known);
  return report(
    "trace-unknown-name",
    span,
    { kind, name },
    near === undefined ? {} : { help: `did you mean \`${near}\`?` },
  );
}

/** Where the key stands in the line; the whole line where it does not. */
function keySpan(text: string, span: Span, key: string): Span {
  const at = text.indexOf(JSON.stringify(key));
  return at < 0 ? span : { ...span, start: span.start + at, end: span.start + at + JSON.stringify(key).length };
}

/** A JSON object. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

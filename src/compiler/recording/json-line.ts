import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { clockCounts } from "../ir/clock.js";
import type { Span } from "../source/span.js";
import { describeJson } from "./describe-json.js";
import type { EpisodeId, GroupId, RecordedClock, RecordedLine, RecordedValues } from "./line.js";
import { belongs, misplaced, type RecordedPlace } from "./place.js";
import { readValue } from "./signal-value.js";
import type { RecordedSignal } from "./signal.js";
import { disagreement, joinLengths, lengthValues, type Lengths } from "./varying.js";
import { unknownName } from "./unknown-name.js";

const fields = ["episode", "reset", "signals", "action", "terminated", "truncated", "end", "group", "clock"] as const;

/** Reads one line of JSON Lines; `undefined` where an error was reported. */
export function readJsonLine(
  text: string,
  span: Span,
  known: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): RecordedLine | undefined {
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
  const lengths = new Map<string, Lengths>();
  const values = (key: "reset" | "signals" | "action" | "end", place: RecordedPlace): RecordedValues => {
    const given = json[key];
    if (given === undefined) return {};
    if (!isObject(given)) {
      wrong(key, describeJson(given), `an object as \`${key}\``);
      return {};
    }
    const read = new Map<string, RecordedValues[string]>();
    for (const [name, value] of Object.entries(given)) {
      const signal = known.find((candidate) => candidate.name === name);
      if (signal === undefined) {
        diagnose(
          unknownName(
            key === "action" ? "action" : "signal",
            name,
            known.map((candidate) => candidate.name),
            keySpan(text, span, name),
          ),
        );
        continue;
      }
      if (!belongs(signal, place)) {
        diagnose(misplaced(signal, place, keySpan(text, span, name)));
        continue;
      }
      // `null`: a missing value, as if it were left out.
      if (value === null && signal.missing !== undefined) continue;
      const result = readValue(signal, value);
      if ("values" in result) {
        read.set(name, result.values);
        lengths.set(name, result.lengths);
      } else {
        errors++;
        diagnose(report("trace-value", keySpan(text, span, name), { name, ...result }));
      }
    }
    const joined = joinLengths(lengths);
    if (!("signal" in joined)) return { ...Object.fromEntries(read), ...lengthValues(joined) };
    errors++;
    diagnose(report("trace-value", keySpan(text, span, joined.second.name), disagreement(joined)));
    return {};
  };

  const name = (key: "episode" | "group"): EpisodeId | GroupId => {
    const value = json[key];
    if (typeof value === "number" || typeof value === "string") return value;
    wrong(key, describeJson(value), `a number or a string as \`${key}\``);
    return "";
  };

  const line = ((): RecordedLine => {
    const kinds = (["reset", "signals", "end"] as const).filter((key) => json[key] !== undefined);
    if (kinds.length > 1) wrong(kinds[1] ?? "", `both \`${kinds.join("` and `")}\``, "one of them on a line");
    const group = json["group"] === undefined ? undefined : name("group");
    if (group !== undefined && json["end"] !== undefined && json["episode"] === undefined)
      return { kind: "group", group, span, signals: values("end", "end of a group") };
    const clock = readClock(json["clock"], (key, found, expected) => wrong(key, found, expected));
    const at = { episode: name("episode"), ...(group === undefined ? {} : { group }), span, clock };
    if (json["reset"] !== undefined) return { ...at, kind: "reset", signals: values("reset", "reset") };
    if (json["end"] !== undefined) return { ...at, kind: "end", signals: values("end", "end of an episode") };
    return {
      ...at,
      kind: "step",
      signals: { ...values("signals", "step"), ...values("action", "step") },
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

/** Where the key stands in the line; the whole line where it does not. */
function keySpan(text: string, span: Span, key: string): Span {
  const at = text.indexOf(JSON.stringify(key));
  return at < 0 ? span : { ...span, start: span.start + at, end: span.start + at + JSON.stringify(key).length };
}

/** A JSON object. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `"clock":{"steps":5e5}`: what the learner had done before the line. */
function readClock(given: unknown, wrong: (key: string, found: string, expected: string) => void): RecordedClock {
  if (given === undefined) return {};
  if (!isObject(given)) {
    wrong("clock", describeJson(given), "an object as `clock`");
    return {};
  }
  const read = new Map<string, number>();
  for (const [name, value] of Object.entries(given)) {
    if (!clockCounts.some((count) => count === name))
      wrong(name, `\`${name}\``, "`steps`, `updates` or `episodes` in `clock`");
    else if (typeof value === "number" && value >= 0) read.set(name, value);
    else wrong(name, describeJson(value), `a number from 0 as \`${name}\``);
  }
  return Object.fromEntries(read);
}

import { CsvError, parse } from "csv-parse/sync";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { sizeOf } from "../ir/broadcast.js";
import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { type Column, columnOf } from "./csv-column.js";
import { withEnds, type RowWithLate } from "./csv-ends.js";
import type { EpisodeId, GroupId, RecordedLine, RecordedValues } from "./line.js";
import { belongs, misplaced } from "./place.js";
import { readValue } from "./signal-value.js";
import type { RecordedSignal } from "./signal.js";
import { disagreement, joinLengths, lengthValues, placeAlong, type Lengths } from "./varying.js";

/**
 * The steps of a CSV file with a head of names: a column for each signal, `torque[0]` or `force[FL]` for one element of an array, `episode`, `reset`, `terminated` and `truncated` where they are
 * needed. A row where `reset` is true is the reset of its episode. Empty cells say nothing of their signal. What comes when an episode or its group is over may stand in any of the episode's
 * rows; `group` names the group.
 */
export function readCsv(
  source: SourceFile,
  known: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): readonly RecordedLine[] {
  const table = parsed(source, diagnose);
  const [head, ...rows] = table;
  if (head === undefined) return [];
  const columns = head.cells.map((name) => {
    const column = columnOf(name, known);
    if ("diagnostic" in column) diagnose(column.diagnostic(head.span));
    return column;
  });
  const twice = head.cells.find((name, index) => head.cells.indexOf(name) < index);
  if (twice !== undefined)
    diagnose(report("trace-field", head.span, { found: `the column \`${twice}\` twice`, expected: "it once" }));
  const read = rows.flatMap((row) => readRow(row, head.cells, columns, known, diagnose) ?? []);
  return withEnds(read, known, diagnose);
}

interface CsvRow {
  readonly cells: readonly string[];
  readonly span: Span;
}

function parsed(source: SourceFile, diagnose: (diagnostic: Diagnostic) => void): readonly CsvRow[] {
  try {
    const ends: number[] = [];
    const records = parse(source.text, {
      on_record(cells, { lines }) {
        ends.push(lines);
        return cells;
      },
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
    return records.map((cells, index) => ({ cells, span: lineSpan(source, ends[index] ?? 1) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = "lines" in error && typeof error.lines === "number" ? error.lines : 1;
    diagnose(report("trace-not-csv", lineSpan(source, line), { reason: reasonOf(error.message) }));
    return [];
  }
}

function reasonOf(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1, 120);
}

/** `line` counts from 1. */
function lineSpan(source: SourceFile, line: number): Span {
  const index = Math.max(0, Math.min(line, source.lineCount) - 1);
  const start = source.offset({ line: index, character: 0 });
  return { file: source.path, start, end: start + source.line(index).length };
}

function readRow(
  { cells, span }: CsvRow,
  names: readonly string[],
  columns: readonly Column[],
  known: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): RowWithLate | undefined {
  if (cells.length > names.length) {
    const found = `${cells.length} cells`;
    diagnose(report("trace-field", span, { found, expected: `${names.length}, as in the head` }));
    return undefined;
  }
  let errors = 0;
  const flag = (name: "reset" | "terminated" | "truncated"): boolean => {
    const index = names.indexOf(name);
    const value = index < 0 ? "" : (cells[index] ?? "");
    const read = value === "" ? false : cellValue(value);
    if (read === true || read === 1) return true;
    if (read === false || read === 0) return false;
    errors++;
    diagnose(report("trace-field", span, { found: `\`${value}\``, expected: `true or false as \`${name}\`` }));
    return false;
  };
  const [reset, terminated, truncated] = [flag("reset"), flag("terminated"), flag("truncated")];
  const place = reset ? "reset" : "step";
  const given = known.flatMap((signal) => {
    const read = signalOf(signal, cells, columns);
    if (read === undefined) return [];
    if ("values" in read) return [{ signal, values: read.values, lengths: read.lengths }];
    errors++;
    diagnose(report("trace-value", span, { name: signal.name, ...read }));
    return [];
  });
  const lengths = joinLengths(new Map(given.map((each) => [each.signal.name, each.lengths])));
  if ("signal" in lengths) {
    errors++;
    diagnose(report("trace-value", span, disagreement(lengths)));
  }
  if (errors > 0) return undefined;
  const here = given.filter(({ signal }) => belongs(signal, place));
  const late = given.filter(({ signal }) => belongs(signal, "end of an episode"));
  for (const { signal } of given.filter((each) => !here.includes(each) && !late.includes(each)))
    diagnose(misplaced(signal, place, span));
  const group = nameIn("group", names, cells);
  const at = {
    episode: nameIn("episode", names, cells) ?? 0,
    ...(group === undefined ? {} : { group }),
    span,
    clock: {},
    signals: valuesOf(here),
  };
  const line = reset ? ({ ...at, kind: "reset" } as const) : ({ ...at, kind: "step", terminated, truncated } as const);
  return { line, late: valuesOf(late) };
}

interface GivenSignal {
  readonly signal: RecordedSignal;
  readonly values: readonly number[];
  readonly lengths: Lengths;
}

function valuesOf(given: readonly GivenSignal[]): RecordedValues {
  const lists = given.map(({ signal, values, lengths }) => ({ [signal.name]: values, ...lengthValues(lengths) }));
  return Object.assign({}, ...lists) as RecordedValues;
}

/** How a row names its episode or group; `undefined` where it does not. */
function nameIn(
  column: "episode" | "group",
  names: readonly string[],
  cells: readonly string[],
): EpisodeId | GroupId | undefined {
  const text = cells[names.indexOf(column)] ?? "";
  if (text === "") return undefined;
  const value = cellValue(text);
  return typeof value === "boolean" ? String(value) : value;
}

/** The value that a row has of a signal; `undefined` where all its cells are empty, or it has none. */
function signalOf(
  signal: RecordedSignal,
  cells: readonly string[],
  columns: readonly Column[],
): ReturnType<typeof readValue> | undefined {
  const size = sizeOf(signal.shape);
  const values = Array.from({ length: size }, (): number | undefined => undefined);
  for (const [index, column] of columns.entries()) {
    const text = cells[index] ?? "";
    if (!("signal" in column) || column.signal !== signal || text === "") continue;
    const { lengths: _, ...element } = signal;
    const read = readValue({ ...element, shape: [] }, cellValue(text));
    if (!("values" in read)) return { ...read, found: `\`${text}\`` };
    values[column.offset] = read.values[0];
  }
  const given = values.filter((value) => value !== undefined).length;
  const lengths = lengthsIn(signal, values);
  const asked = askedOf(signal, lengths);
  // A column of an array of varying length is there: a row without any of its elements has an empty list. What comes once comes in some row.
  const once = signal.per !== undefined && signal.per.rate !== "segment";
  const varies = lengths.size > 0 && !once && columns.some((column) => "signal" in column && column.signal === signal);
  if (given === 0 && !varies) return undefined;
  if (given < asked) return { found: `${given} of its ${asked} elements`, expected: "all or none" };
  return { values: values.map((value) => value ?? 0), lengths };
}

/** How long the axes of varying length are, if nothing is left out before the last element that is there. */
function lengthsIn({ shape, lengths = [] }: RecordedSignal, values: readonly (number | undefined)[]): Lengths {
  return new Map(
    lengths.map(({ axis, signal }) => {
      const places = values.map((value, offset) => (value === undefined ? 0 : placeAlong(shape, axis, offset) + 1));
      return [signal, Math.max(0, ...places)];
    }),
  );
}

/** How many elements an array of these lengths has. */
function askedOf({ shape, lengths = [] }: RecordedSignal, known: Lengths): number {
  return shape.reduce((product, size, axis) => {
    const signal = lengths.find((each) => each.axis === axis)?.signal;
    return product * (signal === undefined ? size : (known.get(signal) ?? size));
  }, 1);
}

/** A cell as JSON would have it: `true`, `false`, numbers; anything else is a word. */
function cellValue(text: string): boolean | number | string {
  if (text === "true" || text === "True" || text === "TRUE") return true;
  if (text === "false" || text === "False" || text === "FALSE") return false;
  const word = notFinite[text.toLowerCase()];
  if (word !== undefined) return word;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** As Python, pandas and JavaScript write them. */
const notFinite: Readonly<Record<string, string>> = {
  nan: "NaN",
  inf: "Infinity",
  "+inf": "Infinity",
  infinity: "Infinity",
  "-inf": "-Infinity",
  "-infinity": "-Infinity",
};

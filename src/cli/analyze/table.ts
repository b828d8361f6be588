import type { Analysis } from "../../compiler/analyze/index.js";
import { totalOf, type KernelReport } from "./count-kernels.js";

/** The analysis for people: what is paid and within which bounds, what it depends on, what it costs. */
export function analysisTable(file: string, analysis: Analysis, kernels: KernelReport): string {
  const { bounds, slopes, asserts, state, machines, objectives, pastObjectives, cost } = analysis;
  const parts = [
    columns([
      [file, "least", "most", ""],
      ...bounds.map(({ name, kind, low, high, mayBreak }) => [
        kind === "term" || kind === "total" || kind === "reward" ? name : `${name} (${kind})`,
        number(low),
        number(high),
        mayBreak ? "may break" : "",
      ]),
    ]),
    columns([
      ["change of total by one unit of", "at most", ""],
      ...slopes.map(({ component, signal, bound, jumps }) => [
        component === undefined ? signal : `${signal} (${component})`,
        jumps ? "-" : number(bound),
        jumps ? "jumps" : "",
      ]),
    ]),
    columns([["assertion", ""], ...asserts.map(({ text, verdict }) => [text, verdicts[verdict]])]),
    columns([
      ["remembered", "values", ""],
      ...state.map(({ name, values, persistent }) => [name, String(values), persistent ? "across episodes" : ""]),
    ]),
    columns([
      ["machine", "states", "label classes"],
      ...machines.map(({ name, states, classes }) => [name, String(states), String(classes)]),
    ]),
    columns([
      ["objective", "states", "label classes", "certain before the end", "verdict after quiet steps"],
      ...objectives.map(({ name, states, classes, satisfied, violated, insensitiveToEnd }) => [
        name,
        String(states),
        String(classes),
        certainties(satisfied, violated),
        insensitiveToEnd ? "stays" : "may change",
      ]),
    ]),
    columns([
      ["objective kept as bits", "bits", "certain before the end"],
      ...pastObjectives.map(({ name, bits, satisfied, violated }) => [
        name,
        String(bits),
        certainties(satisfied, violated),
      ]),
    ]),
    `a step evaluates ${cost.nodes} nodes, ${cost.elements} elements\n`,
    ...kernelTables(kernels),
  ];
  return `${parts.filter((part) => part !== "").join("\n")}`;
}

/** What a step asks of tfjs, by kernel and by term. */
function kernelTables(report: KernelReport): readonly string[] {
  if ("notCounted" in report) return [`kernels of tfjs are not counted: ${report.notCounted}\n`];
  const { kernels, terms } = report;
  const total = totalOf(report);
  return [
    columns([
      ["kernels of tfjs on cpu", "spec", "step", "with resets"],
      ...[...kernels, { kernel: "all", ...total }].map(({ kernel, spec, step, withResets }) => [
        kernel,
        ...[spec, step, withResets].map(String),
      ]),
    ]),
    columns([
      ["term", "kernels of tfjs", "for it alone"],
      ...terms.map(({ name, kernels: needed, alone }) => [name, String(needed), String(alone)]),
    ]),
  ];
}

function certainties(satisfied: boolean, violated: boolean): string {
  return [...(satisfied ? ["satisfied"] : []), ...(violated ? ["violated"] : [])].join(", ") || "never";
}

const verdicts = {
  proved: "proved",
  refuted: "never holds",
  open: "not proved: checked at run time",
} as const;

/** Rows under a headline; nothing where there are no rows. */
function columns(rows: readonly (readonly string[])[]): string {
  if (rows.length < 2) return "";
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : value > 0 ? "inf" : "-inf";
}

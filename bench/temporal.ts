/*
 * Times and sizes of the translation of temporal formulas to minimal automata, beside the goals, and, where `mona` is installed (Debian: apt-get
 * install mona), beside MONA in the same run. States are those of the minimal complete automaton that rejects the empty trace. Ends with 1 if a
 * size is not the known one or not MONA's. Read the ratios, the times are those of the machine.
 *
 *     node scripts/run.mjs bench/temporal.ts [--only NAME] [--limit 20] [--mona-limit 60] [--tlsf FOLDER] [--every 10]
 *
 * `--only` takes the start of a case's name. Limits are seconds for one formula. `--tlsf` measures the specifications of a folder instead, such as
 * the sets in LydiaSyft's examples/TLSF, every tenth of them or as said.
 */
import { parseArgs } from "node:util";
import { monaVersion } from "../test/compiler/automata/temporal/oracle/mona.js";
import { type Case, cases } from "./temporal/cases.js";
import { measureMona, measureOurs, monaStart, type Outcome, total } from "./temporal/measure.js";
import { tlsfSet } from "./temporal/tlsf-set.js";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { only: text, limit: text, "mona-limit": text, tlsf: text, every: text },
});
const limit = Number(values.limit ?? "20") * 1000;
const monaLimit = Number(values["mona-limit"] ?? "60") * 1000;
const every = Number(values.every ?? "10");

const chosen: readonly Case[] = (values.tlsf === undefined ? cases() : [published(values.tlsf)]).filter(({ name }) =>
  name.startsWith(values.only ?? ""),
);
if (chosen.length === 0) {
  console.error(
    `no case starts with "${values.only ?? ""}": ${cases()
      .map(({ name }) => name)
      .join(", ")}`,
  );
  process.exit(2);
}

const version = monaVersion();
if (version === undefined) {
  console.log(
    "MONA IS MISSING on this machine (Debian: apt-get install mona): no ratios, and sizes are not compared.\n",
  );
}
const start = version === undefined ? 0 : await monaStart();
if (version !== undefined) {
  console.log(`MONA ${version}; a process of it that does nothing takes ${start.toFixed(1)} ms here.\n`);
}

row(["case", "states", "ms", "goal", "MONA, ms", "without start", "MONA ÷ ours", "without start"]);
row(["---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"]);
const wrong: string[] = [];
for (const one of chosen) {
  const ours = measureOurs(one.formulas, limit);
  const mona = version === undefined ? [] : await measureMona(one.formulas, monaLimit);
  check(one, ours, mona);
  // The ratio is that of the formulas that both finish.
  const both = ours.flatMap((outcome, index) => {
    const other = mona[index];
    return outcome.kind === "automaton" && other?.kind === "automaton" ? [[outcome, other] as const] : [];
  });
  const [ourTime, monaTime] = [total(both.map(([outcome]) => outcome)), total(both.map(([, other]) => other))];
  const work = Math.max(0, monaTime - start * both.length);
  row([
    one.name,
    finished(ours, (outcomes) => String(outcomes.reduce((sum, outcome) => sum + statesOf(outcome), 0))),
    finished(ours, (outcomes) => milliseconds(total(outcomes))),
    one.goal === undefined ? "" : `< ${one.goal}`,
    version === undefined ? "" : finished(mona, (outcomes) => milliseconds(total(outcomes))),
    both.length === 0 ? "" : milliseconds(work),
    both.length === 0 ? "" : ratio(monaTime / ourTime),
    both.length === 0 ? "" : ratio(work / ourTime),
  ]);
}
for (const line of wrong) console.log(`WRONG ${line}`);
process.exitCode = wrong.length > 0 ? 1 : 0;

function published(folder: string): Case {
  return { name: folder, formulas: tlsfSet(folder).filter((_, index) => index % every === 0) };
}

function statesOf(outcome: Outcome): number {
  return outcome.kind === "automaton" ? outcome.states : 0;
}

/** The text of the finished ones, and how many there are if not all; why, if it is one and not finished. */
function finished(outcomes: readonly Outcome[], show: (outcomes: readonly Outcome[]) => string): string {
  const done = outcomes.filter(({ kind }) => kind === "automaton");
  const [only] = outcomes;
  if (done.length === outcomes.length) return show(done);
  if (outcomes.length === 1 && only?.kind === "none") return `unknown: ${only.reason.trim().split("\n")[0] ?? ""}`;
  return `${show(done)} (${done.length} of ${outcomes.length})`;
}

function check({ name, formulas, states }: Case, ours: readonly Outcome[], mona: readonly Outcome[]): void {
  if (states !== undefined && ours.every(({ kind }) => kind === "automaton")) {
    const found = ours.reduce((sum, outcome) => sum + statesOf(outcome), 0);
    if (found !== states) wrong.push(`${name} has ${found} states, should have ${states}`);
  }
  ours.forEach((outcome, index) => {
    const other = mona[index];
    if (outcome.kind !== "automaton" || other?.kind !== "automaton" || outcome.states === other.states) return;
    wrong.push(`${formulas[index]?.name ?? name} has ${outcome.states} states, MONA's automaton ${other.states}`);
  });
}

function milliseconds(time: number): string {
  return time < 10 ? time.toFixed(1) : time.toFixed(0);
}

function ratio(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

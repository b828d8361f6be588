/*
 * Random formulas of signal temporal logic on random traces: the robustness engine against judges that share no code with it: an evaluator that reads the
 * definitions (without end conventions other than the default), RTAMT's discrete-time offline monitor (pip install rtamt), and stlcg++ with its
 * conventions, smooth values and gradients (pip install stlcgpp torch). One line for each disagreement, with the command that repeats it; ends with 1 if
 * there is any.
 *
 *     node scripts/run.mjs bench/robustness-oracle.ts [--formulas 12000] [--differentiable 2000] [--seed 1] [--python python3] [--torch-python python3]
 */
import { parseArgs } from "node:util";
import { robustness, robustnessGradients } from "../src/runtime/index.js";
import { byDefinition } from "../test/runtime/robustness/oracle/definition.js";
import { plain } from "../test/runtime/robustness/oracle/numbers.js";
import { show } from "../test/runtime/robustness/oracle/show.js";
import { type Case, differentiableCase, randomCase } from "./robustness-oracle/cases.js";
import { pythonPackage, PythonFilter } from "./robustness-oracle/python.js";
import { rtamtText } from "./robustness-oracle/rtamt-text.js";

const text = { type: "string" } as const;
const { values: options } = parseArgs({
  options: { formulas: text, differentiable: text, seed: text, python: text, "torch-python": text },
});
const count = Number(options.formulas ?? "12000");
const differentiable = Number(options.differentiable ?? "2000");
const first = Number(options.seed ?? "1");
if (![count, differentiable, first].every((given) => Number.isInteger(given) && given >= 0)) {
  console.error("--formulas, --differentiable and --seed take whole numbers from 0");
  process.exit(2);
}
const python = options.python ?? "python3";
const torchPython = options["torch-python"] ?? python;
const folder = "bench/robustness-oracle";
let disagreements = 0;

const rtamt = pythonPackage(python, "rtamt", ["rtamt"]);
const stlcgpp = pythonPackage(torchPython, "stlcgpp", ["stlcgpp", "torch"]);
const missing = [
  ...(rtamt === undefined ? [`THE JUDGE RTAMT IS MISSING: ${python} has no package rtamt (pip install rtamt)`] : []),
  ...(stlcgpp === undefined
    ? [`THE JUDGE STLCG++ IS MISSING: ${torchPython} has no packages stlcgpp and torch (pip install stlcgpp torch)`]
    : []),
];
for (const line of missing) console.log(line);

if (count > 0) await judgeByRtamt();
if (differentiable > 0 && stlcgpp !== undefined) await judgeByStlcgpp();
for (const line of missing) console.log(line);
console.log(`${disagreements} disagreements`);
process.exitCode = disagreements > 0 ? 1 : 0;

async function judgeByRtamt(): Promise<void> {
  const started = performance.now();
  const judge = rtamt === undefined ? undefined : new PythonFilter(python, `${folder}/judge_rtamt.py`);
  let [positions, infinite] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const given = randomCase(seed);
    const ours = valuesOf(given);
    positions += ours.length;
    infinite += ours.filter((value) => !Number.isFinite(value)).length;
    const complain = (complaint: string): void => report("--formulas 1 --differentiable 0", seed, given, complaint);
    compare("the definitions", byDefinition(given.formula, given.margins, plain()), ours, 0, complain);
    if (judge === undefined) continue;
    const answer = await judge.ask({ formula: rtamtText(given.formula), signals: signalsOf(given) });
    const theirs = answered(answer, complain);
    if (theirs !== undefined) compare("RTAMT", theirs, ours, 0, complain);
  }
  judge?.close();
  const judges = rtamt === undefined ? "the definitions" : `the definitions and RTAMT ${rtamt}`;
  console.log(
    `${count} random formulas, seeds ${first} to ${first + count - 1}, judged by ${judges} in ${seconds(started)} s`,
  );
  console.log(`${positions} values, ${infinite} of them infinite, compared without tolerance`);
}

async function judgeByStlcgpp(): Promise<void> {
  const started = performance.now();
  const judge = new PythonFilter(torchPython, `${folder}/judge_stlcgpp.py`);
  const kinds: Record<string, number> = {};
  for (let seed = first; seed < first + differentiable; seed++) {
    const given = differentiableCase(seed);
    const { formula, margins, pastEnd, smooth } = given;
    const kind = `${smooth?.kind ?? "exact"}, ${pastEnd}`;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    const complain = (complaint: string): void =>
      report("--formulas 0 --differentiable 1", seed, given, `${complaint} (${kind})`);
    const columns = margins.map((column) => Float64Array.from(column));
    const settings = { pastEnd, ...(smooth === undefined ? {} : { smooth }) };
    const ours = robustnessGradients(
      formula,
      { steps: columns[0]?.length ?? 0, environments: 1, margins: columns },
      settings,
    );
    if (ours.kind !== "gradients") throw new Error("a margin is not a number");
    const padding = pastEnd === "repeat_last" ? "last" : null;
    const answer = await judge.ask({ formula, margins, padding, smooth: smooth ?? null });
    const theirs = answered(answer, complain);
    if (theirs === undefined) continue;
    // What is past the end counts −10⁹ there.
    const unbounded = theirs.map((value) => (Math.abs(value) > 1e8 ? Math.sign(value) * Infinity : value));
    const tolerance = smooth === undefined ? 0 : 1e-12;
    compare("stlcg++", unbounded, [...ours.values], tolerance, complain);
    if (!Number.isFinite(unbounded[0])) continue;
    const gradient = (answer as { readonly gradient: readonly (readonly number[])[] }).gradient;
    const flat = ours.gradients.flatMap((column) => [...column]);
    compare("stlcg++'s gradient", gradient.flat(), flat, 1e-9, complain);
  }
  judge.close();
  const parts = Object.entries(kinds).map(([kind, times]) => `${times} ${kind}`);
  console.log(
    `${differentiable} random formulas, seeds ${first} to ${first + differentiable - 1}, judged with their gradients by stlcg++ ${stlcgpp ?? ""} in ${seconds(started)} s: ${parts.sort().join("; ")}`,
  );
}

function valuesOf({ formula, margins }: Case): readonly number[] {
  const columns = margins.map((column) => Float64Array.from(column));
  const result = robustness(formula, { steps: columns[0]?.length ?? 0, environments: 1, margins: columns });
  if (result.kind !== "values") throw new Error("a margin is not a number");
  return [...result.values];
}

/** JSON has no infinities; Python reads them from text. */
function signalsOf({ margins }: Case): Record<string, readonly string[]> {
  const columns = Object.entries(margins).map(([c, column]) => [`x${c}`, column.map(pythonNumber)] as const);
  return { ...Object.fromEntries(columns), top: (margins[0] ?? []).map(() => "inf") };
}

function pythonNumber(value: number): string {
  return String(value).replace("Infinity", "inf");
}

/** What a judge says; nothing where it cannot. */
function answered(answer: unknown, complain: (complaint: string) => void): readonly number[] | undefined {
  const { values, error } = answer as { readonly values?: readonly string[]; readonly error?: string };
  if (values === undefined) complain(`a judge that fails: ${error ?? ""}`);
  return values?.map((value) => Number(value.replace("inf", "Infinity")));
}

/** Values of up to `tolerance` apart, relative to the greater of them and 1, are equal. */
function compare(
  judge: string,
  theirs: readonly number[],
  ours: readonly number[],
  tolerance: number,
  complain: (complaint: string) => void,
): void {
  const index = ours.findIndex((value, i) => {
    const wanted = theirs[i] ?? NaN;
    return value !== wanted && !(Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted)));
  });
  if (index >= 0) complain(`${judge}: ${theirs[index]} at ${index}, we say ${ours[index]}`);
}

function report(which: string, seed: number, { formula, margins }: Case, complaint: string): void {
  disagreements++;
  const repeat = `node scripts/run.mjs bench/robustness-oracle.ts ${which} --seed ${seed}`;
  console.log(
    `DISAGREEMENT with ${complaint}: ${show(formula)} on ${JSON.stringify(margins.map((m) => m.map(String)))}\n  ${repeat}`,
  );
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}

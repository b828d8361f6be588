/*
 * Random temporal formulas, with all operators, past, windows and sequences: their automata against two judges that share no code with the
 * translation: an evaluator that reads the definitions of the operators, and MONA (Debian's package `mona`), on language and on the number of
 * states for each answer to the empty trace. One line for each disagreement, with the command that repeats it; ends with 1 if there is any.
 *
 *     node scripts/run.mjs bench/automata-oracle.ts [--formulas 10000] [--seed 1]
 */
import { parseArgs } from "node:util";
import { stream } from "../src/runtime/random/index.js";
import {
  automataOf,
  judgeByEvaluation,
  judgeByMona,
  translateAll,
} from "../test/compiler/automata/temporal/oracle/judge.js";
import { monaVersion } from "../test/compiler/automata/temporal/oracle/mona.js";
import { randomFormula } from "../test/compiler/automata/temporal/oracle/random-formula.js";
import { show } from "../test/compiler/automata/temporal/oracle/show.js";
import { randomTraces, traces } from "../test/compiler/automata/temporal/oracle/traces.js";

const { values } = parseArgs({ options: { formulas: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.formulas ?? "10000");
const first = Number(values.seed ?? "1");
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(first) || first < 0) {
  console.error("--formulas takes a whole number from 1, --seed one from 0");
  process.exit(2);
}

const milliseconds = 20_000;
const version = monaVersion();
const started = performance.now();
const totals = { disagreements: 0, traces: 0, judgedByMona: 0, unknown: 0, tooLarge: 0, states: 0, largest: 0 };

function report(seed: number, complaint: string): void {
  totals.disagreements++;
  const repeat = `node scripts/run.mjs bench/automata-oracle.ts --formulas 1 --seed ${seed}`;
  console.log(`DISAGREEMENT ${complaint}: ${show(randomFormula(seed).formula)}\n  ${repeat}`);
}

async function judge(seed: number): Promise<void> {
  const random = randomFormula(seed);
  const { automata, complaints } = automataOf(translateAll(random, milliseconds));
  for (const [empty, dfa] of automata) {
    if (empty !== "free") continue;
    totals.states += dfa.moves.length;
    totals.largest = Math.max(totals.largest, dfa.moves.length);
  }
  const mona = version === undefined ? undefined : judgeByMona(random, automata, milliseconds);

  const { atoms } = random;
  const short = [...traces(atoms, atoms === 2 ? 4 : 3)];
  const long = [...randomTraces(stream(seed, "traces"), { atoms, longest: 20, count: 60 })];
  totals.traces += short.length + long.length;
  const evaluated = judgeByEvaluation(random.formula, automata, [...short, ...long]);
  if ("complaints" in evaluated) for (const complaint of evaluated.complaints) report(seed, complaint);

  const judged = await mona;
  if (judged === undefined || "unknown" in judged) {
    if (judged !== undefined) totals.unknown++;
    if (complaints.length > 0) totals.tooLarge++;
    const why = [...(judged === undefined ? [] : [`MONA: ${judged.unknown.trim()}`]), ...complaints].join("; ");
    if (why !== "") console.log(`unknown, seed ${seed}: ${why}: ${show(random.formula)}`);
    return;
  }
  totals.judgedByMona++;
  // What MONA translates should not be too large for us.
  for (const complaint of [...complaints, ...judged.complaints]) report(seed, complaint);
}

const monaIsMissing =
  "THE JUDGE MONA IS MISSING: there is no `mona` on this machine (Debian: apt-get install mona), so minimal sizes are not judged";
if (version === undefined) console.log(monaIsMissing);

let next = first;
async function worker(): Promise<void> {
  while (next < first + count) await judge(next++);
}
// Two, so that one translates and evaluates while MONA works for the other.
await Promise.all([worker(), worker()]);

const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${count} random formulas, seeds ${first} to ${first + count - 1}, in ${seconds} s`);
console.log(`automata: ${(totals.states / count).toFixed(1)} states on average, ${totals.largest} at most (free)`);
console.log(`evaluator: ${totals.traces} traces, automata with the empty trace free, rejected and accepted`);
if (version === undefined) console.log(monaIsMissing);
else {
  console.log(
    `MONA ${version}: ${totals.judgedByMona} formulas on language and minimal size, ${totals.unknown} unknown to MONA`,
  );
}
if (totals.tooLarge > 0)
  console.log(`${totals.tooLarge} formulas without an automaton in ${milliseconds / 1000} s, from neither`);
console.log(`${totals.disagreements} disagreements`);
process.exitCode = totals.disagreements > 0 ? 1 : 0;

/*
 * How long the compiler takes: a process of the command line from nothing, and each phase warm, by the clock. With a revision, both are built and take turns in this run, and each
 * pair of rounds gives a ratio: on a machine that is busy with other things, read the ratios and what half of them lies between.
 *
 *     npm run bench -- [--against REV] [--only NAME] [--seconds 1] [--rounds 9] [--save FILE] [--baseline FILE]
 *
 * `--save` writes the medians, `--baseline` compares with medians that were saved on the same machine. `--only` takes a part of a name.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { generatedSpec } from "./compiler/generated-spec.js";
import { coldSeries, warmSeries, type Series } from "./compiler/measure.js";
import { thisRevision, withRevision, type Revision } from "./compiler/revision.js";
import { spreadOf } from "./compiler/statistics.js";

/** Milliseconds that a quiet laptop should not exceed. */
const goals: Readonly<Record<string, number>> = { "--version": 250, "check short, cold": 500, "check long": 50 };

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { against: text, only: text, seconds: text, rounds: text, save: text, baseline: text },
});
const { only = "", seconds = "1", rounds = "9" } = values;
const baseline =
  values.baseline === undefined
    ? {}
    : (JSON.parse(readFileSync(values.baseline, "utf8")) as Readonly<Record<string, number>>);

const [short, long] = [generatedSpec(200), generatedSpec(3000)];
const shortFile = join(mkdtempSync(join(tmpdir(), "rewardc-bench-")), "short.reward");
writeFileSync(shortFile, short);

const mine = await thisRevision();
const medians =
  values.against === undefined
    ? await compare([mine])
    : await withRevision(values.against, (other) => compare([mine, other]));
if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(medians, null, 2)}\n`);

/** Prints a line for each measurement, and gives the medians of the first revision. */
async function compare(revisions: readonly Revision[]): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  const show = (series: Series): void => {
    found[series.name] = print(series);
  };
  const [, other] = revisions;
  line([
    ["ms", "half of them", "goal"],
    other === undefined ? [] : [other.name, `÷ ${other.name}`, "half of them"],
    values.baseline === undefined ? [] : ["÷ baseline"],
  ]);
  const cold = { "--version": ["--version"], "check short, cold": ["check", shortFile] };
  for (const [name, args] of Object.entries(cold))
    if (name.includes(only)) show(coldSeries(name, revisions, args, Number(rounds)));
  const phases = revisions.map((revision) => revision.phases({ short, long, specs: realSpecs() }));
  for (const [index, { name }] of (phases[0] ?? []).entries()) {
    if (!name.includes(only)) continue;
    const alternatives = phases.flatMap((list) => list[index] ?? []);
    show(await warmSeries(alternatives, Number(seconds), 5));
  }
  return found;
}

function print({ name, milliseconds: [ours = [], theirs] }: Series): number {
  const own = spreadOf(ours);
  const ratio = theirs && spreadOf(ours.map((time, round) => time / (theirs[round] ?? NaN)));
  const saved = baseline[name];
  line(
    [
      [own.median.toFixed(2), `${own.low.toFixed(2)} – ${own.high.toFixed(2)}`, String(goals[name] ?? "")],
      theirs && ratio
        ? [
            spreadOf(theirs).median.toFixed(2),
            ratio.median.toFixed(2),
            `${ratio.low.toFixed(2)} – ${ratio.high.toFixed(2)}`,
          ]
        : [],
      values.baseline === undefined ? [] : [saved === undefined ? "" : (own.median / saved).toFixed(2)],
    ],
    name,
  );
  return own.median;
}

function line(groups: readonly (readonly string[])[], name = ""): void {
  console.log(
    name.padEnd(24) +
      groups
        .flat()
        .map((cell) => cell.padStart(18))
        .join(""),
  );
}

/** Of every kind that the repository has. */
function realSpecs(): readonly string[] {
  return ["control", "driving", "llm", "machines", "objectives", "robotics", "sequences"].flatMap((folder) =>
    readdirSync(join("specs", folder))
      .filter((file) => file.endsWith(".reward"))
      .sort()
      .slice(0, 2)
      .map((file) => resolve("specs", folder, file)),
  );
}

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compile, kernelOf, nodeHost } from "../../src/compiler/index.js";
import { grpoDefaults, trainGrpo, type GrpoSettings } from "../../src/runtime/agents/grpo/index.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { WritingEnvironment, type WritingTask } from "../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import type { EpisodeRecord, TrainRecord } from "../../src/runtime/logging/records.js";
import { linePlot, type Plot } from "./plot.js";

/** One way to train: which spec, and how. */
export interface Arm {
  readonly name: string;
  readonly spec: string;
  readonly variant?: string;
  readonly params?: Readonly<Record<string, number>>;
}

/** What is followed of an update, from its record and its episodes. */
export type Measure = (update: TrainRecord, episodes: readonly EpisodeRecord[]) => number;

export interface Study {
  readonly task: WritingTask;
  readonly arms: readonly Arm[];
  readonly settings?: Partial<GrpoSettings>;
  readonly updates: number;
  readonly measure: Measure;
}

/** The measure of each update, for each arm and seed. */
export type Curves = ReadonlyMap<string, readonly (readonly number[])[]>;

/** The kernel of a spec, in a variant. */
export function kernelAt(spec: string, variant?: string): RewardKernel {
  const { program, diagnostics } = compile(spec, nodeHost(), variant === undefined ? {} : { variant });
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => `${spec}: ${message}`).join("\n"));
  return kernelOf(program);
}

/** Trains every arm with every seed. */
export async function train(
  { task, arms, settings, updates, measure }: Study,
  seeds: readonly number[],
): Promise<Curves> {
  await useBackend("cpu");
  const all = { ...grpoDefaults, ...settings };
  const curves = new Map<string, readonly (readonly number[])[]>();
  for (const { name, spec, variant, params = {} } of arms) {
    const kernel = kernelAt(spec, variant);
    const runs: number[][] = [];
    for (const seed of seeds) {
      const run: number[] = [];
      let episodes: EpisodeRecord[] = [];
      const { agent } = await trainGrpo({
        environment: new WritingEnvironment(task, { size: all.groups * all.members, seed }),
        kernel,
        params,
        settings: all,
        updates,
        seed,
        log: (record) => {
          if (record.type === "episode") episodes.push(record);
          if (record.type !== "train") return;
          run.push(measure(record, episodes));
          episodes = [];
        },
      });
      agent.dispose();
      runs.push(run);
    }
    curves.set(name, runs);
  }
  return curves;
}

/** `--seeds 1,2,3` */
export function seedsOf(usual = "1,2,3,4,5"): readonly number[] {
  const { values } = parseArgs({ options: { seeds: { type: "string" } } });
  return (values.seeds ?? usual).split(",").map(Number);
}

/** The mean of the last tenth of a run. */
export function final(run: readonly number[]): number {
  const last = run.slice(-Math.max(1, Math.round(run.length / 10)));
  return last.reduce((sum, value) => sum + value, 0) / last.length;
}

/** Prints where the runs ended, one line for each arm. */
export function printTable(curves: Curves, seeds: readonly number[], what: string): void {
  process.stdout.write(`${what}, mean of the last tenth of the updates, seeds ${seeds.join(", ")}\n`);
  for (const [name, runs] of curves) {
    const ends = runs.map(final);
    const mean = ends.reduce((sum, value) => sum + value, 0) / ends.length;
    const deviation = Math.sqrt(
      ends.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, ends.length - 1),
    );
    process.stdout.write(
      `  ${name.padEnd(24)} ${mean.toFixed(3)} ± ${deviation.toFixed(3)}   ${ends.map((end) => end.toFixed(2)).join(" ")}\n`,
    );
  }
}

/** The mean curve of each arm, as a picture. */
export function writePlot(path: string, curves: Curves, about: Omit<Plot, "series">): void {
  const series = [...curves].map(([name, runs]) => ({
    name,
    points: (runs[0] ?? []).map(
      (_, update) => [update + 1, runs.reduce((sum, run) => sum + (run[update] ?? 0), 0) / runs.length] as const,
    ),
  }));
  writeFileSync(path, linePlot({ ...about, series }));
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SpecDescriptor } from "../../runtime/kernel/descriptor.js";
import { jsonLine } from "../../runtime/logging/json-line.js";
import { RecordFile } from "../../runtime/logging/record-file.js";
import type { RunRecord } from "../../runtime/logging/records.js";
import { CheckpointError, loadCheckpoint, saveCheckpoint } from "../../runtime/training/checkpoint.js";
import { UsageError } from "../command.js";
import type { Configuration } from "./configuration.js";
import type { Rewards } from "./reward-kernel.js";

/** What a run depends on: it must not change between a checkpoint and its resumption. */
interface Identity {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly reward: SpecDescriptor;
  /** SHA-256 of the compiled program. */
  readonly program: string;
  readonly backend: string;
  readonly rewards: Rewards;
}

interface Saved<Learner> {
  readonly kind: "run";
  /** Bytes of the record file when the checkpoint was taken. */
  readonly records: number;
  readonly learner: Learner;
}

export interface FolderOptions {
  readonly resume: boolean;
  readonly overwrite: boolean;
  /** Gets every record as a line too. */
  readonly echo?: (line: string) => void;
}

/** Keys that do not change what is learnt. */
const harmless = new Set(["output", "checkpointEvery", "evaluation"]);

/**
 * Where a run lives: `config.json` (resolved), `records.jsonl` (the truth), `checkpoint.json` (atomic).
 * A folder that holds a run already is refused unless the run is resumed or overwritten.
 */
export class RunFolder {
  readonly #checkpoint: string;
  #records: RecordFile;
  #steps = 0;
  #episodes = 0;

  private constructor(
    readonly path: string,
    readonly identity: Identity,
    readonly options: FolderOptions,
  ) {
    this.#checkpoint = join(path, "checkpoint.json");
    const keep = options.resume ? loadCheckpoint<Saved<unknown>>(this.#checkpoint, "run").records : 0;
    this.#records = new RecordFile(join(path, "records.jsonl"), keep);
  }

  static open(
    configuration: Configuration,
    reward: Omit<Identity, "configuration">,
    options: FolderOptions,
  ): RunFolder {
    const path = configuration.output;
    const identity = JSON.parse(JSON.stringify({ configuration, ...reward })) as Identity;
    const identityPath = join(path, "config.json");
    mkdirSync(path, { recursive: true });
    if (options.resume) {
      refuseChanges(identityPath, identity);
    } else {
      if (existsSync(join(path, "records.jsonl")) && !options.overwrite) {
        throw new UsageError(
          `${path} holds a run already: continue it with --resume, replace it with --overwrite, or set another \`output\``,
        );
      }
      writeFileSync(identityPath, `${JSON.stringify(identity, undefined, 2)}\n`);
    }
    try {
      return new RunFolder(path, identity, options);
    } catch (error) {
      if (error instanceof CheckpointError) throw new UsageError(error.message);
      throw error;
    }
  }

  /** The learner's part of the checkpoint that this run continues from. */
  resumed<Learner>(): Learner | undefined {
    return this.options.resume ? loadCheckpoint<Saved<Learner>>(this.#checkpoint, "run").learner : undefined;
  }

  write(record: RunRecord): void {
    if (record.type === "train") {
      this.#steps = record.steps;
      this.#episodes = record.episodes;
    }
    this.#records.write(record);
    this.options.echo?.(jsonLine(record));
  }

  save(learner: object, steps: number): void {
    const records = this.#records.flush();
    saveCheckpoint(this.#checkpoint, { kind: "run", records, learner } satisfies Saved<object>);
    this.write({ v: 1, type: "checkpoint", steps, path: this.#checkpoint });
  }

  /** The last record of a run whose reward failed. */
  fail(error: string): void {
    this.write({
      v: 1,
      type: "end",
      reason: "failed",
      steps: this.#steps,
      episodes: this.#episodes,
      seconds: 0,
      error,
    });
  }

  close(): void {
    this.#records.close();
  }
}

function refuseChanges(path: string, identity: Identity): void {
  if (!existsSync(path)) throw new UsageError(`there is no run to resume: ${path} is missing`);
  const before = JSON.parse(readFileSync(path, "utf8")) as Identity;
  const keys = new Set([...Object.keys(before.configuration), ...Object.keys(identity.configuration)]);
  const changed = [...keys].filter(
    (key) => !harmless.has(key) && differ(before.configuration[key], identity.configuration[key]),
  );
  if (before.program !== identity.program) changed.push("the compiled spec");
  if (before.backend !== identity.backend) changed.push("backend");
  if (before.rewards !== identity.rewards) changed.push("rewards");
  if (changed.length === 0) return;
  throw new UsageError(`a run resumes only as it began; changed since: ${[...new Set(changed)].join(", ")}`);
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

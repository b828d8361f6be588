import type { SpecDescriptor } from "../kernel/descriptor.js";
import { verdictOf } from "../kernel/verdict.js";
import type { EpisodeRecord } from "../logging/records.js";
import type { JudgedStep } from "./rewarded-environment.js";

/** Sums of the running episodes, `[N]` each, for checkpoints. */
export interface TrackerState {
  readonly lengths: readonly number[];
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

/**
 * Adds up each row's episode: length, specified return (total and rewards of endings, without shapings), the return that the learner
 * sees, every term and every shaping by name.
 */
export class EpisodeTracker {
  readonly #lengths: Int32Array;
  readonly #specified: Float64Array;
  readonly #shaped: Float64Array;
  readonly #terms: ReadonlyMap<string, Float64Array>;
  readonly #shapings: ReadonlyMap<string, Float64Array>;

  constructor(
    readonly descriptor: SpecDescriptor,
    readonly size: number,
  ) {
    const sums = (names: readonly string[]) => new Map(names.map((name) => [name, new Float64Array(size)]));
    this.#lengths = new Int32Array(size);
    this.#specified = new Float64Array(size);
    this.#shaped = new Float64Array(size);
    // A descriptor may or may not repeat the rewards of endings among its terms.
    this.#terms = sums([...new Set([...descriptor.terms.map((term) => term.name), ...descriptor.endingRewards])]);
    this.#shapings = sums(descriptor.shapings);
  }

  /** The episodes that this step ended. `steps` is the learner's clock after it. */
  add(step: JudgedStep, steps: number): EpisodeRecord[] {
    const endings = this.descriptor.endingRewards.map((name) => step.terms[name]);
    const records: EpisodeRecord[] = [];
    for (let row = 0; row < this.size; row++) {
      let specified = step.total[row] ?? 0;
      for (const ending of endings) specified += ending?.[row] ?? 0;
      this.#lengths[row] = (this.#lengths[row] ?? 0) + 1;
      this.#specified[row] = (this.#specified[row] ?? 0) + specified;
      this.#shaped[row] = (this.#shaped[row] ?? 0) + (step.reward[row] ?? 0);
      for (const [name, sums] of this.#terms) sums[row] = (sums[row] ?? 0) + (step.terms[name]?.[row] ?? 0);
      for (const [name, sums] of this.#shapings) sums[row] = (sums[row] ?? 0) + (step.shapings[name]?.[row] ?? 0);
      if (step.terminated[row] === 1 || step.truncated[row] === 1) {
        records.push(this.#record(step, row, steps));
        this.#clear(row);
      }
    }
    return records;
  }

  getState(): TrackerState {
    const columns = Object.fromEntries(this.#columns().map(([name, sums]) => [name, [...sums]]));
    return { lengths: [...this.#lengths], columns };
  }

  setState(state: TrackerState): void {
    this.#lengths.set(state.lengths);
    for (const [name, sums] of this.#columns()) sums.set(state.columns[name] ?? []);
  }

  #record(step: JudgedStep, row: number, steps: number): EpisodeRecord {
    const at = (sums: ReadonlyMap<string, Float64Array>) =>
      Object.fromEntries([...sums].map(([name, values]) => [name, values[row] ?? 0]));
    const { machines, causes } = this.descriptor;
    const objectives = [...this.descriptor.objectives, ...(this.descriptor.pastObjectives ?? [])];
    const terminated = step.terminated[row] === 1;
    return {
      v: 1,
      type: "episode",
      steps,
      environment: row,
      length: this.#lengths[row] ?? 0,
      return: this.#specified[row] ?? 0,
      shaped: this.#shaped[row] ?? 0,
      terms: at(this.#terms),
      shapings: at(this.#shapings),
      machines: Object.fromEntries(
        machines.map(({ name, states }) => [name, states[step.machines[name]?.[row] ?? 0] ?? "?"]),
      ),
      ...(objectives.length === 0
        ? {}
        : {
            verdicts: Object.fromEntries(
              objectives.map((objective) => [
                objective.name,
                verdictOf(objective, step.objectives[objective.name]?.[row] ?? 0, terminated),
              ]),
            ),
          }),
      end: terminated ? "terminated" : "truncated",
      cause: causes[step.cause[row] ?? -1] ?? "unknown",
    };
  }

  #clear(row: number): void {
    this.#lengths[row] = 0;
    for (const [, sums] of this.#columns()) sums[row] = 0;
  }

  #columns(): (readonly [string, Float64Array])[] {
    return [
      ["specified", this.#specified] as const,
      ["shaped", this.#shaped] as const,
      ...[...this.#terms].map(([name, sums]) => [`term ${name}`, sums] as const),
      ...[...this.#shapings].map(([name, sums]) => [`shaping ${name}`, sums] as const),
    ];
  }
}

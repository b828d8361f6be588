import type { TrainRecord } from "./records.js";

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** On a terminal one line is rewritten; elsewhere plain lines appear now and then. */
  readonly terminal: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  /** Milliseconds between two updates of the line; defaults: 200 on a terminal, 10,000 elsewhere. */
  readonly every?: number;
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number;
}

/** The live line of a training run: how far, how fast, how long yet, what is earned, and where the machines are. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #every: number;
  readonly #now: () => number;
  #last = -Infinity;
  #drawn = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#every = options.every ?? (options.terminal ? 200 : 10_000);
    this.#now = options.now ?? (() => performance.now());
  }

  show(record: TrainRecord): void {
    const now = this.#now();
    const done = record.steps >= record.totalSteps;
    if (!done && now - this.#last < this.#every) return;
    this.#last = now;
    const line = progressLine(record);
    if (!this.#options.terminal) {
      this.#options.write(`${line}\n`);
      return;
    }
    this.#options.write(`\r\u001b[2K${line.slice(0, (this.#options.columns ?? 100) - 1)}`);
    this.#drawn = true;
  }

  /** Leaves the line as it stands and goes on below it. */
  end(): void {
    if (this.#drawn) this.#options.write("\n");
    this.#drawn = false;
  }
}

/** The words of the line, without control characters. */
export function progressLine(record: TrainRecord): string {
  const { steps, totalSteps, stepsPerSecond, recentReturn, recentShaped } = record;
  const left = stepsPerSecond > 0 ? (totalSteps - steps) / stepsPerSecond : Infinity;
  const parts = [
    `${String(Math.floor((100 * steps) / totalSteps)).padStart(3)}%`,
    `${thousands(steps)}/${thousands(totalSteps)} steps`,
    `${thousands(stepsPerSecond)}/s`,
    `${duration(left)} left`,
  ];
  if (recentReturn !== undefined) parts.push(`return ${short(recentReturn)}`);
  if (recentReturn !== undefined && recentShaped !== undefined && Math.abs(recentShaped - recentReturn) > 1e-9) {
    parts.push(`shaped ${short(recentShaped)}`);
  }
  for (const [name, shares] of Object.entries(record.machines)) {
    const busiest = Object.entries(shares)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3);
    parts.push(`${name} ${busiest.map(([state, share]) => `${state} ${percent(share)}`).join(" ")}`);
  }
  for (const [name, { Satisfied, Unknown }] of Object.entries(record.verdicts ?? {})) {
    const unknown = Unknown > 0 ? `, unknown ${percent(Unknown)}` : "";
    parts.push(`${name} satisfied ${percent(Satisfied)}${unknown}`);
  }
  return parts.join("  ");
}

function percent(share: number): string {
  return `${String(Math.round(100 * share))}%`;
}

function thousands(value: number): string {
  if (value >= 999_500) return `${(value / 1e6).toFixed(2)}M`;
  return value >= 9_995
    ? `${(value / 1000).toFixed(0)}k`
    : value >= 1000
      ? `${(value / 1000).toFixed(1)}k`
      : value.toFixed(0);
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(1) : value.toPrecision(3);
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)}s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${String(minutes)}m${String(whole % 60).padStart(2, "0")}s`
    : `${String(Math.floor(minutes / 60))}h${String(minutes % 60).padStart(2, "0")}m`;
}

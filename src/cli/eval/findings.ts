import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** A trace may be wrong on every line: so many findings are enough. */
const limit = 20;

/** What a trace has wrong: each unknown or misplaced name once, and no more than a screenful. */
export class Findings {
  #errors = 0;
  #printed = 0;
  #left = 0;
  readonly #names = new Set<string>();

  constructor(private readonly print: (diagnostic: Diagnostic) => void) {}

  get errors(): number {
    return this.#errors;
  }

  /** Findings that were not printed. */
  get left(): number {
    return this.#left;
  }

  add(diagnostic: Diagnostic): void {
    if (diagnostic.severity === "error") this.#errors++;
    if (diagnostic.name === "trace-unknown-name" || diagnostic.name === "trace-misplaced") {
      if (this.#names.has(diagnostic.message)) return;
      this.#names.add(diagnostic.message);
    }
    if (this.#printed >= limit) {
      this.#left++;
      return;
    }
    this.print(diagnostic);
    this.#printed++;
  }
}

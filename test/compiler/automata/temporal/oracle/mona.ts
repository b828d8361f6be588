import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dfa, LetterDiagram, LetterDiagrams } from "../../../../../src/compiler/automata/temporal/dfa.js";

export type MonaResult =
  /** `milliseconds`: of the process, its start included. */
  | { readonly kind: "automaton"; readonly automaton: MonaAutomaton; readonly milliseconds: number }
  /** MONA ran out of time or of its tables, or died. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * MONA's automaton from the successor of its state 0, which stands for the letter that carries no position. It is minimal if the empty trace
 * is rejected; states keep MONA's numbers.
 */
export type MonaAutomaton = Dfa;

/** The version of the `mona` on this machine; undefined if there is none. */
export function monaVersion(): string | undefined {
  const { error, stdout, stderr } = spawnSync("mona", [], { encoding: "utf8" });
  return error === undefined ? /MONA v(\S+)/.exec(`${stdout}${stderr}`)?.[1] : undefined;
}

/** The automaton of a MONA program; `-u` because without it the empty trace is "don't care" and sizes are larger. */
export async function runMona(program: string, milliseconds = 60_000): Promise<MonaResult> {
  const file = join(tmpdir(), `mona-${randomUUID()}.mona`);
  await writeFile(file, program);
  try {
    const started = performance.now();
    const { code, signal, output } = await finished(file, milliseconds);
    const spent = performance.now() - started;
    if (code === 0) return { kind: "automaton", automaton: parseMona(output), milliseconds: spent };
    if (spent >= milliseconds) return { kind: "unknown", reason: `no answer in ${milliseconds / 1000} s` };
    return { kind: "unknown", reason: `ended with ${signal ?? `code ${String(code)}`}: ${output.slice(0, 200)}` };
  } finally {
    await rm(file);
  }
}

interface Finished {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

function finished(file: string, milliseconds: number): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const mona = spawn("mona", ["-q", "-u", "-xw", file], {
      timeout: milliseconds,
      killSignal: "SIGKILL",
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [mona.stdout, mona.stderr]) {
      stream.setEncoding("latin1");
      stream.on("data", (text: string) => (output += text));
    }
    mona.on("error", reject);
    mona.on("close", (code, signal) => resolve({ code, signal, output }));
  });
}

/** Reads the external format of `mona -xw`. Its diagrams have the sharing that equal successors are equal nodes. */
export function parseMona(output: string): MonaAutomaton {
  const field = (name: string): readonly number[] => {
    const line = new RegExp(`^${name}:(.*)$`, "m").exec(output);
    if (line === null) throw new Error(`MONA's output has no "${name}": ${output.slice(0, 200)}`);
    return (line[1] ?? "").trim().split(/\s+/).map(Number);
  };
  const [atoms = 0] = field("number of variables");
  const [, table = ""] = output.split("bdd:\n");
  const rows = (table.split("end")[0] ?? "")
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const diagrams = new MonaDiagrams(atoms, rows);
  const moves = field("behaviour");
  const first = moves[field("initial")[0] ?? 0] ?? 0;
  if (!diagrams.isLeaf(first)) throw new Error("MONA's first letter, which has no position, was read");
  return { diagrams, initial: diagrams.value(first), accepting: field("final").map((final) => final === 1), moves };
}

/** Rows (level, low, high), of leaves (−1, state, 0). */
class MonaDiagrams implements LetterDiagrams {
  readonly #rows: readonly (readonly number[])[];

  constructor(
    readonly atoms: number,
    rows: readonly (readonly number[])[],
  ) {
    this.#rows = rows;
  }

  isLeaf(diagram: LetterDiagram): boolean {
    return this.#at(diagram, 0) < 0;
  }
  value(leaf: LetterDiagram): number {
    return this.#at(leaf, 1);
  }
  level(diagram: LetterDiagram): number {
    return this.isLeaf(diagram) ? this.atoms : this.#at(diagram, 0);
  }
  low(diagram: LetterDiagram): LetterDiagram {
    return this.#at(diagram, 1);
  }
  high(diagram: LetterDiagram): LetterDiagram {
    return this.#at(diagram, 2);
  }

  #at(diagram: LetterDiagram, column: number): number {
    return this.#rows[diagram]?.[column] ?? 0;
  }
}

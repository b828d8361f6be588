import { basename, extname } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";
import type { CompilerHost } from "../../compiler/source/host.js";
import { check } from "../../compiler/compile.js";
import { checkMachines, machineOfTextFile } from "../../compiler/check/machines/index.js";
import type { TypedMachine } from "../../compiler/check/typed.js";
import { SourceFile } from "../../compiler/source/source-file.js";
import { UsageError } from "../command.js";

/** The machines of a file, and what is wrong with them. */
export interface Loaded {
  readonly machines: readonly TypedMachine[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Of a machine file: its labels, in order. */
  readonly labels?: readonly string[];
}

export interface LoadOptions {
  readonly compatibility?: "falling-off-pays";
  readonly completeness: boolean;
}

/** Reads a `.reward` file, or any other as a machine: a HOA automaton, or the published text format. */
export function load(file: string, host: CompilerHost, { compatibility, completeness }: LoadOptions): Loaded {
  const compatible = compatibility === undefined ? {} : { compatibility };
  if (extname(file) === ".reward") {
    const { spec, diagnostics, sources } = check(file, host, { ...compatible, completeness });
    return { machines: spec?.machines ?? [], diagnostics, sources };
  }
  const read = host.read(file);
  if ("failure" in read) throw new UsageError(`cannot read ${file}: ${read.failure.detail ?? read.failure.reason}`);
  const { value, diagnostics } = machineOfTextFile({ path: file, text: read.text }, machineName(file), compatibility);
  const sources = new Map([[file, new SourceFile(file, read.text)]]);
  if (value === undefined) return { machines: [], diagnostics, sources };
  return {
    machines: [value.machine],
    diagnostics: [...diagnostics, ...judged(value.machine, completeness)],
    sources,
    labels: value.labels,
  };
}

/** The findings about a machine that stands alone: nothing around it could read its reward. */
function judged(machine: TypedMachine, completeness: boolean): readonly Diagnostic[] {
  const { span } = machine;
  const total = {
    kind: "machine",
    machine: machine.name,
    field: { kind: "reward" },
    type: { element: "float", shape: [] },
    rate: "step",
    availability: "step",
    span,
  } as const;
  return checkMachines(
    {
      machines: [machine],
      objectives: [],
      pastObjectives: [],
      infiniteObjectives: [],
      terms: [],
      lets: [],
      total,
      shapes: [],
      endings: [],
      asserts: [],
      params: [],
      signals: [],
    },
    { completeness },
  );
}

/** `t1.txt` holds the machine `t1`. */
function machineName(file: string): string {
  const name = basename(file, extname(file)).replace(/\W/gu, "_");
  return /^\p{L}/u.test(name) ? name : `machine_${name}`;
}

import type { PhaseResult } from "../../../diagnostics/diagnostic.js";
import type { TypedMachine } from "../../typed.js";
import { importMachine, type ImportRequest } from "./import-machine.js";
import { readMachineFile } from "./read-file.js";

export interface TextFile {
  readonly machine: TypedMachine;
  /** In the order in which the file mentions them. */
  readonly labels: readonly string[];
}

/** A machine file taken by itself: each label is a bool signal of its own name. */
export function machineOfTextFile(
  file: ImportRequest["file"],
  name: string,
  compatibility?: ImportRequest["compatibility"],
): PhaseResult<TextFile | undefined> {
  const span = { file: file.path, start: 0, end: file.text.search(/[\r\n]|$/u) };
  const labels = readMachineFile(file.text).labels ?? [];
  const { value, diagnostics } = importMachine({
    name,
    span,
    file,
    labels: labels.map((label) => ({
      label,
      span,
      value: {
        kind: "signal",
        name: label,
        type: { element: "bool", shape: [] },
        rate: "step",
        availability: "step",
        span,
      },
    })),
    ...(compatibility === undefined ? {} : { compatibility }),
  });
  return { value: value === undefined ? undefined : { machine: value, labels }, diagnostics };
}

import { unlessTooLarge } from "../../automata/diagram.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TypedMachine } from "../typed.js";
import { analyseMachine, isBroken } from "./analysis.js";
import type { MachineContext, MachineRule, MachineSpec } from "./context.js";
import { explore } from "./exploration.js";
import { referencesOf } from "./references.js";
import { counters } from "./rules/counters.js";
import { declarationFaults } from "./rules/declaration.js";
import { idleEdges } from "./rules/idle-edges.js";
import { incompleteStates } from "./rules/incomplete-states.js";
import { lostStates } from "./rules/lost-states.js";
import { overlappingGuards } from "./rules/overlapping-guards.js";
import { sourceLabel } from "./rules/source-label.js";
import { startInEnd } from "./rules/start-in-end.js";
import { unreadReward } from "./rules/unread-reward.js";
import { valueIterationShape } from "./rules/value-iteration.js";

export type { MachineSpec } from "./context.js";
export { importMachine, type ImportedLabel } from "./import/import-machine.js";
export { machineOfTextFile } from "./import/text-file.js";

const rules: readonly MachineRule[] = [
  overlappingGuards,
  sourceLabel,
  valueIterationShape,
  idleEdges,
  lostStates,
  counters,
  startInEnd,
  unreadReward,
];

export interface CheckMachinesOptions {
  /** Adds an information for each state that some label finds without an edge. */
  readonly completeness?: boolean;
}

/**
 * Everything that can be said of a spec's machines once they are typed: nondeterminism with a witness, states and edges that cannot matter, counters, start
 * distributions, values for shaping. Machines with ill-typed parts are left alone: those have been reported.
 */
export function checkMachines(spec: MachineSpec, options: CheckMachinesOptions = {}): readonly Diagnostic[] {
  const references = referencesOf(spec);
  return spec.machines
    .filter((machine) => !isBroken(machine))
    .flatMap((machine) => checkMachine(machine, { spec, references }, options));
}

function checkMachine(
  machine: TypedMachine,
  { spec, references }: Pick<MachineContext, "spec" | "references">,
  options: CheckMachinesOptions,
): readonly Diagnostic[] {
  const faults = declarationFaults(machine);
  if (faults.length > 0) return faults;
  const found = unlessTooLarge(() => {
    const analysis = analyseMachine(machine);
    if (analysis === undefined) return undefined;
    const exploration = explore(analysis);
    const context = { spec, machine, references, analysis, exploration };
    return [...rules, ...(options.completeness === true ? [incompleteStates] : [])].flatMap((rule) => rule(context));
  });
  return found ?? [entangled(machine)];
}

function entangled(machine: TypedMachine): Diagnostic {
  return report(
    "guards-too-entangled",
    machine.span,
    { machine: machine.name },
    { help: "name parts of the guards as signals of their own, or split the machine" },
  );
}

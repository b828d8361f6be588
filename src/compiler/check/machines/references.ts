import type { TypedExpression, TypedMachine, TypedMachineReference, TypedObjectiveReference } from "../typed.js";
import { everyExpression } from "./children.js";
import type { MachineSpec } from "./context.js";
import { expressionsOf, expressionsOfMachine } from "./expressions.js";

type Reference = TypedMachineReference | TypedObjectiveReference;

/** Where a spec reads its machines and objectives, found once for all that ask. */
export interface References {
  readonly ofMachines: readonly TypedMachineReference[];
  readonly ofObjectives: readonly TypedObjectiveReference[];
  /** What is read anywhere but in this machine. */
  readonly outside: (machine: TypedMachine) => readonly TypedMachineReference[];
}

export function referencesOf(spec: MachineSpec): References {
  const elsewhere = referencesIn(expressionsOf({ ...spec, machines: [] }));
  const inside = spec.machines.map((machine) => [machine, referencesIn(expressionsOfMachine(machine))] as const);
  // A `let` that several machines read is one place.
  const all = [...new Set([...elsewhere, ...inside.flatMap(([, references]) => references)])];
  return {
    ofMachines: all.filter(isOfMachine),
    ofObjectives: all.filter((reference) => reference.kind === "objective"),
    outside: (machine) =>
      [...elsewhere, ...inside.flatMap(([other, references]) => (other === machine ? [] : references))].filter(
        isOfMachine,
      ),
  };
}

function referencesIn(roots: readonly TypedExpression[]): readonly Reference[] {
  return everyExpression(roots).filter((value) => value.kind === "machine" || value.kind === "objective");
}

function isOfMachine(reference: Reference): reference is TypedMachineReference {
  return reference.kind === "machine";
}

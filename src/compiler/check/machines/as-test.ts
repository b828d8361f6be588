import type { Piece } from "../../automata/ordered.js";
import type { Assignment } from "../../automata/satisfy.js";
import { unreachable } from "../../unreachable.js";
import type { TypedSignalDeclaration } from "../typed.js";
import type { MachineContext } from "./context.js";
import { runsOf } from "./runs.js";
import type { TheoryVariable } from "./theory.js";

/**
 * A word as a test that can be pasted into the spec, as a note: one `step` for each letter. None where a letter is about something that a
 * test cannot set, or where the machine reads the source, whose first letter is the reset's.
 */
export function asTest(context: MachineContext, name: string, word: readonly Assignment[]): readonly string[] {
  if (context.machine.readsSource) return [];
  const steps: string[] = [];
  for (const letter of word) {
    const values: string[] = [];
    for (const { variable, cell } of letter) {
      const written = valueText(context.analysis.theory.variables[variable], cell, context.spec.signals);
      if (written === undefined) return [];
      if (written !== "") values.push(written);
    }
    steps.push(values.length === 0 ? "{}" : `{ ${values.join(", ")} }`);
  }
  const written = runsOf(steps).map(({ item, length }) => (length === 1 ? `step ${item}` : `step * ${length} ${item}`));
  return [`as a test: test "${name}" { ${written.join("  ")} }`];
}

/** What a test sets so that the variable is in the cell: nothing where the default does; `undefined` where no signal decides. */
function valueText(
  variable: TheoryVariable | undefined,
  cell: number,
  signals: readonly TypedSignalDeclaration[],
): string | undefined {
  if (variable === undefined || variable.kind === "pair") return undefined;
  const subject = variable.kind === "boolean" ? variable.atom : variable.subject;
  // The machine's own counters are where the word brings them.
  if (subject.kind === "machine" && subject.field.kind === "counter" && subject.field.source) return "";
  if (subject.kind !== "signal") return undefined;
  const { name } = subject;
  switch (variable.kind) {
    case "boolean": {
      const usual = signals.find((signal) => signal.name === name)?.default?.[0] ?? 0;
      return cell === 1 ? name : usual === 0 ? "" : `not ${name}`;
    }
    case "enum":
      return `${name} = ${subject.type.members?.[cell] ?? "?"}`;
    case "ordered": {
      const piece = variable.variable.pieces[cell];
      return piece === undefined ? undefined : `${name} = ${numberIn(piece, subject.type.element !== "float")}`;
    }
    default:
      return unreachable(variable);
  }
}

/** A simple number of a piece. */
function numberIn(piece: Piece, whole: boolean): number {
  if (piece.kind === "nan") return NaN;
  if (piece.kind === "point") return piece.value;
  const { low, high } = piece;
  if (low < 0 && high > 0) return 0;
  if (low === -Infinity) return Math.ceil(high) - 1;
  if (whole || high === Infinity) return Math.floor(low) + 1;
  const middle = (low + high) / 2;
  const rounded = Number(middle.toPrecision(3));
  return rounded > low && rounded < high ? rounded : middle;
}

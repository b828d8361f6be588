import type { Place, SyntaxProblem } from "../../../automata/syntax-problem.js";
import type { TextMachine } from "../../../automata/text/text-machine.js";

/** A file with a machine, in whatever format. */
export interface MachineFile {
  /** What could be read; absent where something is wrong. */
  readonly machine?: TextMachine;
  /** In the order in which the file has them. */
  readonly labels?: readonly string[];
  readonly problems: readonly SyntaxProblem[];
  /** What the format has and a machine has not, in words that follow "a machine cannot have". */
  readonly unsupported?: { readonly place: Place; readonly construct: string };
}

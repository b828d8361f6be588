import type { NodeId } from "../../ir/node.js";
import type { Verdicts } from "./verdicts.js";

/** An objective whose slots exist: what it shows is a table over an int, the state of its automaton or its standing. */
export interface StartedObjective {
  readonly verdicts: Verdicts;
  /** How many states there are; 0 is that before the first letter. */
  readonly states: number;
  /** The state before this step's move (step), and at a reset (any). */
  readonly stateBefore: NodeId;
  readonly stateAtReset: NodeId;
}

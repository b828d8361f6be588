import type { NodeId } from "../ir/node.js";
import type { MachineOutput } from "../ir/program.js";

/*
 * What the lowering of a machine (./machine) hands to the rest of the lowering. It comes in three steps, so that a guard may read
 * `prev(M.state)` and the machine's own counters, and a reward the state after the move, while the rest is still to be lowered.
 */

/** First step: the slots exist, nothing of the machine's guards has been lowered. */
export interface MachineStart {
  /** The state and the counters before this step's move (step nodes). */
  readonly stateBefore: NodeId;
  readonly countersBefore: ReadonlyMap<string, NodeId>;
  /** The state and the counters at a reset (reset or any nodes): what the slots begin with. */
  readonly stateAtReset: NodeId;
  readonly countersAtReset: ReadonlyMap<string, NodeId>;
}

/** Second step: the move. All nodes are scalar step nodes, after the move. */
export interface MachineGraph {
  readonly state: NodeId;
  readonly finished: NodeId;
  readonly stepsInState: NodeId;
  readonly countersAfter: ReadonlyMap<string, NodeId>;
  /** Third step: lowers the rewards. To be called once. */
  pay(): MachineOutput;
}

/** Φ of `shape M by value iteration`, in the state after the move and in the state at a reset. */
export interface MachinePotential {
  readonly after: NodeId;
  readonly atReset: NodeId;
}

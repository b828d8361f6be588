import type * as tf from "@tensorflow/tfjs-core";
import type * as ops from "../../../runtime/kernel/ops/index.js";
import type { TrajectoryOperations } from "../../../runtime/kernel/trajectories/operations.js";
import type { NodeId } from "../../ir/node.js";

export type Literal = number | boolean | string | readonly Literal[];
export type TfName = keyof typeof tf & string;
export type OpsName = keyof typeof ops;
export type TrajectoriesName = keyof TrajectoryOperations;

/** Where leaves of the graph come from. Flags stand beside the signals of a step; `recorded`, `episodes` and `groups` are of whole trajectories: what steps had, and signals that come in the end. */
export type LeafSource =
  "signals" | "state" | "params" | "clock" | "trained" | "flags" | "recorded" | "episodes" | "groups";

/**
 * What computes a node with tfjs. One translation makes it (`translate`); printing it gives the emitted module, running it the closure
 * kernel, so that the two cannot disagree.
 */
export type Code =
  /** The value of another node. */
  | { readonly kind: "node"; readonly id: NodeId }
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  /** A leaf of the graph. */
  | { readonly kind: "read"; readonly from: LeafSource; readonly name: string }
  | { readonly kind: "call"; readonly library: "tf"; readonly name: TfName; readonly arguments: readonly Code[] }
  | { readonly kind: "call"; readonly library: "ops"; readonly name: OpsName; readonly arguments: readonly Code[] }
  | {
      readonly kind: "call";
      readonly library: "trajectories";
      readonly name: TrajectoriesName;
      readonly arguments: readonly Code[];
    };

type Argument = Code | Literal;

export const reference = (id: NodeId): Code => ({ kind: "node", id });
export const literal = (value: Literal): Code => ({ kind: "literal", value });
export const list = (items: readonly Code[]): Code => ({ kind: "list", items });

/** A call of a tfjs operation. */
export const tfCall = (name: TfName, ...args: readonly Argument[]): Code => ({
  kind: "call",
  library: "tf",
  name,
  arguments: args.map(asCode),
});
/** A call of one of our own operations (`rewardc/runtime`). */
export const opsCall = (name: OpsName, ...args: readonly Argument[]): Code => ({
  kind: "call",
  library: "ops",
  name,
  arguments: args.map(asCode),
});
/** A call of an operation on the trajectories that are finished. */
export const trajectoriesCall = (name: TrajectoriesName, ...args: readonly Argument[]): Code => ({
  kind: "call",
  library: "trajectories",
  name,
  arguments: args.map(asCode),
});

/** Whether the first argument of a call is a table that is looked up. */
export function looksUp({ name }: Extract<Code, { readonly kind: "call" }>): boolean {
  return name === "lookup" || name === "boundedLookup" || name === "decide";
}

function asCode(value: Argument): Code {
  return typeof value === "object" && "kind" in value ? value : literal(value);
}

/** The nodes that a piece of code reads. */
export function referencesOf(code: Code): readonly NodeId[] {
  switch (code.kind) {
    case "node":
      return [code.id];
    case "literal":
    case "read":
      return [];
    case "list":
      return code.items.flatMap(referencesOf);
    case "call":
      return code.arguments.flatMap(referencesOf);
  }
}

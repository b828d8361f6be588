import type { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import type { NodeId } from "../../../src/compiler/ir/node.js";
import type { Program } from "../../../src/compiler/ir/program.js";

/** A program made by hand: what is left out is empty, the total is the reward, and only the environment ends episodes. */
export function program(
  ir: GraphBuilder,
  parts: Partial<Omit<Program, "nodes" | "slots">> & { readonly total: NodeId },
): Program {
  const terminated = parts.terminated ?? ir.flag("terminated");
  const truncated = parts.truncated ?? ir.binary("and", ir.flag("truncated"), ir.unary("not", terminated));
  const rest = {
    name: "Handmade",
    signals: [],
    params: [],
    nan: "error",
    reward: parts.total,
    terms: [],
    shapings: [],
    endings: [],
    machines: [],
    objectives: [],
    pastObjectives: [],
    asserts: [],
    expectations: [],
    ...parts,
  } as const;
  return { ...rest, terminated, truncated, nodes: ir.nodes, slots: ir.slots };
}

/** A scalar float signal. */
export function float(name: string, needsReset = false): Program["signals"][number] {
  return { name, role: "signal", dtype: "float", shape: [], needsReset };
}

/** A scalar bool signal. */
export function bool(name: string): Program["signals"][number] {
  return { name, role: "signal", dtype: "bool", shape: [], needsReset: false };
}

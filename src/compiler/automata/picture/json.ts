import type { MachineGraph } from "./machine-graph.js";

/** One record for other tools: `{"v":1,"type":"machine","name":…,"states":[…],"edges":[…]}`; edges name states by index. */
export function json({ name, states, edges }: MachineGraph): string {
  return `${JSON.stringify({ v: 1, type: "machine", name, states, edges })}\n`;
}

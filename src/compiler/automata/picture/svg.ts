import type { MachineGraph } from "./machine-graph.js";
import { dot } from "./dot.js";

/** A drawing of the machine as SVG text. The layout is Graphviz' own, compiled to WebAssembly and loaded when first asked for. */
export async function svg(graph: MachineGraph): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return viz.renderString(dot(graph), { format: "svg" });
}

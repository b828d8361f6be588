import { looksLikeHoa } from "../../../automata/hoa/read.js";
import { readText } from "../../../automata/text/read.js";
import { hoaMachine } from "./hoa-file.js";
import type { MachineFile } from "./machine-file.js";

/** Reads a machine from a file that begins with `HOA:`, or else has the published text format. */
export function readMachineFile(text: string): MachineFile & { readonly format: "hoa" | "text" } {
  if (looksLikeHoa(text)) return { format: "hoa", ...hoaMachine(text) };
  const { machine, problems } = readText(text);
  if (machine === undefined) return { format: "text", problems };
  const labels = [...new Set(machine.edges.flatMap(({ guard }) => guard.flat().map(({ label }) => label)))];
  return { format: "text", machine, labels, problems };
}

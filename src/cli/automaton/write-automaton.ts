import { dot } from "../../compiler/automata/picture/dot.js";
import type { MachineGraph } from "../../compiler/automata/picture/machine-graph.js";
import { mermaid } from "../../compiler/automata/picture/mermaid.js";
import { svg } from "../../compiler/automata/picture/svg.js";
import {
  guardsTooLong,
  type NamedAutomaton,
  type Written,
} from "../../compiler/automata/temporal/formats/automaton.js";
import { automatonGraph } from "../../compiler/automata/temporal/formats/graph.js";
import { hoa } from "../../compiler/automata/temporal/formats/hoa.js";
import {
  omegaGraph,
  omegaHoa,
  omegaRecord,
  omegaSummary,
  type NamedOmegaAutomaton,
} from "../../compiler/automata/temporal/formats/infinite.js";
import { machineText } from "../../compiler/automata/temporal/formats/machine-text.js";
import { mona } from "../../compiler/automata/temporal/formats/mona.js";
import { automatonRecord, automatonSummary } from "../../compiler/automata/temporal/formats/record.js";
import { unreachable } from "../../compiler/unreachable.js";

export const automatonFormats = ["json", "summary", "hoa", "dot", "mermaid", "svg", "mona", "text"] as const;
export type AutomatonFormat = (typeof automatonFormats)[number];

/** The automaton in a format. `milliseconds` is what its translation took. */
export async function writeAutomaton(
  automaton: NamedAutomaton,
  format: AutomatonFormat,
  milliseconds: number,
): Promise<Written> {
  switch (format) {
    case "json": {
      const record = automatonRecord(automaton, milliseconds);
      return record === undefined ? guardsTooLong : { text: `${JSON.stringify(record)}\n` };
    }
    case "summary":
      return { text: `${JSON.stringify(automatonSummary(automaton, milliseconds))}\n` };
    case "hoa":
      return hoa(automaton);
    case "mona":
      return mona(automaton);
    case "text":
      return machineText(automaton);
    case "dot":
    case "mermaid":
    case "svg":
      return drawn(automatonGraph(automaton), format);
    default:
      return unreachable(format);
  }
}

/** The automaton of a formula over infinite traces, in the formats that have a place for one. */
export async function writeInfinite(
  automaton: NamedOmegaAutomaton,
  format: AutomatonFormat,
  milliseconds: number,
): Promise<Written> {
  switch (format) {
    case "json": {
      const record = omegaRecord(automaton, milliseconds);
      return record === undefined ? guardsTooLong : { text: `${JSON.stringify(record)}\n` };
    }
    case "summary":
      return { text: `${JSON.stringify(omegaSummary(automaton, milliseconds))}\n` };
    case "hoa":
      return omegaHoa(automaton);
    case "mona":
    case "text":
      return { obstacle: "infinite traces" };
    case "dot":
    case "mermaid":
    case "svg":
      return drawn(omegaGraph(automaton), format);
    default:
      return unreachable(format);
  }
}

async function drawn(graph: MachineGraph | undefined, format: "dot" | "mermaid" | "svg"): Promise<Written> {
  if (graph === undefined) return guardsTooLong;
  return { text: format === "dot" ? dot(graph) : format === "mermaid" ? mermaid(graph) : await svg(graph) };
}

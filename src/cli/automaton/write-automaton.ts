import { dot } from "../../compiler/automata/picture/dot.js";
import { mermaid } from "../../compiler/automata/picture/mermaid.js";
import { svg } from "../../compiler/automata/picture/svg.js";
import {
  guardsTooLong,
  type NamedAutomaton,
  type Written,
} from "../../compiler/automata/temporal/formats/automaton.js";
import { automatonGraph } from "../../compiler/automata/temporal/formats/graph.js";
import { hoa } from "../../compiler/automata/temporal/formats/hoa.js";
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
    case "svg": {
      const graph = automatonGraph(automaton);
      if (graph === undefined) return guardsTooLong;
      return { text: format === "dot" ? dot(graph) : format === "mermaid" ? mermaid(graph) : await svg(graph) };
    }
    default:
      return unreachable(format);
  }
}

import { edgeText, type MachineGraph } from "./machine-graph.js";

/** The machine as a Mermaid state diagram, as Markdown hosts draw it. Final states lead to the end mark. */
export function mermaid(graph: MachineGraph): string {
  const lines = [
    "stateDiagram-v2",
    "  direction LR",
    ...graph.states.map(
      ({ name, reward, end }, index) =>
        `  state "${escaped(`${name}${end === "done" ? " (done)" : ""}${reward === undefined ? "" : ` / ${reward}`}`)}" as s${index}`,
    ),
    ...graph.states.flatMap(({ start }, index) =>
      start > 0 ? [`  [*] --> s${index}${start === 1 ? "" : `: ${start}`}`] : [],
    ),
    ...graph.edges.map((edge) => `  s${edge.from} --> s${edge.to}: ${escaped(edgeText(edge))}`),
    ...graph.states.flatMap(({ end }, index) => (end === "final" ? [`  s${index} --> [*]`] : [])),
  ];
  return `${lines.join("\n")}\n`;
}

const entities: Readonly<Record<string, string>> = {
  "#": "#35;",
  ";": "#59;",
  ":": "#58;",
  '"': "#quot;",
  "<": "#lt;",
  ">": "#gt;",
};

/** Characters that end or structure a Mermaid label, as its entities. */
function escaped(text: string): string {
  return text.replace(/[#;:"<>]/g, (character) => entities[character] ?? character);
}

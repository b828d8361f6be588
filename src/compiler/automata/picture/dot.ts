import { edgeText, pairs, type GraphState, type MachineGraph } from "./machine-graph.js";

/** Characters of a label's line before it breaks at the next `and`, `or`, `&` or `/`. A `|` always begins a line. */
const lineWidth = 28;

/** The machine in Graphviz' language: final states have two rings, done states a bold one; one arrow for each pair of states. */
export function dot(graph: MachineGraph): string {
  const starts = graph.states.flatMap(({ start }, index) => (start > 0 ? [{ index, start }] : []));
  const lines = [
    `digraph ${quoted(graph.name)} {`,
    `  rankdir=LR;`,
    `  graph [fontname="Helvetica", nodesep=0.4, ranksep=0.7, pad=0.2];`,
    `  node [fontname="Helvetica", fontsize=12, shape=box, style=rounded, margin="0.2,0.08"];`,
    `  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7];`,
    ...starts.map(({ index }) => `  start${index} [shape=point, width=0.1, label=""];`),
    ...graph.states.map(
      (state, index) =>
        `  s${index} [label=${label([state.name, ...(state.reward === undefined ? [] : [`reward ${state.reward}`])])}${endStyle(state)}${mutedStyle(state)}];`,
    ),
    ...starts.map(
      ({ index, start }) => `  start${index} -> s${index}${start === 1 ? "" : ` [label=${label([String(start)])}]`};`,
    ),
    ...pairs(graph).map(
      ({ from, to, edges }) =>
        `  s${from} -> s${to} [label=${label(edges.flatMap((edge) => wrapped(edgeText(edge))))}${mutedStyle(graph.states[to])}];`,
    ),
    `}`,
  ];
  return `${lines.join("\n")}\n`;
}

function endStyle({ end }: GraphState): string {
  if (end === "final") return ", peripheries=2";
  return end === "done" ? ", penwidth=2.5" : "";
}

function mutedStyle(state: GraphState | undefined): string {
  return state?.isMuted === true ? ', color="#9a9a9a", fontcolor="#6a6a6a"' : "";
}

/** Lines of a label, each ending at its left or centre as Graphviz likes it. */
function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join("\\n")}"`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, "\\$&");
}

function wrapped(text: string): readonly string[] {
  return text.split(/ (?=\| )/u).flatMap(filled);
}

function filled(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ (?=(?:and|or|&|\/) )/u)) {
    if (line !== "" && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

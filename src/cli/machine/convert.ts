import { dot } from "../../compiler/automata/picture/dot.js";
import { json } from "../../compiler/automata/picture/json.js";
import { mermaid } from "../../compiler/automata/picture/mermaid.js";
import { svg } from "../../compiler/automata/picture/svg.js";
import { analyseMachine } from "../../compiler/check/machines/analysis.js";
import { machineGraph } from "../../compiler/check/machines/export/graph.js";
import { rewardText } from "../../compiler/check/machines/export/reward.js";
import { machineHoa } from "../../compiler/check/machines/export/hoa.js";
import { machineText } from "../../compiler/check/machines/export/text.js";
import type { TypedMachine } from "../../compiler/check/typed.js";
import { unreachable } from "../../compiler/unreachable.js";
import { UsageError } from "../command.js";

export const targets = ["reward", "text", "hoa", "dot", "mermaid", "svg", "json"] as const;
export type ConvertTarget = (typeof targets)[number];

export interface Converted {
  readonly text: string;
  /** What the reader of the file should know. */
  readonly notes: readonly string[];
}

/** The machine in another form. `labels` are those of the text file that it comes from. */
export async function convert(
  machine: TypedMachine,
  target: ConvertTarget,
  labels: readonly string[] | undefined,
): Promise<Converted> {
  if (target === "reward") {
    if (labels === undefined) throw new UsageError("--to reward is for machine files: this file is a spec already");
    return { text: rewardText(machine, labels), notes: [] };
  }
  const analysis = analyseMachine(machine);
  if (analysis === undefined) throw new UsageError(`the guards of ${machine.name} are too entangled to be converted`);
  switch (target) {
    case "text": {
      const written = machineText(analysis);
      if ("obstacle" in written)
        throw new UsageError(`${machine.name} cannot be written as text: the format has no ${written.obstacle}`);
      const notes = written.collisions.map(
        (pair) => `the published code keeps only the later of the edges ${pair}, which lead to one state for it`,
      );
      return { text: written.text, notes };
    }
    case "hoa": {
      const written = machineHoa(analysis);
      if ("obstacle" in written)
        throw new UsageError(`${machine.name} cannot be written as HOA: the format has no ${written.obstacle}`);
      return { text: written.text, notes: [] };
    }
    case "dot":
      return { text: dot(machineGraph(analysis)), notes: [] };
    case "mermaid":
      return { text: mermaid(machineGraph(analysis)), notes: [] };
    case "svg":
      return { text: await svg(machineGraph(analysis)), notes: [] };
    case "json":
      return { text: json(machineGraph(analysis)), notes: [] };
    default:
      return unreachable(target);
  }
}

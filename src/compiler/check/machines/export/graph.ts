import type { Diagram } from "../../../automata/diagram.js";
import { stays } from "../../../automata/guarded-machine.js";
import type { GraphEdge, MachineGraph } from "../../../automata/picture/machine-graph.js";
import { possibleValues, withinTheory } from "../../../automata/satisfy.js";
import { show } from "../../../automata/show.js";
import type { TypedEdge, TypedExpression } from "../../typed.js";
import type { MachineAnalysis } from "../analysis.js";
import { constantValue } from "../constant-value.js";
import { showExpression } from "../show-expression.js";

/** The machine to be drawn: each edge with the whole condition under which it is taken, so that order no longer matters. Staying for nothing is left out. */
export function machineGraph(analysis: MachineAnalysis): MachineGraph {
  const { machine, decisions, diagrams } = analysis;
  const edges = machine.states.flatMap((state, from) => {
    const decision = decisions[from]?.decision ?? diagrams.leaf(stays);
    const taken = new Set(possibleValues(diagrams, decision));
    return state.edges.flatMap((edge, index): readonly GraphEdge[] => {
      if (!taken.has(index)) return [];
      const { reward, updates } = edge;
      return [
        {
          from,
          to: edge.target,
          guard: guardText(edge, decision, index, analysis),
          ...(reward === undefined || constantValue(reward) === 0 ? {} : { reward: showExpression(reward) }),
          updates: updates.map(({ counter, value }) => `${counter} = ${showExpression(value)}`),
        },
      ];
    });
  });
  return {
    name: machine.name,
    states: machine.states.map(({ name, end, reward }, index) => ({
      name,
      end,
      start: machine.start[index] ?? 0,
      ...rewardText(reward),
    })),
    edges,
  };
}

function rewardText(reward: TypedExpression | undefined): { readonly reward?: string } {
  return reward === undefined ? {} : { reward: showExpression(reward) };
}

/** The condition in a few cubes, or as it was written. */
function guardText(edge: TypedEdge, decision: Diagram, index: number, { diagrams }: MachineAnalysis): string {
  const condition = withinTheory(
    diagrams,
    diagrams.rebuild(decision, (value) => (value === index ? 1 : 0)),
  );
  const text = show(diagrams, condition, 3);
  if (text !== "…") return text === "true" ? "always" : text;
  if (edge.guard === undefined) return "otherwise";
  return edge.form === "else-when" ? `else ${showExpression(edge.guard)}` : showExpression(edge.guard);
}

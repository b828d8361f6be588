import { conflicts } from "../../../automata/guarded-machine.js";
import { describe } from "../../../automata/satisfy.js";
import { report } from "../../../diagnostics/report.js";
import { asTest } from "../as-test.js";
import { reachedBy, wordToState, type MachineRule } from "../context.js";

/** In each state exactly one outcome must follow: two guards that hold together and lead to different ones are an error with a witness. */
export const overlappingGuards: MachineRule = (context) => {
  const { machine, analysis } = context;
  return machine.states.flatMap((state, index) => {
    const guarded = analysis.guarded.states[index];
    const decision = analysis.decisions[index];
    if (state.end !== "none" || guarded === undefined || decision === undefined) return [];
    const found = conflicts(analysis.diagrams, guarded, decision);
    // One report for each later edge is enough: `else when` there settles all its conflicts.
    const seen = new Set<number>();
    return found.flatMap(({ first, second, witness }) => {
      const [earlier, later] = [state.edges[first], state.edges[second]];
      if (earlier === undefined || later === undefined || seen.has(second)) return [];
      seen.add(second);
      return [
        report(
          "overlapping-guards",
          later.span,
          { state: state.name },
          {
            label: "also holds, with another outcome",
            related: [{ span: earlier.span, label: "this guard holds" }],
            notes: [
              `both hold with: ${describe(analysis.diagrams, witness)}`,
              ...reachedBy(context, index),
              ...asTest(context, "two guards hold together", [...(wordToState(context, index) ?? []), witness]),
            ],
            help: "write `else when` to give the earlier edge precedence",
            fixes: [
              {
                title: "give the earlier edge precedence",
                applicability: "maybe",
                edits: [{ span: { ...later.span, end: later.span.start }, text: "else " }],
              },
            ],
          },
        ),
      ];
    });
  });
};

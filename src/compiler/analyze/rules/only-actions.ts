import { stream } from "../../../runtime/random/index.js";
import { report } from "../../diagnostics/report.js";
import { reachable } from "../../ir/reachable.js";
import type { NodeId } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { inputsOf } from "../draw-inputs.js";
import { asTest, outputsOf, testNote, totalOf, type Trace } from "../trace.js";

const attempts = 40;

/**
 * The reward reads actions and nothing that the world answers, and nor does the spec end episodes by what it answers: the policy grades itself.
 */
export const onlyActions: AnalysisRule = (context) => {
  const { spec, program } = context;
  const { reward } = program.finish ?? program;
  const advantage = program.finish?.advantage ?? reward;
  const read = inputsBelow(program, [reward, advantage, ...program.endings.map(({ condition }) => condition)]);
  const actions = program.signals.filter(({ role, name }) => role === "action" && read.has(name));
  if (actions.length === 0 || read.size > actions.length) return [];
  return [
    report(
      "only-actions",
      spec.terms[0]?.span ?? spec.total.span,
      { actions: actions.map(({ name }) => `\`${name}\``).join(", ") },
      {
        notes: mostPaying(context),
        help: "let the total read a signal that shows what the actions have brought about",
      },
    ),
  ];
};

/** Names of the signals and flags that values depend on, now or through what is remembered. */
function inputsBelow({ nodes, slots }: Program, values: readonly NodeId[]): ReadonlySet<string> {
  const roots = new Set(values);
  const names = new Set<string>();
  // A set grows while it is walked.
  for (const one of roots)
    for (const id of reachable(nodes, [one])) {
      const node = nodes[id];
      if (node?.op === "signal" || node?.op === "flag") names.add(node.name);
      const slot = node?.op === "state" ? slots[node.slot] : undefined;
      if (slot !== undefined) roots.add(slot.next).add(slot.initial);
    }
  return names;
}

/** A test of the step that paid most, of some that are drawn: whatever the world does, the actions alone bring that. */
function mostPaying({ program, work }: AnalysisContext): readonly string[] {
  const random = stream(1, "only-actions");
  const draw = inputsOf(program);
  let best: { readonly trace: Trace; readonly total: number } | undefined;
  for (let attempt = 0; attempt < attempts && work.steps(1, program); attempt++) {
    const actions = Object.entries(draw(random)).filter(([name]) =>
      program.signals.some((signal) => signal.name === name && signal.role === "action"),
    );
    const end = program.finish === undefined ? {} : { end: {} };
    const trace = { reset: {}, steps: [Object.fromEntries(actions)], ...end };
    const total = outputsOf(program, trace).map(totalOf)[0] ?? NaN;
    if (Number.isFinite(total) && (best === undefined || total > best.total)) best = { trace, total };
  }
  if (best === undefined) return [];
  return [testNote(asTest(program, "the action alone is paid", best.trace, { 0: `total == ${best.total}` }))];
}

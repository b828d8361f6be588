import { report } from "../../../diagnostics/report.js";
import { everyExpression } from "../children.js";
import type { MachineContext, MachineRule } from "../context.js";
import { asTest } from "../as-test.js";
import { labelOf, showWord, wordTo } from "../context.js";
import { expressionsOfMachine } from "../expressions.js";

/** Counters that nothing reads; edges that can take a counter beyond its bounds. */
export const counters: MachineRule = (context) => {
  const { machine } = context;
  const unread = machine.counters
    .filter(({ name }) => !isRead(context, name))
    .map(({ name, span }) =>
      report("counter-never-read", span, { counter: name, machine: machine.name }, { label: "never read" }),
    );
  return [...unread, ...saturations(context)];
};

/** `n += 1` reads the counter only to change it, which does not count. */
function isRead({ machine, references }: MachineContext, counter: string): boolean {
  const own = expressionsOfMachine(machine, counter);
  return [...references.outside(machine), ...everyExpression(own)].some(
    (value) =>
      value.kind === "machine" &&
      value.machine === machine.name &&
      value.field.kind === "counter" &&
      value.field.counter === counter,
  );
}

function saturations(context: MachineContext): ReturnType<MachineRule> {
  const { machine, analysis, exploration } = context;
  const seen = new Set<string>();
  return exploration.saturations.flatMap(({ counter, state, edge, bound, configuration, class: letter }) => {
    const update = machine.states[state]?.edges[edge]?.updates.find((candidate) => candidate.counter === counter);
    const key = `${counter}:${state}:${edge}:${bound}`;
    if (update === undefined || seen.has(key)) return [];
    seen.add(key);
    const word = [...wordTo(context, configuration), labelOf(analysis, state, letter)];
    return [
      report(
        "counter-saturates",
        update.value.span,
        { counter, bound },
        {
          label: "may go beyond its bounds",
          notes: [
            `happens at the end of: ${showWord(analysis, word)}`,
            ...asTest(context, `${counter} saturates`, word),
          ],
        },
      ),
    ];
  });
}

import { distances } from "../../../automata/reachability.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import { asTest } from "../as-test.js";
import { pays, reachedBy, wordToState, type MachineContext, type MachineRule } from "../context.js";

/**
 * States that are never reached; dead ends, which are never left and pay nothing; traps, from which no reward and no end can be reached. A machine without any
 * reward or end only remembers something: dead ends and traps mean nothing there.
 */
export const lostStates: MachineRule = (context) => {
  const { machine, exploration } = context;
  const reached = new Set(exploration.configurations.map(({ state }) => state));
  const goals = goalConfigurations(context);
  const someGoal = machine.states.some(
    ({ end, reward, edges }) =>
      end !== "none" || reward !== undefined || edges.some((edge) => edge.reward !== undefined),
  );
  const hopeful = reaches(context, goals);
  return machine.states.flatMap((state, index): readonly Diagnostic[] => {
    if (!reached.has(index))
      return [
        report(
          "unreachable-state",
          state.span,
          { state: state.name, machine: machine.name },
          { label: "never reached" },
        ),
      ];
    if (state.end !== "none" || !someGoal) return [];
    const own = exploration.configurations.flatMap((configuration, at) => (configuration.state === index ? [at] : []));
    if (own.some((at) => hopeful[at])) return [];
    const stuck = exploration.moves.every(
      ({ from, to }) =>
        exploration.configurations[from]?.state !== index || exploration.configurations[to]?.state === index,
    );
    const notes = [
      ...reachedBy(context, index),
      ...asTest(context, `reaches ${state.name}`, wordToState(context, index) ?? []),
    ];
    if (stuck) {
      return [
        report(
          "dead-end-state",
          state.span,
          { state: state.name, machine: machine.name },
          { label: "never left", notes, help: "write `done state`, or `final state` to end the episode there" },
        ),
      ];
    }
    return [
      report(
        "trap-state",
        state.span,
        { state: state.name, machine: machine.name },
        { label: "nothing to gain from here", notes },
      ),
    ];
  });
};

/** Configurations that are an end or have a move that pays. */
function goalConfigurations(context: MachineContext): ReadonlySet<number> {
  const { machine, exploration } = context;
  const goals = new Set<number>();
  exploration.configurations.forEach(({ state }, at) => {
    if (machine.states[state]?.end !== "none") goals.add(at);
  });
  for (const move of exploration.moves) if (pays(context, move)) goals.add(move.from);
  return goals;
}

/** Whether some goal can be reached, by configuration. */
function reaches({ exploration }: MachineContext, goals: ReadonlySet<number>): readonly boolean[] {
  const before: number[][] = exploration.configurations.map(() => []);
  for (const { from, to } of exploration.moves) before[to]?.push(from);
  return distances(before, [...goals]).map((steps) => steps < Infinity);
}

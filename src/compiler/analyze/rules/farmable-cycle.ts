import type { MachineOutput } from "../../ir/program.js";
import { report } from "../../diagnostics/report.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { traceAlong, type AutomatonMove } from "../follow-moves.js";
import { anything } from "../interval.js";
import { asTest, testNote } from "../trace.js";

interface Move extends AutomatonMove {
  /** The most that the move pays for certain: the least of its reward. */
  readonly reward: number;
}

/** A cycle of a machine's states that pays every time round: the reward can be farmed without the task ever coming to an end. */
export const farmableCycle: AnalysisRule = (context) =>
  context.spec.machines.flatMap((machine) => {
    const output = context.program.machines.find(({ name }) => name === machine.name);
    const moves = output === undefined ? [] : movesOf(output, context);
    const cycle = output === undefined ? undefined : payingCycle(moves, output.states.length);
    if (output === undefined || cycle === undefined) return [];
    const states = cycle.map(({ from }) => output.states[from] ?? "?");
    const sum = cycle.reduce((total, { reward }) => total + reward, 0);
    const way = cycle
      .map(
        ({ letter, to, reward }) =>
          `${output.classNames[letter] ?? "?"} → \`${output.states[to] ?? "?"}\`${reward === 0 ? "" : ` (${reward})`}`,
      )
      .join(", ");
    return [
      report(
        "farmable-cycle",
        machine.span,
        { machine: machine.name, amount: String(Number(sum.toPrecision(6))) },
        {
          notes: [`from \`${states[0] ?? "?"}\`: ${way}`, ...asWitness(output, moves, cycle, context)],
          help: "pay on the way to an end only, or let the cycle cost as much as it pays",
        },
      ),
    ];
  });

/** A test that goes to the cycle and twice round it, if inputs for all of its letters were drawn. */
function asWitness(
  machine: MachineOutput,
  moves: readonly Move[],
  cycle: readonly Move[],
  { program, work }: AnalysisContext,
): readonly string[] {
  const found = traceAlong(machine, moves, [...cycle, ...cycle], program, work);
  if (found === undefined) return [];
  const { trace, rewards } = found;
  const paid = rewards.slice(-2 * cycle.length).flatMap((reward, index) => {
    const at = rewards.length - 2 * cycle.length + index;
    return reward === 0 ? [] : [[at, `${machine.name}.reward == ${reward}`] as const];
  });
  return [testNote(asTest(program, `${machine.name} pays again and again`, trace, Object.fromEntries(paid)))];
}

/** Possible moves that stay in the task: what an end pays is paid once. */
function movesOf(machine: MachineOutput, { program, bounds }: AnalysisContext): readonly Move[] {
  if (machine.labelPerState === true) return [];
  const values = rewardValues(machine, program, bounds);
  const moves: Move[] = [];
  machine.states.forEach((_, from) => {
    if (machine.ends[from] !== "none") return;
    for (let letter = 0; letter < machine.classes; letter++) {
      const entry = from * machine.classes + letter;
      const to = machine.next[entry] ?? from;
      if (machine.ends[to] !== "none") continue;
      const reward = (values[machine.edgeReward[entry] ?? 0] ?? 0) + (values[machine.stateReward[to] ?? 0] ?? 0);
      moves.push({ from, to, letter, reward });
    }
  });
  return moves;
}

/** The least that each distinct reward of the machine can be; where nothing is known, nothing is claimed: 0. */
function rewardValues(
  { rewardValues: id }: MachineOutput,
  { nodes }: AnalysisContext["program"],
  bounds: AnalysisContext["bounds"],
): readonly number[] {
  const node = nodes[id];
  if (node?.op === "constant") return node.value;
  const least = (bounds[id] ?? anything).low;
  const count = node?.shape[0] ?? 1;
  return [0, ...new Array<number>(Math.max(0, count - 1)).fill(Number.isFinite(least) ? Math.min(least, 0) : 0)];
}

/** A cycle with a positive sum, by relaxing edges as often as there are states (Bellman 1958, Ford 1956), turned to begin where it pays. */
function payingCycle(moves: readonly Move[], states: number): readonly Move[] | undefined {
  const worth = new Array<number>(states).fill(0);
  const by: (Move | undefined)[] = new Array<undefined>(states).fill(undefined);
  let improved: number | undefined;
  for (let round = 0; round <= states; round++) {
    improved = undefined;
    for (const move of moves) {
      const value = (worth[move.from] ?? 0) + move.reward;
      if (value > (worth[move.to] ?? 0) + 1e-9) {
        worth[move.to] = value;
        by[move.to] = move;
        improved = move.to;
      }
    }
    if (improved === undefined) return undefined;
  }
  // As many steps back as there are states lead onto the cycle.
  let at = improved ?? 0;
  for (let back = 0; back < states; back++) at = by[at]?.from ?? at;
  const cycle: Move[] = [];
  for (let state = at; cycle.length === 0 || state !== at;) {
    const move = by[state];
    if (move === undefined) return undefined;
    cycle.unshift(move);
    state = move.from;
  }
  return cycle;
}

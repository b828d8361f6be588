import { stream } from "../../runtime/random/index.js";
import type { RandomStream } from "../../runtime/random/index.js";
import type { EpisodeState } from "../../runtime/reference/index.js";
import type { AutomatonOutput, Program } from "../ir/program.js";
import { inputsOf, type DrawInputs } from "./draw-inputs.js";
import { advance, begin, type Inputs, type Trace } from "./trace.js";
import type { Work } from "./work.js";

/** A move of an automaton's table. */
export interface AutomatonMove {
  readonly from: number;
  readonly to: number;
  /** Label class. */
  readonly letter: number;
}

/** A trace that takes given moves, and what the automaton itself pays in each step. */
export interface FollowedMoves {
  readonly trace: Trace;
  readonly rewards: readonly number[];
}

/** Inputs that are drawn for one letter before it counts as out of reach. */
const attempts = 200;

/**
 * A trace from the start of an episode over the shortest way through `moves` to where `path` begins, and then along `path`; undefined where inputs
 * for some letter were not drawn.
 */
export function traceAlong(
  automaton: AutomatonOutput,
  moves: readonly AutomatonMove[],
  path: readonly AutomatonMove[],
  program: Program,
  work: Work,
): FollowedMoves | undefined {
  const random = stream(1, `moves of ${automaton.name}`);
  const draw = inputsOf(program);
  const reset = inputsOf(program, "reset")(random);
  let state = begin(program, reset);
  const start = automaton.start.findIndex((probability) => probability === 1);
  const way = start < 0 ? undefined : shortestWay(moves, start, path[0]?.from ?? start);
  if (way === undefined) return undefined;
  const steps: Inputs[] = [];
  const rewards: number[] = [];
  for (const move of [...way, ...path]) {
    const found = inputsFor(move, { automaton, program, state, draw, random, work });
    if (found === undefined) return undefined;
    steps.push(found.inputs);
    rewards.push(found.reward);
    state = found.state;
  }
  return { trace: { reset, steps }, rewards };
}

interface Search {
  readonly automaton: AutomatonOutput;
  readonly program: Program;
  readonly state: EpisodeState;
  readonly draw: DrawInputs;
  readonly random: RandomStream;
  readonly work: Work;
}

/** Inputs on which the step has the move's letter and the episode goes on. Defaults come first: they read best. */
function inputsFor(
  { to, letter }: AutomatonMove,
  { automaton, program, state, draw, random, work }: Search,
): { readonly inputs: Inputs; readonly state: EpisodeState; readonly reward: number } | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!work.steps(1, program)) return undefined;
    const inputs = attempt === 0 ? {} : draw(random);
    const { state: next, outputs } = advance(program, state, inputs);
    const label = outputs.labels[automaton.name];
    if (next.ended || label?.class !== letter) continue;
    const edge = automaton.edgeReward[label.class + stateIndex(automaton, state, program) * automaton.classes] ?? 0;
    const reward = (label.rewards[edge] ?? 0) + (label.rewards[automaton.stateReward[to] ?? 0] ?? 0);
    return { inputs, state: next, reward };
  }
  return undefined;
}

function stateIndex({ name }: AutomatonOutput, state: EpisodeState, { slots }: Program): number {
  const slot = slots.find((candidate) => candidate.name === `${name}.state`);
  return slot === undefined ? 0 : (state.slots[slot.id]?.[0] ?? 0);
}

/** The fewest moves from one state to another. */
function shortestWay<M extends AutomatonMove>(moves: readonly M[], from: number, to: number): readonly M[] | undefined {
  const ways = new Map<number, readonly M[]>([[from, []]]);
  for (const [state, way] of ways) {
    if (state === to) return way;
    for (const move of moves) if (move.from === state && !ways.has(move.to)) ways.set(move.to, [...way, move]);
  }
  return undefined;
}

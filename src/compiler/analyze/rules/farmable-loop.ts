import { stream } from "../../../runtime/random/index.js";
import { report } from "../../diagnostics/report.js";
import type { Program } from "../../ir/program.js";
import type { EpisodeState, Moved } from "../../../runtime/reference/index.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { inputsOf } from "../draw-inputs.js";
import { asTest, movesOf, outputsOf, testNote, totalOf, type Inputs, type Trace } from "../trace.js";

const attempts = 60;

/** Times that a loop is gone round: the state must have come back by the last time. */
const rounds = 4;

/**
 * A step, or a step and back, that pays every time while all machines stand still and are not finished: staying may be worth more than going on. What the
 * reward remembers is the same before and after, apart from clocks, so the loop can be gone round for ever. A search with a fixed seed among ordinary
 * inputs; finding nothing proves nothing.
 */
export const farmableLoop: AnalysisRule = (context) => {
  const { spec, program } = context;
  // A learner that is given an advantage does not add up the total.
  if (spec.finish?.advantage !== undefined) return [];
  const task = program.machines.find(({ ends }) => ends.some((end) => end !== "none"));
  if (task === undefined) return [];
  const loop = payingLoop(context);
  if (loop === undefined) return [];
  const { moves, period } = loop;
  const paid = sum(moves.slice(-period).map(({ outputs }) => totalOf(outputs)));
  const earned = (name: string): number => sum(moves.slice(-period).map(({ outputs }) => outputs.terms[name] ?? 0));
  const [most] = [...spec.terms].sort((a, b) => earned(b.name) - earned(a.name));
  const state = moves.at(-1)?.outputs.machines[task.name] ?? "?";
  const last = moves.length - 1;
  const expected = `${task.name}.state == ${state}`;
  const totals = Array.from({ length: period }, (_, back) => last - back).map(
    (at) => [at, `total == ${moves[at]?.outputs.total ?? 0}, ${expected}`] as const,
  );
  const test = asTest(
    program,
    `${most?.name ?? "the total"} is paid again and again`,
    loop.trace,
    Object.fromEntries(totals),
  );
  return [
    report(
      "farmable-loop",
      most?.span ?? spec.total.span,
      { amount: String(Number(paid.toPrecision(4))), machine: task.name, state },
      {
        notes: [testNote(test)],
        help: "pay the change and not the state, shape by a potential, or let each step cost as much",
      },
    ),
  ];
};

interface Loop {
  readonly trace: Trace;
  readonly moves: readonly Moved[];
  readonly period: number;
}

function payingLoop({ program, work }: AnalysisContext): Loop | undefined {
  const random = stream(1, "farmable-loop");
  const draw = inputsOf(program);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const period = 1 + (attempt % 2);
    const round = Array.from({ length: period }, () => draw(random));
    const reset = round.at(-1) ?? {};
    if (!work.steps(period, program)) return undefined;
    // What does not pay the first time is not looked at again: most tasks pay nothing on the way.
    if (!(sum(outputsOf(program, { reset, steps: round }).map(totalOf)) > 0)) continue;
    if (!work.steps(rounds * period, program)) return undefined;
    const found = loopOf(program, round);
    if (found !== undefined) return plainer(program, round, found);
  }
  return undefined;
}

/** The round gone several times, where that is a loop that pays. */
function loopOf(program: Program, round: readonly Inputs[]): Loop | undefined {
  const trace = { reset: round.at(-1) ?? {}, steps: Array.from({ length: rounds }, () => round).flat() };
  const moves = movesOf(program, trace);
  const period = round.length;
  const loops = moves.length === trace.steps.length && comesBack(program, moves, period) && pays(moves, period);
  return loops ? { trace, moves, period } : undefined;
}

/** The loop with all signals at their defaults that it does not need. */
function plainer(program: Program, round: readonly Inputs[], loop: Loop): Loop {
  let [kept, best] = [round, loop];
  for (const { name } of program.signals) {
    const candidate = kept.map((inputs) => Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== name)));
    const found = loopOf(program, candidate);
    if (found !== undefined) [kept, best] = [candidate, found];
  }
  return best;
}

/** Whether the last round changed nothing that is remembered, while every machine stood still, and unfinished. */
function comesBack(program: Program, moves: readonly Moved[], period: number): boolean {
  const before = moves.at(-1 - period)?.state;
  const after = moves.at(-1)?.state;
  if (before === undefined || after === undefined || after.ended || !sameSlots(program, before, after)) return false;
  return program.machines.every(({ name, states, ends }) => {
    const visited = new Set(moves.slice(-1 - period).map(({ outputs }) => outputs.machines[name]));
    const [state = ""] = visited;
    return visited.size === 1 && ends[states.indexOf(state)] === "none";
  });
}

function sameSlots({ slots }: Program, before: EpisodeState, after: EpisodeState): boolean {
  return slots.every(
    ({ id, kind }) =>
      kind === "clock" || (before.slots[id] ?? []).every((value, index) => value === after.slots[id]?.[index]),
  );
}

/** Whether the last two rounds paid the same, and more than nothing. */
function pays(moves: readonly Moved[], period: number): boolean {
  const totals = moves.map(({ outputs }) => totalOf(outputs));
  const paid = sum(totals.slice(-period));
  return paid > 1e-9 && Math.abs(paid - sum(totals.slice(-2 * period, -period))) < 1e-9;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { describe, expect, it } from "vitest";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { initialState, scalarPaid, step, type EpisodeState, type Row } from "../../../src/runtime/reference/index.js";

const text = `reward Patrol
signal a, b: bool
signal x: float
machine M { start state Zero { when a -> One }  state One { when b -> Zero reward 1 } }
term laps = M.reward
term way = delta(x)
term streak weight 0.01 = held(a)
discount 0.9
shape potential -abs(x)
terminate when x > 5 reward -1 cause "lost"
`;

const compiled = compile("patrol.reward", memoryHost({ "patrol.reward": text }));
if (compiled.program === undefined) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
const program: Program = compiled.program;

type Signals = Readonly<Record<string, number | boolean>>;
interface Recorded {
  readonly reset: Signals;
  readonly steps: readonly Signals[];
  /** How the last step ends; `spec`: by the spec, and the environment goes on for the rows that follow. */
  readonly end: "terminated" | "truncated";
}

const at = (x: number, a = false, b = false): Signals => ({ x, a, b });
const episodes: readonly Recorded[] = [
  { reset: at(1), steps: [at(2, true), at(1, true), at(0, false, true)], end: "terminated" },
  { reset: at(-3), steps: [at(-2, true), at(0, true)], end: "truncated" },
  { reset: at(4), steps: [at(4.5), at(6, true)], end: "terminated" },
  { reset: at(0), steps: [at(1, true), at(1, false, true)], end: "truncated" },
];

function run(state: EpisodeState, rows: readonly Row[]): number[] {
  return rows.map((row) => {
    const moved = step(program, state, row);
    state = moved.state;
    return scalarPaid(moved.outputs.reward);
  });
}

const last = (episode: Recorded, index: number): { readonly terminated?: boolean; readonly truncated?: boolean } =>
  index === episode.steps.length - 1 ? { [episode.end]: true } : {};

/** Each episode for itself, from a fresh state: what all modes must give. */
const expected = episodes.map((episode) =>
  run(
    initialState(program, episode.reset),
    episode.steps.map((signals, index) => ({ signals, ...last(episode, index) })),
  ),
);

describe("the same episodes pay the same", () => {
  it("with next-step autoreset: the reset row pays 0", () => {
    const [first, ...rest] = episodes;
    if (first === undefined) throw new Error("no episodes");
    const rows = (episode: Recorded): Row[] =>
      episode.steps.map((signals, index) => ({ signals, ...last(episode, index) }));
    const all = [
      ...rows(first),
      ...rest.flatMap((episode) => [{ signals: episode.reset, isFirst: true }, ...rows(episode)]),
    ];
    expect(run(initialState(program, first.reset), all)).toEqual(
      expected.flatMap((rewards, index) => (index === 0 ? rewards : [0, ...rewards])),
    );
  });

  it("with same-step autoreset: the row has the final signals and those of the reset", () => {
    const rows = episodes.flatMap((episode, number) =>
      episode.steps.map((signals, index): Row => {
        const ends = last(episode, index);
        return Object.keys(ends).length === 0
          ? { signals }
          : { signals, ...ends, isFirst: true, reset: episodes[number + 1]?.reset ?? at(0) };
      }),
    );
    expect(run(initialState(program, episodes[0]?.reset ?? {}), rows)).toEqual(expected.flat());
  });

  it("with autoreset disabled: rows between the end and the reset pay 0 and move nothing", () => {
    const rewards = episodes.flatMap((episode) => {
      const rows: Row[] = [
        ...episode.steps.map((signals, index) => ({ signals, ...last(episode, index) })),
        { signals: at(9, true, true) },
        { signals: at(-9) },
      ];
      return run(initialState(program, episode.reset), rows);
    });
    expect(rewards).toEqual(expected.flatMap((each) => [...each, 0, 0]));
  });

  it("and really pay: machines, history, potentials and ends", () => {
    expect(expected[0]?.map((reward) => Math.round(reward * 1000) / 1000)).toEqual([0.21, 0.12, 1]);
    expect(expected[2]?.at(-1)).toBeCloseTo(1.5 + 0.01 - 1 + 4.5, 12);
  });
});

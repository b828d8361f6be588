import { describe, expect, it } from "vitest";
import { folder, rewardc, type Run } from "./rewardc.js";

type Record_ = Readonly<Record<string, unknown>>;

const answer = `reward Answer
signal cost: float in [0, 1]
signal hard: bool per episode at start = false
signal correct: bool per episode
signal budget: float per group = 1
term solved             = if correct then (if hard then 2 else 1) else 0
term effort weight -0.5 = cost
advantage = center(return) over group
keep group when any(correct) over group
mask episode when (length over episode) > 2
report accuracy = mean(correct) over group
report left     = budget - (sum(length over episode) over group)
report mean_use = mean(cost) over batch
report share    = cost / (sum(cost) over episode)
report worst    = max([cost, 2 * cost]) over episode
`;

function evaluate(spec: string, lines: readonly object[] | string, args: readonly string[] = []): Run {
  const text = typeof lines === "string" ? lines : lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const trace = typeof lines === "string" ? "trace.csv" : "trace.jsonl";
  return rewardc(["eval", "a.reward", "--trace", trace, ...args], { cwd: folder({ "a.reward": spec, [trace]: text }) });
}

const recordsOf = ({ out, err }: Run, type: string): readonly Record_[] => {
  if (out === "") throw new Error(err);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record_)
    .filter((record) => record["type"] === type);
};

/** Two episodes of a prompt: the first pays 2 − 0.5·(0.5 + 0.5) = 1.5, the second −0.5·1; their mean is 0.5. */
const pair: readonly object[] = [
  { episode: 0, reset: { hard: true }, group: "p1" },
  { episode: 0, signals: { cost: 0.5 } },
  { episode: 0, signals: { cost: 0.5 }, terminated: true },
  { episode: 0, end: { correct: true } },
  { episode: 1, signals: { cost: 1 }, truncated: true },
  { episode: 1, end: { correct: false }, group: "p1" },
  { group: "p1", end: { budget: 4 } },
];

describe("rewardc eval of whole episodes", () => {
  const run = evaluate(answer, pair);

  it("pays in each step what is known in the end", () => {
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(recordsOf(run, "step")).toMatchObject([
      {
        episode: 0,
        step: 0,
        reward: -0.25,
        terms: { effort: -0.25, solved: 0 },
        advantage: 1,
        reports: { share: 0.5 },
      },
      { episode: 0, step: 1, reward: 1.75, total: 1.75, terms: { solved: 2 }, raw: { solved: 2 }, advantage: 1 },
      { episode: 1, step: 0, reward: -0.5, terms: { effort: -0.5, solved: 0 }, advantage: -1, reports: { share: 1 } },
    ]);
  });

  it("sums up each episode behind the step that ends it", () => {
    expect(recordsOf(run, "episode")).toMatchObject([
      { episode: 0, group: "p1", return: 1.5, terms: { solved: 2, effort: -0.5 }, advantage: 1, masked: false },
      { episode: 1, group: "p1", return: -0.5, terms: { solved: 0 }, advantage: -1, end: "truncated" },
    ]);
    expect(
      run.out
        .match(/"type":"(\w+)"/gu)
        ?.map((found) => found.slice(8, -1))
        .join(" "),
    ).toBe("step step episode step episode group batch");
  });

  it("ends with what groups and the batch say", () => {
    // 4 − 3 steps; (0.5 + 0.5 + 1) / 3
    expect(recordsOf(run, "group")).toEqual([
      { v: 1, type: "group", group: "p1", kept: true, reports: { accuracy: 0.5, left: 1 } },
    ]);
    expect(recordsOf(run, "batch")).toMatchObject([{ reports: { mean_use: 2 / 3 } }]);
  });

  it("leaves an episode that no step ends out of its group, masked, and paid for its steps only", () => {
    const open = [...pair.slice(0, 4), { episode: 2, signals: { cost: 1 }, group: "p1" }];
    const cut = evaluate(answer, open);
    expect(recordsOf(cut, "episode")[1]).toEqual({
      ...{ v: 1, type: "episode", episode: 2, group: "p1", steps: 1, return: -0.5 },
      ...{ terms: { effort: -0.5, solved: 0 }, objectives: {}, masked: true, end: "unfinished" },
    });
    expect(recordsOf(cut, "step")[2]).toMatchObject({ reward: -0.5, advantage: 0 });
    // Alone in its group, the first episode is its own mean.
    expect(recordsOf(cut, "episode")[0]).toMatchObject({ advantage: 0 });
    expect(recordsOf(cut, "group")).toMatchObject([{ reports: { accuracy: 1 } }]);
  });

  it("takes all episodes as one group where none is named", () => {
    const bare = pair.slice(0, -1).map((line) => ({ ...line, group: undefined }));
    const found = evaluate(answer, bare);
    expect(recordsOf(found, "group")).toMatchObject([{ group: null, reports: { accuracy: 0.5, left: -2 } }]);
    expect(recordsOf(found, "episode")[0]).not.toHaveProperty("group");
    expect(recordsOf(found, "episode")[0]).toMatchObject({ advantage: 1 });
  });

  it("keeps groups apart, and says which are dropped", () => {
    const other = [
      { episode: "x", group: 7, signals: { cost: 1 }, terminated: true },
      { episode: "x", end: { correct: false, budget: 10 } },
    ];
    expect(recordsOf(evaluate(answer, [...pair, ...other]), "group")).toMatchObject([
      { group: "p1", kept: true },
      { group: 7, kept: false, reports: { accuracy: 0, left: 9 } },
    ]);
  });

  it("pays nothing in rows after the end of an episode", () => {
    const after = [...pair.slice(0, 3), { episode: 0, signals: { cost: 1 } }, ...pair.slice(3)];
    const steps = recordsOf(evaluate(answer, after), "step");
    expect(steps[2]).toMatchObject({ step: 2, reward: 0, terms: { solved: 0, effort: 0 } });
    expect(steps.map(({ reward }) => reward)).toEqual([-0.25, 1.75, 0, -0.5]);
  });

  it("brings signals of a segment with its last step", () => {
    const turns = `reward Turns
signal over: bool
segment turn = between(over)
signal score: float per turn
term scored = score
`;
    const rows = [
      { signals: { over: false } },
      { signals: { over: true, score: 3 } },
      { signals: { over: false, score: 5 }, terminated: true },
    ].map((row) => ({ episode: 0, ...row }));
    expect(recordsOf(evaluate(turns, rows), "step").map(({ reward }) => reward)).toEqual([0, 3, 5]);
  });

  it("asks for them in the last step of a segment that is over, unless they have a default", () => {
    const turns = (fallback: string): string => `reward Turns
signal over: bool
segment turn = between(over)
signal score: float per turn${fallback}
term scored = score
`;
    const rows = [
      { episode: 0, signals: { over: true, score: 3 } },
      { episode: 0, signals: { over: false, score: 4 } },
    ];
    const ended = [...rows, { episode: 0, signals: { over: true } }];
    const run = evaluate(turns(""), ended);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain(
      "error[RWD8205]: episode `0`: signal `score` is missing in the last step of its segment\n  --> trace.jsonl:3:1",
    );
    expect(recordsOf(evaluate(turns(" = 7"), ended), "step").map(({ reward }) => reward)).toEqual([3, 0, 7]);
    // The second turn is not over: nothing is paid for it.
    const open = [...rows, { episode: 0, signals: { over: false } }];
    expect(recordsOf(evaluate(turns(""), open), "step").map(({ reward }) => reward)).toEqual([3, 0, 0]);
  });

  it("says nothing of an empty trace", () => {
    expect(evaluate(answer, [])).toMatchObject({ code: 0, out: "", err: "" });
  });

  it("reports values of any type and shape", () => {
    const shapes = `reward Shapes
signal force: float[2]
term push = sum(force)
report total_force = sum(force) over episode
report strong      = any(force > 3) over episode
`;
    const rows = [
      { episode: 0, signals: { force: [1, 2] } },
      { episode: 0, signals: { force: [3, 4] }, terminated: true },
    ];
    expect(recordsOf(evaluate(shapes, rows), "episode")).toMatchObject([
      { reports: { total_force: [4, 6], strong: [false, true] } },
    ]);
  });

  it("reads them from a table, at any row of the episode", () => {
    const csv = `episode,group,hard,cost,correct,budget,terminated,truncated
0,p1,true,0.5,,,,
0,p1,,0.5,true,4,true,
1,p1,false,1,false,4,,true
`;
    const found = evaluate(answer, csv);
    expect(found).toMatchObject({ code: 0, err: "" });
    expect(found.out).toBe(run.out);
  });

  it("goes by the clock at the start of the batch in what whole trajectories pay", () => {
    const faded = `reward Faded
signal won: bool per episode
term win weight schedule(linear, from: 1, to: 0, over: 8 updates) = won
`;
    const rows = [
      { episode: 0, signals: {}, clock: { updates: 2 }, terminated: true },
      { episode: 0, end: { won: true } },
    ];
    expect(recordsOf(evaluate(faded, rows), "episode")).toMatchObject([{ return: 0.75 }]);
    const timeless = evaluate(faded, [{ episode: 0, signals: {}, terminated: true }, rows[1] ?? {}]);
    expect(timeless).toMatchObject({ code: 2, out: "" });
    expect(timeless.err).toContain("error[RWD8208]: episode `0`: a schedule counts updates");
  });
});

describe("lists of varying length that come once", () => {
  const lists = `reward Lists
signal over: bool
segment turn = between(over)
signal used: float[<= 2] per turn
signal kinds: bool[<= 2] per episode at start
signal notes: float[<= 3] per episode
signal marks: float[<= 2] per group
term use = 10 * length(used) + sum(used)
term kind = count(kinds)
term noted = 100 * length(notes) + sum(notes)
report marked = length(marks) + sum(marks)
`;
  const first: readonly object[] = [
    { episode: 0, reset: { kinds: [true] }, group: "a" },
    { episode: 0, signals: { over: true, used: [1] } },
    { episode: 0, signals: { over: true, used: [] }, terminated: true },
    { episode: 0, end: { notes: [1, 2], marks: [0] } },
  ];

  it("have as many items as there are", () => {
    const run = evaluate(lists, [
      ...first,
      { episode: 1, signals: { over: true, kinds: [], used: [1, 2] }, group: "a", terminated: true },
      { episode: 1, end: { notes: [], marks: [0] } },
    ]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(recordsOf(run, "episode")).toMatchObject([
      // 10 + 1 for the first turn, 200 + 1 + 2.
      { terms: { use: 11, kind: 1, noted: 203 } },
      { terms: { use: 23, kind: 0, noted: 0 } },
    ]);
    expect(recordsOf(run, "group")).toMatchObject([{ reports: { marked: 1 } }]);
  });

  it("stand in one row of a table, where empty cells of other rows say nothing", () => {
    const csv = `episode,group,over,used[0],used[1],kinds[0],kinds[1],notes[0],notes[1],notes[2],marks[0],marks[1],terminated
0,a,true,1,,true,,,,,,,
0,a,true,,,,,1,2,,0,,true
1,a,true,1,2,true,,5,,,0,,true
`;
    const run = evaluate(lists, csv);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(recordsOf(run, "episode")).toMatchObject([
      { terms: { use: 11, kind: 1, noted: 203 } },
      { terms: { use: 23, kind: 1, noted: 105 } },
    ]);
  });

  it.each([
    [
      "differ in length from what was said before",
      [...first, { group: "a", end: { marks: [] } }],
      "error[RWD8210]: group `a`: `marks` is `[]` here and was `[0]` before\n  --> trace.jsonl:5:1",
    ],
    [
      "are left out",
      [...first.slice(0, 3), { episode: 0, end: { notes: [] } }],
      "error[RWD8205]: episode `0`: signal `marks` is missing at the end of its group\n  --> trace.jsonl:4:1",
    ],
    [
      "are too long",
      [...first.slice(0, 3), { episode: 0, end: { notes: [1, 2, 3, 4], marks: [] } }],
      "error[RWD8203]: `notes`: found a list of 4, expected a list of at most 3\n  --> trace.jsonl:4:21",
    ],
  ])("are refused where they %s", (_, lines, message) => {
    const run = evaluate(lists, lines);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain(message);
  });
});

describe("a trace of whole episodes that is wrong", () => {
  const step = { episode: 0, signals: { cost: 0.5 }, terminated: true };
  const end = { episode: 0, end: { correct: true } };
  const cases: readonly (readonly [string, readonly object[], number, string])[] = [
    [
      "lacks what is known at the end",
      [step],
      1,
      "error[RWD8205]: episode `0`: signal `correct` is missing at the end",
    ],
    [
      "changes what is known from the start",
      [
        { episode: 0, reset: { hard: true } },
        { episode: 0, signals: { cost: 1, hard: false } },
      ],
      2,
      "error[RWD8210]: episode `0`: `hard` is `false` here and was `true` before",
    ],
    [
      "puts an episode into two groups",
      [
        { ...step, group: "a" },
        { ...end, group: "b" },
      ],
      2,
      "error[RWD8210]: episode `0`: `group` is `b` here and was `a` before",
    ],
    [
      "says two things of a group",
      [
        { ...step, group: "a" },
        { ...end, end: { correct: true, budget: 2 } },
        { group: "a", end: { budget: 3 } },
      ],
      3,
      "error[RWD8210]: group `a`: `budget` is `3` here and was `2` before",
    ],
    [
      "names a group of no episode",
      [step, end, { group: "a", end: { budget: 3 } }],
      3,
      "error[RWD8202]: found the group `a`, expected one that an episode names",
    ],
    [
      "names the group of some episodes",
      [{ ...step, group: "a" }, end, { ...step, episode: 1 }, { ...end, episode: 1 }],
      3,
      "error[RWD8202]: found episode `1` without a `group`, expected one, as other episodes have it",
    ],
    [
      "ends an episode that has not begun",
      [end],
      1,
      "error[RWD8202]: found the end of an episode that has not begun, expected its steps before it",
    ],
    [
      "goes on behind an end",
      [step, end, { episode: 0, signals: { cost: 1 } }],
      3,
      "error[RWD8202]: found a step after the end of its episode, expected a `reset` before it",
    ],
    [
      "ends twice",
      [step, end, end],
      3,
      "error[RWD8202]: found a second end after the end of its episode, expected a `reset` before it",
    ],
  ];

  it.each(cases)("%s", (_, lines, at, message) => {
    const run = evaluate(answer, lines);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain(`${message}\n  --> trace.jsonl:${at}:1\n`);
  });

  it("warns of signals that come at the wrong place, and does not read them", () => {
    const run = evaluate(answer, [
      { ...step, signals: { cost: 0.5, correct: true } },
      { episode: 0, end: { correct: false, cost: 1 } },
    ]);
    expect(run.code).toBe(0);
    expect(run.err).toContain(
      'warning[RWD8209]: `correct` comes on the line `{"episode":…,"end":{…}}`: what the trace has with a step is not read',
    );
    expect(run.err).toContain(
      "warning[RWD8209]: `cost` comes with each step: what the trace has at the end of an episode is not read",
    );
    expect(recordsOf(run, "episode")).toMatchObject([{ return: -0.25 }]);
  });

  it("warns of the end of an episode that no step ended", () => {
    const run = evaluate(answer, [{ episode: 0, signals: { cost: 1 } }, end]);
    expect(run.code).toBe(0);
    expect(run.err).toContain(
      "warning[RWD8211]: episode `0`: no step ended it, so that `correct` at its end is not read\n  --> trace.jsonl:2:1",
    );
  });

  it("exits 1 at a late term that is not finite, at the step in which it is paid", () => {
    const spec = "reward Log\nsignal x: float per episode\nterm late = log(x)\n";
    const run = evaluate(spec, [
      { episode: 0, signals: {} },
      { episode: 0, signals: {}, terminated: true },
      { episode: 0, end: { x: 0 } },
    ]);
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toContain(
      "error[RWD8206]: episode `0`: term `late` is not finite in environment 0 at step 1: x = 0\n  --> trace.jsonl:2:1",
    );
    expect(
      evaluate(`${spec}nan zero\n`, [
        { episode: 0, signals: {}, terminated: true },
        { episode: 0, end: { x: 0 } },
      ]).out,
    ).toContain('"reward":0');
  });

  it("refuses values of a table that contradict each other", () => {
    const run = evaluate(answer, "cost,correct,terminated\n0.5,true,\n0.5,false,true\n");
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain("error[RWD8210]: episode `0`: `correct` is `false` here and was `true` before");
  });

  it.each(["cpu", "wasm"])("gives the same records on %s", (backend) => {
    // A third episode is cut, and one of another group is alone.
    const cut = [
      ...pair,
      { episode: 2, signals: { cost: 0.25 }, group: "p2" },
      { episode: 3, signals: { cost: 0.75 }, terminated: true, group: "p2" },
      { episode: 3, end: { correct: true } },
    ];
    const [expected, found] = [[], ["--backend", backend]].map((args) => evaluate(answer, cut, args));
    expect(found?.code).toBe(0);
    for (const type of ["step", "episode", "group", "batch"]) {
      const [of, on] = [expected, found].map((run) => recordsOf(run ?? expect.fail(), type));
      expect(of?.length).toBeGreaterThan(0);
      expect(near(on)).toEqual(near(of));
    }
  });
});

/** Numbers to six places: those of backends have single precision. */
function near(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toFixed(6)) + 0;
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, near(item)]));
}

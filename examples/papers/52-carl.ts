/*
 * Driving terms multiplied and added (paper 52, "CaRL: Learning Scalable Planning Policies with Simple Rewards", 2504.17838):
 *
 *     node scripts/run.mjs examples/papers/52-carl.ts [--seeds 1,2,3]
 *
 * A road of 36 cells with a traffic light, 24 steps; the prompt says where the light is and until when it is red. Multiplied, what is not wrong pays only for progress; averaged, it pays for time.
 */
import type { WritingTask } from "../../src/runtime/environments/index.js";
import { printTable, seedsOf, train, writePlot, type Study } from "./replica.js";

const [road, limit, fastest, allowed] = [36, 24, 4, 3];
/** Metres per second of a level of speed. */
const level = 2;
const changes = [-2, -1, 0, 1];
/** Where the light is, and the first step in which it is green. */
const lights = [10, 18, 26].flatMap((at) => [9, 13].map((green) => ({ at, green })));

interface Drive {
  readonly cell: number;
  readonly speed: number;
  readonly time: number;
  readonly red: boolean;
  readonly closing: boolean;
  readonly ranRed: boolean;
}

/** Where the car is after these actions. */
function drive(prompt: number, actions: readonly number[]): Drive {
  const { at, green } = lights[prompt] ?? { at: 0, green: 0 };
  let [cell, speed, ranRed] = [0, 0, false];
  actions.forEach((action, time) => {
    speed = Math.min(fastest, Math.max(0, speed + (changes[action] ?? 0)));
    const before = cell;
    cell = Math.min(road, cell + speed);
    ranRed = time < green && before < at && cell >= at;
  });
  const red = actions.length < green;
  // Two steps at this speed lead across the red light.
  const closing = red && cell < at && cell + 2 * speed >= at;
  return { cell, speed, time: actions.length, red, closing, ranRed };
}

const task: WritingTask = {
  name: "road",
  tokens: ["BrakeHard", "Brake", "Keep", "Accelerate"],
  prompts: lights.length,
  limit,
  observation: fastest + 1 + 5,
  observe: (prompt, written, into) => {
    const { cell, speed, time, red } = drive(prompt, written);
    const ahead = (lights[prompt]?.at ?? 0) - cell;
    into[speed] = 1;
    into[fastest + 1] = cell / road;
    into[fastest + 2] = time / limit;
    into[fastest + 3] = Number(red && ahead > 0);
    into[fastest + 4] = red && ahead > 0 ? Math.max(0, 1 - ahead / 10) : 0;
    into[fastest + 5] = 1;
  },
  signals: [
    { name: "completion", dtype: "float", shape: [] },
    { name: "over", dtype: "float", shape: [] },
    { name: "ttc_failed", dtype: "bool", shape: [] },
    { name: "uncomfortable", dtype: "bool", shape: [] },
    { name: "red_light", dtype: "bool", shape: [] },
    { name: "finished", dtype: "bool", shape: [] },
    { name: "progress_score", dtype: "float", shape: [] },
  ],
  values: (prompt, written) => {
    const { cell, speed, closing, ranRed } = drive(prompt, written);
    return [
      (100 * cell) / road,
      level * Math.max(0, speed - allowed),
      Number(closing),
      Number(written.at(-1) === 0),
      Number(ranRed),
      Number(cell === road),
      cell === road ? 1 : Math.min(1, speed / allowed),
    ];
  },
  // It is for the spec to say.
  isOver: () => false,
};

const spec = "examples/papers/52-carl.reward";

export const study: Study = {
  task,
  arms: [
    { name: "product", spec },
    { name: "weighted average", spec, variant: "weighted" },
    { name: "and a fixed time", spec, variant: "weighted", params: { route_ends: 0 } },
  ],
  settings: { groups: 6, members: 16, entropyWeight: 0.01, learningRate: 0.005 },
  updates: 120,
  measure: ({ reports }) => reports?.["completed"] ?? 0,
};

if (process.argv[1]?.includes("52-carl")) {
  const seeds = seedsOf();
  const curves = await train(study, seeds);
  printTable(curves, seeds, "share of routes completed");
  writePlot("docs/replicas/52-carl.svg", curves, {
    title: "Driving terms, multiplied and averaged",
    x: "update",
    y: "routes completed",
  });
}

import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { defaultSettings, TabularTraining } from "../../../src/runtime/agents/tabular/index.js";
import { SteppedReward } from "../../../src/runtime/agents/tabular/stepped-reward.js";
import { canTabulate, TabulatedReward } from "../../../src/runtime/agents/tabular/tabulated-reward.js";
import type { TaskReward } from "../../../src/runtime/agents/tabular/task-reward.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { environments } from "../../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import { stream } from "../../../src/runtime/random/index.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

function kernelFrom(body: string): RewardKernel {
  const { program, diagnostics } = compile("t.reward", memoryHost({ "t.reward": `reward T\n${body}` }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return kernelOf(program);
}

/** A machine with a counter, an end by rule with a reward, an edge reward and a potential: all that a table has to know. */
const rich = `
  signal a, plant: bool
  signal task: enum { t1, t2, t3, t4 }
  action move: enum { up, right, down, left }
  machine M {
    counter n: int in [0, 3] = 0
    start state Idle { when a -> Idle reward 0.25 do n += 1  else when n >= 2 and plant -> Over reward 1 }
    final state Over
  }
  term m = M.reward
  term effort weight -0.125 when task == t2 = move == left
  terminate when plant and task == t3 reward -1 cause "plant"
  discount 0.9
  shape M by value iteration`;

it("blames the environment in which a question came up first", () => {
  const kernel = kernelFrom("signal a: bool\nterm t = if a then log(0 * a) else 0\ndiscount 0.9");
  const environment = environments.get("office").create({ size: 8, seed: 0, limit: 30 });
  const reward = new TabulatedReward({ kernel }, environment);
  const random = stream(4, "moves");
  const play = (): void => {
    for (let step = 0; step < 500; step++) {
      const actions = Int32Array.from({ length: 8 }, () => random.int(4));
      environment.step(actions);
      const before = Array.from(environment.signals["a"] ?? []).indexOf(1);
      try {
        reward.step(actions, new Int32Array(8).fill(step), false);
      } catch (error) {
        expect(error).toMatchObject({ problem: { term: "t", environment: before, step, inputs: { a: [1] } } });
        expect(before).toBeGreaterThan(1);
        throw error;
      }
    }
  };
  expect(play).toThrow("term `t` is not finite");
});

/** What a reward says of random moves in the office, episode after episode. */
function told(
  make: (environment: ReturnType<ReturnType<typeof environments.get>["create"]>) => TaskReward,
  steps: number,
  interrupt?: number,
): unknown[] {
  const size = 8;
  const environment = environments.get("office").create({ size, seed: 0, limit: 30 });
  let reward = make(environment);
  const random = stream(4, "moves");
  const said: unknown[] = [];
  const lengths = new Int32Array(size);
  for (let step = 0; step < steps; step++) {
    if (step === interrupt) {
      const saved = JSON.parse(JSON.stringify(reward.getState())) as ReturnType<TaskReward["getState"]>;
      reward.dispose();
      reward = make(environment);
      reward.setState(saved);
    }
    const actions = Int32Array.from({ length: size }, () => random.int(4));
    environment.step(actions);
    const {
      reward: paid,
      total,
      terminated,
      truncated,
      state,
      next,
      automatonReward,
    } = reward.step(actions, lengths, true, {});
    said.push([paid, total, terminated, truncated, state, next, automatonReward].map((values) => Array.from(values)));
    const mask = Uint8Array.from(terminated, (end, row) => end | (truncated[row] ?? 0));
    said.push(Array.from(reward.automatonStates()));
    environment.reset(mask);
    reward.reset(mask, {});
  }
  return said;
}

describe("a tabulated reward", () => {
  it("says what the kernel says, step by step", () => {
    const task = { kernel: kernelFrom(rich) };
    const stepped = told((environment) => new SteppedReward(task, environment, 0), 120);
    expect(told((environment) => new TabulatedReward(task, environment), 120)).toEqual(stepped);
    expect(JSON.stringify(stepped)).toContain("0.25");
  });

  it("continues from a saved state, its own or that of a stepped reward", () => {
    const task = { kernel: kernelFrom(rich) };
    const whole = told((environment) => new TabulatedReward(task, environment), 60);
    expect(told((environment) => new TabulatedReward(task, environment), 60, 35)).toEqual(whole);
    let made = 0;
    expect(
      told(
        (environment) =>
          made++ === 0 ? new SteppedReward(task, environment, 0) : new TabulatedReward(task, environment),
        60,
        35,
      ),
    ).toEqual(whole);
  });

  it("asks the kernel less and less", () => {
    const kernel = kernelFrom(rich);
    const asked: number[] = [];
    let step = 0;
    const counting: RewardKernel = {
      ...kernel,
      step: (state, inputs) => {
        asked.push(step);
        return kernel.step(state, inputs);
      },
    };
    const environment = environments.get("office").create({ size: 8, seed: 0, limit: 1e9 });
    const reward = new TabulatedReward({ kernel: counting }, environment);
    const random = stream(1, "moves");
    for (; step < 2000; step++) {
      const actions = Int32Array.from({ length: 8 }, () => random.int(4));
      environment.step(actions);
      reward.step(actions, new Int32Array(8), false);
      reward.reset(new Uint8Array(8).fill(1));
    }
    expect(asked.length).toBeLessThan(60);
    expect(asked.length).toBeGreaterThan(3);
  });

  it("is not for rewards with numbers in, memories of them, or chance", () => {
    const environment = environments.get("office").create({ size: 1, seed: 0 });
    const may = (body: string): boolean => canTabulate(kernelFrom(body).descriptor, environment);
    expect(may(rich)).toBe(true);
    expect(may("signal position: float[2]\nterm far = position[0]")).toBe(false);
    expect(may("signal a: bool\nterm again = ema(a, alpha: 0.5)")).toBe(false);
    expect(
      may(
        "signal a: bool\nmachine M { start { A: 0.5, B: 0.5 } state A { when a -> B reward 1 } state B { when a -> A } }\nterm m = M.reward",
      ),
    ).toBe(false);
    expect(may("signal a: bool\nterm fading weight schedule(linear, from: 1, to: 0, over: 100 steps) = a")).toBe(false);
  });

  it("keeps no tensors, and neither does a stepped one but its state", () => {
    const task = { kernel: kernelFrom(rich) };
    const before = memory().numTensors;
    told((environment) => new TabulatedReward(task, environment), 20);
    expect(memory().numTensors).toBe(before);
    told((environment) => new SteppedReward(task, environment, 0), 20);
    expect(memory().numTensors).toBe(before + task.kernel.descriptor.slots.length + 1);
  });
});

it("trains a table to the same numbers either way, and refuses what has no table", () => {
  const trained = (rewards: "stepped" | "tabulated", body: string): unknown => {
    const environment = environments.get("office").create({ size: 3, seed: 0, limit: 40, tasks: ["t1"] });
    const settings = { ...defaultSettings, counterfactual: "all" as const, shaped: true };
    const training = new TabularTraining({
      environment,
      tasks: [{ kernel: kernelFrom(body) }],
      learners: [{ rows: { first: 0, count: 3 }, settings }],
      seed: 0,
      rewards,
    });
    training.run(60);
    const { learners, returns, shapedReturns } = training.getState();
    training.dispose();
    return { learners, returns, shapedReturns };
  };
  const simple = `
    signal coffee: bool
    machine M { start state A { when coffee -> B reward 1 } final state B }
    term m = M.reward
    discount 0.9
    shape M by value iteration`;
  expect(trained("tabulated", simple)).toEqual(trained("stepped", simple));
  expect(() => trained("tabulated", `${simple}\nsignal position: float[2]\nterm far = position[0]`)).toThrow(
    "`T` cannot be tabulated",
  );
});

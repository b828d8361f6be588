import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { UsageError, type Shell } from "../../../src/cli/command.js";
import { train } from "../../../src/cli/train/train.js";

const upright = `reward Upright
signal angle: float
term alive = 1
term tilt weight -0.1 = abs(angle)
discount 0.9
shape potential -abs(angle)
`;

const coffee = `reward Coffee
signal coffee, office, plant: bool
machine Delivery {
  start state Empty { when plant -> Broken else when coffee -> Carrying }
  state Carrying { when plant -> Broken else when office -> Delivered reward 1 }
  final state Delivered, Broken
}
term delivery = Delivery.reward
discount 0.9
`;

type Json = Readonly<Record<string, unknown>>;

let folder = "";
let heard = "";
let heardOnOut: (text: string) => void = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rewardc-train-"));
  heard = "";
  heardOnOut = () => undefined;
});

const shell: Shell = {
  out: (text) => {
    heardOnOut(text);
  },
  err: (text) => {
    heard += text;
  },
  colour: false,
  exit: () => undefined,
};

const ppo = {
  spec: "spec.reward",
  environment: { name: "cart-pole", limit: 30 },
  algorithm: "ppo",
  settings: { environments: 2, rollout: 32, hidden: [8] },
  steps: 256,
  backend: "wasm",
};

const grpo = {
  spec: "spec.reward",
  environment: "strings",
  algorithm: "grpo",
  settings: { groups: 2, members: 3, hidden: [8] },
  updates: 4,
  backend: "cpu",
};

const advantageous = `reward Letters
signal letter: enum { A, B, C, D, Stop }
term a = letter == A
advantage = center(return) over group
`;

async function run(
  spec: string,
  configuration: object,
  options: { resume?: boolean; overwrite?: boolean; set?: string[] } = {},
) {
  writeFileSync(join(folder, "spec.reward"), spec);
  writeFileSync(join(folder, "config.json"), JSON.stringify(configuration));
  return train({
    path: join(folder, "config.json"),
    overrides: options.set ?? [],
    resume: options.resume ?? false,
    overwrite: options.overwrite ?? false,
    records: true,
    shell,
  });
}

function records(name = "config"): Json[] {
  const text = readFileSync(join(folder, "runs", name, "records.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Json);
}

const ofType = (all: readonly Json[], type: string) => all.filter((each) => each["type"] === type);

describe("a ppo run", () => {
  it("records configuration, updates, episodes, evaluation and the end, and keeps specified and shaped returns apart", async () => {
    expect(await run(upright, { ...ppo, evaluation: { episodes: 3 } })).toBe(true);
    const all = records();
    expect(all[0]).toMatchObject({
      type: "config",
      backend: "wasm",
      settings: { discount: 0.9, environments: 2 },
      reward: { name: "Upright" },
    });
    expect(ofType(all, "train")).toHaveLength(4);
    expect(ofType(all, "evaluation")).toHaveLength(1);
    expect(all.at(-1)).toMatchObject({
      type: "end",
      reason: "steps",
      steps: 256,
      weights: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [episode] = ofType(all, "episode");
    const { terms, shapings, length } = episode as unknown as {
      terms: Record<string, number>;
      shapings: Record<string, number>;
      length: number;
    };
    expect(terms["alive"]).toBe(length);
    expect(terms["tilt"]).toBeLessThan(0);
    expect(episode?.["return"]).toBeCloseTo(length + (terms["tilt"] ?? 0), 4);
    expect(episode?.["shaped"]).toBeCloseTo(
      length + (terms["tilt"] ?? 0) + Object.values(shapings).reduce((a, b) => a + b, 0),
      4,
    );
    expect(heard).toContain("100%  256/256 steps");
  });

  it("ends with the same weights and episodes whether or not it was interrupted", async () => {
    const configuration = { ...ppo, checkpointEvery: 128 };
    await run(upright, configuration);
    const whole = records();
    await crash(upright, configuration);
    expect(await run(upright, { ...configuration, output: "runs/half" }, { resume: true })).toBe(true);
    const resumed = records("half");
    expect(resumed.at(-1)?.["weights"]).toBe(whole.at(-1)?.["weights"]);
    expect(ofType(resumed, "episode")).toEqual(ofType(whole, "episode"));
    expect(ofType(resumed, "train").map((each) => each["learner"])).toEqual(
      ofType(whole, "train").map((each) => each["learner"]),
    );
  });

  it("does not resume what has changed", async () => {
    await run(upright, ppo);
    await expect(run(upright, ppo, { resume: true, set: ["settings.clip=0.1"] })).rejects.toThrow(
      "changed since: settings",
    );
    await expect(run(upright.replace("-0.1", "-0.2"), ppo, { resume: true })).rejects.toThrow(
      "changed since: the compiled spec",
    );
  });

  it("does not overwrite an earlier run unless it is told to", async () => {
    await run(upright, ppo);
    await expect(run(upright, ppo)).rejects.toThrow("holds a run already");
    expect(await run(upright, ppo, { overwrite: true })).toBe(true);
  });

  it("stops with blame where a term is not finite", async () => {
    expect(await run(upright.replace("abs(angle)", "log(angle)"), ppo)).toBe(false);
    expect(heard).toMatch(/term `tilt` is not finite in environment \d at step \d+: angle = -/);
    expect(records().at(-1)).toMatchObject({ type: "end", reason: "failed", error: expect.stringContaining("tilt") });
  });

  it("stops where an assertion does not hold, and says where, when and on what inputs", async () => {
    expect(await run(`${upright}assert tilt >= -0.001\n`, ppo)).toBe(false);
    expect(heard).toMatch(/assert `tilt >= -0\.001` does not hold in environment \d at step \d+: angle = -?[\d.e-]+\n/);
    expect(records().at(-1)).toMatchObject({ type: "end", reason: "failed" });
  });

  it("warns where the learner discounts otherwise than the spec's shaping", async () => {
    await run(upright, { ...ppo, steps: 64, settings: { ...ppo.settings, discount: 0.95 } });
    expect(heard).toContain("warning: the learner discounts by 0.95, the spec's shaping by 0.9");
    heard = "";
    await run(upright, { ...ppo, steps: 64 }, { overwrite: true });
    expect(heard).not.toContain("warning");
  });

  it("prints a spec's errors and trains nothing", async () => {
    expect(await run("reward X\nterm t = nothing\n", ppo)).toBe(false);
    expect(heard).toContain("nothing");
  });
});

describe("a q-learning run", () => {
  const configuration = {
    spec: "spec.reward",
    environment: { name: "office", tasks: ["t1"], limit: 20 },
    algorithm: "q-learning",
    settings: { counterfactual: "all", runs: 2 },
    steps: 600,
    backend: "cpu",
    checkpointEvery: 200,
  };

  it("records machine-state occupancy, every term and a hash of the table", async () => {
    expect(await run(coffee, configuration)).toBe(true);
    const [train] = ofType(records(), "train");
    const shares = (train?.["machines"] as Record<string, Record<string, number>>)["Delivery"];
    expect(Object.values(shares ?? {}).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const episodes = ofType(records(), "episode");
    expect(episodes.length).toBeGreaterThan(0);
    for (const episode of episodes) expect(episode["terms"]).toEqual({ delivery: episode["return"] });
    expect(records().at(-1)).toMatchObject({ type: "end", steps: 600 });
  });

  it("records where an objective stood and the verdicts on it", async () => {
    const text = `reward Coffee
signal coffee, office, plant: bool
objective Deliver = not plant until (coffee and next (not plant until office))
objective Seen = eventually coffee
term delivery = 1 on satisfied Deliver
terminate when Deliver.satisfied or Deliver.violated
discount 0.9
`;
    expect(await run(text, { ...configuration, automaton: "Deliver" })).toBe(true);
    const [train] = ofType(records(), "train");
    const objectives = train?.["objectives"] as Record<string, Record<string, number>>;
    expect(Object.keys(objectives)).toEqual(["Deliver", "Seen"]);
    expect(Object.values(objectives["Deliver"] ?? {}).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const episodes = ofType(records(), "episode");
    for (const { end, return: sum, verdicts } of episodes)
      expect((verdicts as Record<string, string>)["Deliver"]).toBe(
        end === "truncated" ? "Unknown" : sum === 1 ? "Satisfied" : "Violated",
      );
    expect(new Set(episodes.map(({ end }) => end)).size).toBe(2);
    const several = run(text, { ...configuration, output: "runs/other" });
    await expect(several).rejects.toBeInstanceOf(UsageError);
    await expect(several).rejects.toThrow("name one as `automaton`");
  });

  it("says that a tabular learner cannot see an objective that is kept as bits", async () => {
    const text = `reward Coffee
signal coffee, office, plant: bool
objective Late = always (office implies once[24, 24] coffee)
term late = -1 on violated Late
discount 0.9
`;
    const learnt = run(text, configuration);
    await expect(learnt).rejects.toBeInstanceOf(UsageError);
    await expect(learnt).rejects.toThrow("objective `Late` of `Coffee` is kept as bits");
  });

  it("records terms that were not finite, with environment, step and inputs, and goes on under `nan zero`", async () => {
    const broken = `${coffee}term extra = if plant then log(0 * plant) else 0\nnan zero\n`;
    expect(await run(broken, { ...configuration, steps: 4000 })).toBe(true);
    const found = ofType(records(), "non-finite").map(({ problem }) => problem as Json);
    expect(found.length).toBeGreaterThan(0);
    for (const problem of found)
      expect(problem).toMatchObject({ term: "extra", step: expect.any(Number), inputs: { plant: [1] } });
    expect(found.filter(({ step }) => !((step as number) >= 0 && (step as number) < 20))).toEqual([]);
    expect(new Set(found.map(({ environment }) => environment)).size).toBe(2);
  });

  it("stops with blame under `nan error`, and where an assertion does not hold", async () => {
    const broken = `${coffee}term extra = if plant then log(0 * plant) else 0\n`;
    expect(await run(broken, { ...configuration, steps: 4000 })).toBe(false);
    expect(heard).toMatch(/term `extra` is not finite in environment [01] at step \d+: plant = 1\n/);
    heard = "";
    expect(await run(`${coffee}assert not plant\n`, { ...configuration, steps: 4000 }, { overwrite: true })).toBe(
      false,
    );
    expect(heard).toMatch(/assert `not plant` does not hold in environment [01] at step \d+: plant = 1\n/);
  });

  it("warns where it discounts otherwise than the spec's shaping, unless it learns without shaping", async () => {
    const shaped = `${coffee}shape Delivery by value iteration\n`;
    const at = (shapes: boolean) => ({ ...configuration, settings: { runs: 2, discount: 0.8, shaped: shapes } });
    await run(shaped, at(true));
    expect(heard).toContain("warning: the learner discounts by 0.8, the spec's shaping by 0.9");
    heard = "";
    await run(shaped, at(false), { overwrite: true });
    expect(heard).not.toContain("warning");
  });

  it("resumes exactly", async () => {
    await run(coffee, configuration);
    await crash(coffee, configuration);
    await run(coffee, { ...configuration, output: "runs/half" }, { resume: true });
    expect(records("half").at(-1)?.["weights"]).toBe(records().at(-1)?.["weights"]);
    expect(ofType(records("half"), "episode")).toEqual(ofType(records(), "episode"));
  });
});

describe("a grpo run", () => {
  it("records updates, groups, episodes and the end", async () => {
    expect(await run(advantageous, grpo)).toBe(true);
    const all = records();
    expect(all[0]).toMatchObject({ type: "config", settings: { groups: 2, members: 3, clip: 0.2 } });
    expect(ofType(all, "train")).toHaveLength(4);
    expect(ofType(all, "group")).toHaveLength(8);
    expect(ofType(all, "episode").length).toBe(24);
    expect(ofType(all, "train")[0]).toMatchObject({ groups: { count: 2 }, learner: { learningRate: 0.003 } });
    expect(all.at(-1)).toMatchObject({
      type: "end",
      reason: "steps",
      weights: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("resumes exactly", async () => {
    const configuration = { ...grpo, checkpointEvery: 2 };
    await run(advantageous, configuration);
    await crash(advantageous, configuration);
    await run(advantageous, { ...configuration, output: "runs/half" }, { resume: true });
    expect(records("half").at(-1)?.["weights"]).toBe(records().at(-1)?.["weights"]);
    expect(ofType(records("half"), "episode")).toEqual(ofType(records(), "episode"));
  });

  it.each([
    ["a spec without `advantage`", advantageous.replace(/advantage.*/, ""), grpo, "has no `advantage`"],
    ["an environment without prompts", advantageous, { ...grpo, environment: "cart-pole" }, "has no prompts"],
    ["groups of one", advantageous, { ...grpo, settings: { members: 1 } }, "members"],
    ["steps instead of updates", advantageous, { ...grpo, steps: 100 }, "steps"],
    ["a param that the spec has not got", advantageous, { ...grpo, params: { sigma: 1 } }, "params.sigma"],
  ])("refuses %s", async (_, spec, configuration, message) => {
    await expect(run(spec, configuration)).rejects.toThrow(UsageError);
    await expect(run(spec, configuration, { overwrite: true })).rejects.toThrow(message);
  });

  it("is what other learners point to where a spec needs whole trajectories", async () => {
    await expect(run(advantageous, ppo)).rejects.toThrow("`grpo` learns from these");
  });
});

describe("a total with components", () => {
  const pair = `reward Pair
signal angle: float
term alive = 1
term tilt weight -0.1 = abs(angle)
total = vector(alive, tilt)
`;
  const weighed = { ...ppo, scalarise: { alive: 2, tilt: 0 } };

  it("is learnt from as the weighted sum that the run asks for, while terms stay what they are", async () => {
    expect(await run(pair, weighed)).toBe(true);
    const [episode] = ofType(records(), "episode");
    const { terms, length } = episode as unknown as { terms: Record<string, number>; length: number };
    expect(terms["alive"]).toBe(length);
    expect(terms["tilt"]).toBeLessThan(0);
    expect(episode?.["return"]).toBe(2 * length);
  });

  it.each([
    ["no weights", pair, ppo, 'say what each component is worth: `"scalarise": {"alive":1,"tilt":1}`'],
    [
      "no weights for an order",
      pair.replace("vector(alive, tilt)", "lexicographic(alive, tilt, tolerance: 0)"),
      ppo,
      "no learner of this version keeps that order",
    ],
    ["a component without weight", pair, { ...ppo, scalarise: { alive: 1 } }, "none is given for `tilt`"],
    ["a weight for nothing", pair, { ...ppo, scalarise: { alive: 1, tile: 1 } }, "did you mean `tilt`?"],
    ["weights for one number", upright, weighed, "is one number, which needs no weights"],
  ])("refuses %s", async (_, spec, configuration, message) => {
    await expect(run(spec, configuration)).rejects.toThrow(UsageError);
    await expect(run(spec, configuration)).rejects.toThrow(message);
  });
});

describe("what computes rewards", () => {
  it("is the fused loop where nothing else is said, and tfjs where that is asked for: the same rewards", async () => {
    await run(upright, ppo);
    const fused = records();
    expect(fused[0]?.["rewards"]).toBe("fused");
    await run(upright, { ...ppo, rewards: "tfjs", output: "runs/tfjs" });
    const tfjs = records("tfjs");
    expect(tfjs[0]?.["rewards"]).toBe("tfjs");
    const returns = (all: readonly Json[]): number[] => ofType(all, "episode").map((each) => Number(each["return"]));
    expect(returns(fused).length).toBeGreaterThan(5);
    returns(fused).forEach((value, index) => expect(value).toBeCloseTo(returns(tfjs)[index] ?? NaN, 4));
  });

  it("stays what it was when a run goes on", async () => {
    await run(upright, ppo);
    await expect(run(upright, ppo, { resume: true, set: ["rewards=tfjs"] })).rejects.toThrow("changed since: rewards");
  });

  it("is tfjs for what is known after the step only, and says why it is not the other", async () => {
    await run(advantageous, grpo);
    expect(records()[0]?.["rewards"]).toBe("tfjs");
    await expect(run(advantageous, { ...grpo, rewards: "fused", output: "runs/other" })).rejects.toThrow(
      '`rewards`: they cannot be "fused", since something in the spec is known after the step only',
    );
  });

  it("is a shader on webgpu only", async () => {
    await expect(run(upright, { ...ppo, rewards: "wgsl" })).rejects.toThrow(
      /`rewards`: they cannot be "wgsl", since the backend \w+ runs no shaders of WebGPU/,
    );
  });
});

describe("what is the configuration's fault", () => {
  it.each([
    [{ environment: "cartpole" }, "did you mean `cart-pole`?"],
    [{ params: { sigma: 1 } }, "the spec has no such param"],
    [{ backend: "cuda" }, "there is no backend `cuda`"],
    [{ settings: { environments: 3, rollout: 5, minibatches: 4 } }, "15 steps do not divide into 4 minibatches"],
    [{ environment: "mountain-car" }, "signal `angle` (float) is not supplied"],
  ])("%j is a usage error", async (over, message) => {
    const failure = run(upright, { ...ppo, ...over });
    await expect(failure).rejects.toBeInstanceOf(UsageError);
    await expect(failure).rejects.toThrow(message);
  });

  it("says so where the file is missing or not JSON", async () => {
    const request = { overrides: [], resume: false, overwrite: false, records: false, shell };
    await expect(train({ ...request, path: join(folder, "none.json") })).rejects.toThrow("cannot read");
    writeFileSync(join(folder, "broken.json"), "{");
    await expect(train({ ...request, path: join(folder, "broken.json") })).rejects.toThrow("is not JSON");
  });
});

/** Runs to the end, then leaves everything as a crash between the first and the second checkpoint would: an old checkpoint, a longer record. */
async function crash(spec: string, configuration: object): Promise<void> {
  const path = join(folder, "runs", "half", "checkpoint.json");
  let first = "";
  heardOnOut = (line) => {
    if (first === "" && line.includes('"type":"checkpoint"')) first = readFileSync(path, "utf8");
  };
  await run(spec, { ...configuration, output: "runs/half" });
  expect(first).not.toBe("");
  expect(readFileSync(path, "utf8")).not.toBe(first);
  writeFileSync(path, first);
}

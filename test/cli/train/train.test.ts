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

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rewardc-train-"));
  heard = "";
});

const shell: Shell = {
  out: () => undefined,
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
  steps: 512,
  backend: "cpu",
};

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
    records: false,
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
      backend: "cpu",
      settings: { discount: 0.9, environments: 2 },
      reward: { name: "Upright" },
    });
    expect(ofType(all, "train")).toHaveLength(8);
    expect(ofType(all, "evaluation")).toHaveLength(1);
    expect(all.at(-1)).toMatchObject({
      type: "end",
      reason: "steps",
      steps: 512,
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
    expect(heard).toContain("100%  512/512 steps");
  });

  it("ends with the same weights and episodes whether or not it was interrupted", async () => {
    await run(upright, { ...ppo, checkpointEvery: 256 });
    const whole = records();
    await run(upright, { ...ppo, output: "runs/half", checkpointEvery: 256 });
    // A crash after the checkpoint at 256 steps: what came later is in the record but not in the checkpoint.
    const checkpointAt = whole.findIndex((each) => each["type"] === "checkpoint");
    expect(checkpointAt).toBeGreaterThan(0);
    await crashAfterFirstCheckpoint("half");
    expect(await run(upright, { ...ppo, output: "runs/half", checkpointEvery: 256 }, { resume: true })).toBe(true);
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

  it("prints a spec's errors and trains nothing", async () => {
    expect(await run("reward X\nterm t = nothing\n", ppo)).toBe(false);
    expect(heard).toContain("nothing");
  });
});

describe("a q-learning run", () => {
  const configuration = {
    spec: "spec.reward",
    environment: { name: "office", tasks: ["t1"] },
    algorithm: "q-learning",
    settings: { counterfactual: "all", runs: 2 },
    steps: 4000,
    backend: "cpu",
    checkpointEvery: 2000,
  };

  it("records machine-state occupancy, every term and a hash of the table", async () => {
    expect(await run(coffee, configuration)).toBe(true);
    const [train] = ofType(records(), "train");
    const shares = (train?.["machines"] as Record<string, Record<string, number>>)["Delivery"];
    expect(Object.values(shares ?? {}).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const episodes = ofType(records(), "episode");
    expect(episodes.length).toBeGreaterThan(0);
    for (const episode of episodes) expect(episode["terms"]).toEqual({ delivery: episode["return"] });
    expect(records().at(-1)).toMatchObject({ type: "end", steps: 4000 });
  });

  it("resumes exactly", async () => {
    await run(coffee, configuration);
    await run(coffee, { ...configuration, output: "runs/half" });
    await crashAfterFirstCheckpoint("half");
    await run(coffee, { ...configuration, output: "runs/half" }, { resume: true });
    expect(records("half").at(-1)?.["weights"]).toBe(records().at(-1)?.["weights"]);
    expect(ofType(records("half"), "episode")).toEqual(ofType(records(), "episode"));
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

/** Leaves a run as a crash between its first and its second checkpoint would: an old checkpoint, a longer record. */
async function crashAfterFirstCheckpoint(name: string): Promise<void> {
  const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as Json;
  const path = join(folder, "runs", name, "checkpoint.json");
  const stopped = { ...config, output: `runs/${name}-stopped` };
  // The same run, stopped by an error thrown while its second checkpoint is announced.
  writeFileSync(join(folder, "stopped.json"), JSON.stringify(stopped));
  let checkpoints = 0;
  let first = "";
  await train({
    path: join(folder, "stopped.json"),
    overrides: [],
    resume: false,
    overwrite: false,
    records: true,
    shell: {
      ...shell,
      out: (line) => {
        if (!line.includes('"type":"checkpoint"') || checkpoints++ > 0) return;
        first = readFileSync(join(folder, "runs", `${name}-stopped`, "checkpoint.json"), "utf8");
      },
    },
  });
  expect(first).not.toBe("");
  writeFileSync(path, first);
}

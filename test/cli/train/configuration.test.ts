import { describe, expect, it } from "vitest";
import { configurationOf } from "../../../src/cli/train/configuration.js";
import { withOverrides } from "../../../src/cli/train/overrides.js";

const small = { algorithm: "ppo", spec: "../a.reward", environment: "cart-pole", steps: 1000 };

const problems = (over: Readonly<Record<string, unknown>>): readonly string[] => {
  try {
    configurationOf({ ...small, ...over }, "runs/x.json");
  } catch (error) {
    return error instanceof Error ? error.message.split("\n").slice(1) : [];
  }
  return [];
};

describe("a configuration", () => {
  it("resolves paths against its own folder and fills in what is left out", () => {
    const found = configurationOf(small, "/project/train/first.json");
    expect(found).toMatchObject({
      spec: "/project/a.reward",
      output: "/project/train/runs/first",
      environment: { name: "cart-pole" },
      seed: 1,
      settings: {},
      features: true,
    });
  });

  it("names an unknown key, wherever it stands, and the known one that was meant", () => {
    expect(problems({ sed: 1 })).toEqual(["  - `sed` is not a key of a configuration; did you mean `seed`?"]);
    expect(problems({ settings: { learningrate: 1 } })).toEqual([
      "  - `settings.learningrate` is not a key of a configuration; did you mean `learningRate`?",
    ]);
    expect(problems({ environment: { name: "cart-pole", limt: 3 } })).toEqual([
      "  - `environment.limt` is not a key of a configuration; did you mean `limit`?",
    ]);
  });

  it("lists the known keys where none is near", () => {
    expect(problems({ algorithm: "q-learning", features: true })[0]).toMatch(
      /`features` is not a key of a configuration; known keys are algorithm, spec, /,
    );
  });

  it("says what was expected and what was found, for all that is wrong at once", () => {
    expect(problems({ steps: -5, settings: { lambda: 1.5 }, evaluation: { policy: "gready" } })).toEqual([
      "  - `steps`: too small: expected number to be >0, found -5",
      "  - `settings.lambda`: too big: expected number to be <=1, found 1.5",
      '  - `evaluation.policy`: expected one of "greedy"|"sampled", found "gready"',
    ]);
    expect(problems({ environment: 3 })).toEqual(["  - `environment`: expected string, found 3"]);
    expect(problems({ algorithm: "pp" })).toEqual(['  - `algorithm`: expected `ppo` or `q-learning`, found "pp"']);
    expect(problems({ spec: undefined })).toEqual(["  - `spec`: expected string, found nothing"]);
  });
});

describe("--set", () => {
  it("reaches into the configuration, and reads JSON or else plain text", () => {
    expect(withOverrides(small, ["settings.clip=0.1", "settings.hidden=[8]", "environment=office", "seed=3"])).toEqual({
      ...small,
      settings: { clip: 0.1, hidden: [8] },
      environment: "office",
      seed: 3,
    });
  });

  it("needs a key and a value", () => {
    expect(() => withOverrides(small, ["seed"])).toThrow("--set takes key=value, found `seed`");
  });
});

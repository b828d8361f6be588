import { describe, expect, it } from "vitest";
import { environments, isPrompted, type PromptedEnvironment } from "../../../src/runtime/environments/index.js";

function prompted(name: string, size: number): PromptedEnvironment {
  const environment = environments.get(name).create({ size, seed: 1 });
  if (!isPrompted(environment)) throw new Error(`${name} has no prompts`);
  return environment;
}

/** Writes the named tokens in row 0; the other rows stop at once, and begin again. */
function write(environment: PromptedEnvironment, tokens: readonly string[]): void {
  const { actions } = environment.metadata;
  if (actions.kind !== "discrete") throw new Error("tokens are discrete");
  for (const token of tokens) environment.step(Int32Array.of(actions.names.indexOf(token)));
}

describe("sums", () => {
  const read = (environment: PromptedEnvironment, name: string): number => environment.signals[name]?.[0] ?? NaN;

  it.each([
    // Prompt 13 is 2 + 3.
    [13, ["Open", "D5", "Close", "Stop"], 5, 1, 1],
    [13, ["Open", "D0", "D5", "Close", "Stop"], 5, 1, 1],
    [13, ["Open", "D4", "Close", "Stop"], 4, 1, 0],
    [13, ["Open", "Close", "Stop"], -1, 0, 0],
    [13, ["D5", "Stop"], -1, 0, 0],
    [13, ["Open", "D5", "Close", "D5", "Close", "Close"], -1, 0, 0],
    [0, ["Open", "D0", "Close", "Stop"], 0, 1, 1],
  ])("asked for prompt %i and told %j understands %i", (prompt, tokens, answer, formatted, correct) => {
    const environment = prompted("sums", 1);
    environment.begin(Int32Array.of(prompt));
    write(environment, tokens);
    expect([read(environment, "answer"), read(environment, "formatted"), read(environment, "correct")]).toEqual([
      answer,
      formatted,
      correct,
    ]);
    expect(environment.terminated[0] === 1 || environment.truncated[0] === 1).toBe(true);
  });

  it("shows the summands, the last token and the place", () => {
    const environment = prompted("sums", 1);
    environment.begin(Int32Array.of(13));
    const places = (): number[] => [...environment.observation].flatMap((value, place) => (value === 1 ? [place] : []));
    // Summands 2 and 3; behind the 13 tokens the place of none yet; the first of six places.
    expect(places()).toEqual([2, 5 + 3, 10 + 13, 24]);
    write(environment, ["Open"]);
    expect(places()).toEqual([2, 8, 10 + 10, 25]);
  });

  it("knows its prompts", () => {
    expect(() => {
      prompted("sums", 1).begin(Int32Array.of(25));
    }).toThrow("25 prompts, found 25 in row 0");
  });
});

describe("strings", () => {
  it("are ended by a stop, or cut off", () => {
    const environment = prompted("strings", 1);
    write(environment, ["A", "B", "Stop"]);
    expect([environment.terminated[0], environment.truncated[0], environment.signals["letters"]?.[0]]).toEqual([
      1, 0, 2,
    ]);
    environment.begin(Int32Array.of(0));
    write(
      environment,
      Array.from({ length: 12 }, () => "C"),
    );
    expect([environment.terminated[0], environment.truncated[0], environment.signals["letters"]?.[0]]).toEqual([
      0, 1, 12,
    ]);
  });
});

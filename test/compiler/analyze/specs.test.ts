import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../../src/compiler/compile.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";

const host = nodeHost();

const specs = readdirSync("specs", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".reward"))
  .map((file) => `specs/${file}`)
  .sort();

/** Specs that show a reward which goes wrong, and what is found of it; by variant where one of them does. */
const known: Readonly<Record<string, readonly string[]>> = {
  "specs/papers/13-spa-rl.reward exact": ["RWD7211"],
  "specs/papers/31-process-rewards.reward plain": ["RWD7211"],
  "specs/papers/34-endorm.reward within_a_prompt": ["RWD7214"],
  "specs/papers/51-unsupervised-rlvr.reward": ["RWD7215"],
  "specs/papers/51-unsupervised-rlvr.reward self_certainty": ["RWD7215"],
  "specs/papers/51-unsupervised-rlvr.reward token_entropy": ["RWD7215"],
  "specs/papers/51-unsupervised-rlvr.reward trajectory": ["RWD7215"],
  "specs/papers/51-unsupervised-rlvr.reward probability": ["RWD7214", "RWD7215"],
  "specs/papers/51-unsupervised-rlvr.reward gap": ["RWD7215"],
};

/** What the papers teach, as rules find it in the base spec and in each variant. */
function lessonsIn(path: string): Readonly<Record<string, readonly string[]>> {
  const codesOf = (variant?: string): readonly string[] =>
    check(path, host, { analysis: true, ...(variant === undefined ? {} : { variant }) })
      .diagnostics.map(({ code }) => code)
      .filter((code) => code >= "RWD7211" && code <= "RWD7219")
      .sort();
  const { spec } = check(path, host);
  const found = [
    [path, codesOf()] as const,
    ...(spec?.variants ?? []).map((variant) => [`${path} ${variant}`, codesOf(variant)] as const),
  ];
  return Object.fromEntries(found.filter(([, codes]) => codes.length > 0));
}

describe("the lessons of the papers", () => {
  it.each(specs)("are found in %s only where it shows them", (path) => {
    const expected = Object.entries(known).filter(([name]) => name.split(" ")[0] === path);
    expect(lessonsIn(path)).toEqual(Object.fromEntries(expected));
  });
});

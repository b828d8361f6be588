import { describe, expect, it } from "vitest";
import { checked, marked, names } from "./checked.js";

/** What the only finding points at, then what else it shows, as texts of their files. */
function shown(text: string): { readonly name: string; readonly at: string; readonly beside: readonly string[] } {
  const source = `reward A\n${text}`;
  const { diagnostics, sources } = checked(source);
  const [diagnostic] = diagnostics;
  if (diagnostic === undefined || diagnostics.length > 1) throw new Error("one finding is expected");
  const { name, primary, related } = diagnostic;
  const beside = related.map((label) => marked(sources.get(label.span.file)?.text ?? "", label));
  return { name, at: primary.span.file === "main.reward" ? marked(source, primary) : "not in the spec", beside };
}

const grpo = 'import { grpo } from "std/rlvr"\n';

describe("a mistake in a call of the standard library", () => {
  it("is shown at the argument, and where the library reads it", () => {
    const kind = `${grpo}signal kind: enum { A, B } per episode\nterm t = grpo(kind)`;
    expect(shown(kind)).toEqual({ name: "argument-type", at: "kind", beside: ["x"] });
  });

  it("is shown at the argument through calls within the library", () => {
    const text =
      'import { dpo_loss } from "std/preference"\nsignal p: float\nsignal k: enum { A, B }\nreport r = dpo_loss(p, p, p, p, beta: k)';
    expect(shown(text)).toEqual({ name: "type-mismatch", at: "k", beside: ["beta"] });
  });

  it("is shown at the call where no argument is to blame alone", () => {
    const text = 'import { cosine_reward } from "std/rlvr"\nsignal n: float[2]\nsignal m: float[3]\nsignal ok: bool\n';
    expect(shown(`${text}term t = sum(cosine_reward(n, ok, m))`)).toMatchObject({ at: "cosine_reward(n, ok, m)" });
  });

  it("is shown at the call where the result does not fit its place", () => {
    const place = `${grpo}signal score: float\ndiscount 0.9\nterm t = score\nshape potential grpo(score)`;
    expect(shown(place)).toMatchObject({ name: "known-later", at: "grpo(score)" });
    const shape = `${grpo}signal scores: float[3] per episode\nadvantage = grpo(scores)`;
    expect(shown(shape)).toMatchObject({ at: "grpo(scores)" });
    const masked = `${grpo}external signal score: float per episode missing skip\nadvantage = grpo(score)`;
    expect(shown(masked)).toMatchObject({ at: "grpo(score)", beside: ["x"] });
  });

  it("names the calls of the spec's own functions that lead there", () => {
    const text = `${grpo}signal kind: enum { A, B } per episode\ndef mine(y) = grpo(y)\nterm t = mine(kind)`;
    expect(shown(text)).toMatchObject({ at: "y", beside: ["x", "mine(kind)"] });
  });

  it("is found in each of two calls", () => {
    expect(names(`${grpo}signal a, b: enum { A, B } per episode\nterm t = grpo(a)\nterm u = grpo(b)`)).toHaveLength(2);
  });

  it("says where a comparison of returns belongs", () => {
    const [diagnostic] = checked(`${grpo}signal score: float\nterm t = score\ntotal = grpo(return)`).diagnostics;
    expect(diagnostic?.help).toContain("`advantage`");
  });
});

import { describe, expect, it } from "vitest";
import { runSpecTests } from "../../../src/testing/index.js";

/** Runs the tests of a spec on the reference; what fails is returned in words. */
async function failures(text: string): Promise<readonly string[]> {
  const results = await runSpecTests({ "main.reward": `reward Main\n${text}` }, "main.reward");
  if (results.length === 0) throw new Error("no test has run");
  return results.filter(({ passed }) => !passed).map((result) => JSON.stringify(result));
}

describe("what the checker makes of a construct means what the language says", () => {
  it("arrays with named axes", async () => {
    expect(
      await failures(`
axis foot = { L, R }
signal force: float[foot, 3]
signal load: float[foot]
signal turned: float[3, foot]
signal i: int in [0, 2]
term weighted = sum(force * load)
term both = sum((force + turned)[R])
term one = force[L, i]
term part = force[R].xz.y + load[L]
term rows = sum(max(f.x, f.y) for f in force)
test "axes" {
  step { force = [[1, 2, 3], [4, 5, 6]], load = [10, 100], turned = [[1, 1000], [2, 2000], [3, 3000]], i = 2 }
  expect weighted == 60 + 1500, both == 15 + 6000, one == 3, part == 6 + 10, rows == 2 + 5
}`),
    ).toEqual([]);
  });

  it("units and durations", async () => {
    expect(
      await failures(`
dt 0.1 s
signal angle: float in [0, 180] unit deg
signal contact: bool
term turned = angle / (90 deg)
term steady = if held(contact) >= 0.2 s then 1 else 0
term paced weight 2 per s = contact
test "units" {
  step { angle = 45, contact } expect turned == 0.5, steady == 0, paced == 0.2
  step { angle = 3.141592653589793 rad, contact } expect turned == 2, steady == 1
}`),
    ).toEqual([]);
  });

  it("functions, lets and their state", async () => {
    expect(
      await failures(`
signal x: float
def change(v, scale = 1) = scale * delta(v)
let moved = change(x)
term twice = change(x) + change(x, scale: 10)
term shared = moved * moved
term summed = sum(change(q) for q in [x, 2 * x])
test "calls" {
  reset { x = 1 }
  step { x = 3 } expect twice == 22, shared == 4, summed == 6
  step { x = 2 } expect twice == -11, shared == 1, summed == -3
}`),
    ).toEqual([]);
  });

  it("choices", async () => {
    expect(
      await failures(`
signal kind: enum { Math, Code, Chat }
signal score: float
term route = match kind { Math -> 1, Code -> 2, Chat -> 3 }
term tier = match score { >= 0.9 -> 3, in [0.5, 0.6] -> 2, 0.25 -> 1, else -> 0 }
term last = if prev(kind, init: Chat) == Chat then 1 else 0
term logic = (score > 1 implies kind == Math) + 10 * (score > 1 iff kind == Math) + 100 * (score > 1 xor kind == Math)
test "choices" {
  step { score = 0.95 } expect route == 1, tier == 3, last == 1, logic == 101
  step { kind = Code, score = 0.5 } expect route == 2, tier == 2, last == 0, logic == 11
  step { kind = Chat, score = 2 } expect route == 3, tier == 3, logic == 0 + 0 + 100
  step { score = 0.25 } expect tier == 1, last == 1
}`),
    ).toEqual([]);
  });

  it("groups of terms", async () => {
    expect(
      await failures(`
signal x: float
signal p: bool
terms soft {
  let half = x / 2
  term a when p = half
  terms inner { term b weight 2 = x }
}
term c = x on rising(p)
total = product(terms soft) + 100 * soft.inner + soft.a.raw
test "groups" {
  step { x = 4 }    expect soft.a == 0, soft.inner.b == 8, soft == 8, c == 0, total == 8 + 800 + 2
  step { x = 4, p } expect soft.a == 2, soft == 10, c == 4, total == 16 + 800 + 2
}`),
    ).toEqual([]);
  });

  it("machines, templates and counters", async () => {
    expect(
      await failures(`
signal a, b: bool
machine Both(p, q: bool, pay) {
  counter n: int in [0, 3] = 0
  start state S { when p -> S do n += 1 else when q -> T reward pay + n }
  done state T
}
machine One = Both(a, b, 1)
machine Two = Both(b, q: a, pay: 10 * One.n)
term one = One.reward
term two = Two.reward
test "machines" {
  step { a } expect One.n == 1, one == 0, two == 10, Two.state == T
  step { b } expect one == 2, One.finished, One.entered(T), two == 0
}`),
    ).toEqual([]);
  });

  it("bases and variants", async () => {
    const base =
      'reward Base\nsignal x: float\nlet gain = 2\nterm t = gain * x\ntest "base" { step { x = 1 } expect t == 2 }';
    const own = `reward Main extends Base
import { Base } from "./base"
let gain = x
variant big { set t.weight = 100 }
test "own" { step { x = 3 } expect t == 9 }
test "big" with variant big { step { x = 3 } expect t == 900 }`;
    const results = await runSpecTests({ "base.reward": base, "main.reward": own }, "main.reward");
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ["own", true],
      ["big", true],
    ]);
  });
});

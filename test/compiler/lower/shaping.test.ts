import { describe, expect, it } from "vitest";
import { scalarPaid, type Outputs } from "../../../src/runtime/reference/index.js";
import { programOf, rewards, run } from "./run.js";

const on = (...values: readonly number[]): readonly { readonly x: number }[] => values.map((x) => ({ x }));
const potential = "signal x: float\nterm t = 0\ndiscount 0.5\nshape potential x";

describe("shape potential", () => {
  it("adds γ·Φ(s′) − Φ(s), Φ(s) being the value at the reset at first", () => {
    expect(rewards(potential, on(4, 2, 8), { x: 6 })).toEqual([0.5 * 4 - 6, 0.5 * 2 - 4, 0.5 * 8 - 2]);
  });
  it("takes Φ(s′) for 0 on termination and keeps it on truncation", () => {
    const ended = (end: "terminated" | "truncated"): Outputs["reward"] | undefined =>
      run(potential, [{ signals: { x: 4 }, [end]: true }], { x: 6 })[0]?.reward;
    expect(ended("terminated")).toBe(-6);
    expect(ended("truncated")).toBe(0.5 * 4 - 6);
    expect(rewards(`${potential}\nterminate when x > 3`, on(4), { x: 6 })).toEqual([-6]);
    expect(rewards(`${potential}\ntruncate when x > 3`, on(4), { x: 6 })).toEqual([-4]);
  });
  it("adds up to −Φ(s₀) over an episode that terminates, so that no policy gains", () => {
    const text = "signal x: float\nterm t = 0\ndiscount 1\nshape potential x";
    const rows = run(text, [...on(4, -2).map((signals) => ({ signals })), { signals: { x: 9 }, terminated: true }], {
      x: 6,
    });
    expect(rows.reduce((sum, { reward }) => sum + scalarPaid(reward), 0)).toBe(-6);
  });
  it("is weighted, and each is logged by its name", () => {
    const text = `${potential} weight 2\nshape potential -x`;
    const [row] = run(text, [{ signals: { x: 4 } }], { x: 6 });
    expect(row).toMatchObject({ shapings: { potential: -8, "potential 2": 4 }, reward: -4, total: 0 });
  });
  it("has a weight that may be a param", () => {
    const text = "signal x: float\nparam w: float = 0\nterm t = 0\ndiscount 0.5\nshape potential x weight w";
    expect(run(text, [{ signals: { x: 4 }, params: { w: 3 } }], { x: 6 })[0]?.reward).toBe(-12);
  });
  it("discounts by a param that is the discount", () => {
    const text = "signal x: float\nparam gamma: float in [0, 1] = 1\nterm t = 0\ndiscount gamma\nshape potential x";
    expect(run(text, [{ signals: { x: 4 }, params: { gamma: 0.25 } }], { x: 6 })[0]?.reward).toBe(-5);
  });
  it("may read history and machines", () => {
    const text =
      "signal p: bool\nmachine M { start state A { when p -> B } done state B }\nterm t = M.reward\ndiscount 1\n" +
      "shape potential (if M.state == B then 10 else 0) + held(p)";
    expect(run(text, [{ signals: { p: true } }, { signals: { p: true } }]).map(({ reward }) => reward)).toEqual([
      11, 1,
    ]);
  });
  it("keeps the last finite potential", () => {
    expect(rewards(potential, on(4, NaN, 8), { x: 6 })).toEqual([-4, NaN, 0.5 * 8 - 4]);
  });
});

describe("shape M by value iteration", () => {
  const machine =
    "signal coffee, office: bool\nmachine M { start state Empty { when coffee -> Carrying } state Carrying { when office -> Done reward 1 } final state Done }\n" +
    "term t = M.reward\ndiscount 0.9";
  const steps = [{ coffee: true }, {}, { office: true }].map((signals) => ({
    signals: { coffee: false, office: false, ...signals },
  }));

  it("takes v* of the machine for the potential: 0.9 while empty, 1 while carrying", () => {
    const paid = run(`${machine}\nshape M by value iteration`, steps).map(({ shapings }) => shapings["M"]);
    [0.9 * 1 - 0.9, 0.9 * 1 - 1, 0 - 1].forEach((value, index) => expect(paid[index]).toBeCloseTo(value, 12));
  });
  it("takes −v* with sign: -1", () => {
    const paid = run(`${machine}\nshape M by value iteration with sign: -1`, steps).map(
      ({ shapings }) => shapings["M"],
    );
    [0.9 - 0.9, 1 - 0.9, 1].forEach((value, index) => expect(paid[index]).toBeCloseTo(value, 12));
  });
  it("tells counterfactual experience the potential of each state, weighted", () => {
    const potentials = programOf(`${machine}\nshape M by value iteration weight 2`).machines[0]?.potential;
    expect(potentials?.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1.8, 2, 0]);
  });
});

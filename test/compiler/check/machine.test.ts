import { describe, expect, it } from "vitest";
import { findings, names, only, spec } from "./checked.js";

const fetch = `
signal coffee, office: bool
machine Fetch {
  counter n: int in [0, 5] = 1
  start state Empty { when coffee and n < 5 -> Full reward 1 + n do n += 1 }
  state Full reward -0.1 { when office -> Done do n = 0 else when coffee and n > 0 -> Full do n -= 1 }
  final state Done
}
term t = Fetch.reward
`;

describe("machines", () => {
  it("become states with edges, rewards and updates", () => {
    const [machine] = spec(fetch).machines;
    expect(machine?.states.map(({ name, end }) => [name, end])).toEqual([
      ["Empty", "none"],
      ["Full", "none"],
      ["Done", "final"],
    ]);
    expect(machine?.start).toEqual([1, 0, 0]);
    expect(machine?.counters).toMatchObject([{ name: "n", low: 0, high: 5, initial: 1 }]);
    const [edge] = machine?.states[0]?.edges ?? [];
    expect(edge).toMatchObject({
      form: "when",
      target: 1,
      updates: [
        { counter: "n", value: { kind: "binary", fn: "add", left: { field: { counter: "n", source: true } } } },
      ],
    });
    expect(machine?.states[1]?.reward).toMatchObject({ value: [-0.1] });
  });

  it("read their own counters before the move, others read them after it", () => {
    const { terms, machines } = spec(`${fetch}term u = Fetch.n`);
    expect(JSON.stringify(machines[0]?.states[0]?.edges[0]?.guard)).toContain('"source":true');
    expect(terms[1]?.body).toMatchObject({
      kind: "machine",
      field: { kind: "counter", source: false },
      type: { range: [0, 5] },
    });
  });

  it("expose state, reward, finished, steps_in_state and entered", () => {
    expect(
      names(
        `${fetch}term u = (Fetch.state == Full) + Fetch.finished + Fetch.entered(Done) + (Fetch.steps_in_state > 3) + match Fetch.state { Empty -> 0, Full -> 1, Done -> 2 }`,
      ),
    ).toEqual([]);
    expect(only(`${fetch}term u = Fetch.Full`)).toMatchObject({
      name: "unknown-field",
      help: "compare the state: `Fetch.state == Full`",
    });
    expect(only(`${fetch}term u = Fetch`)).toMatchObject({ name: "not-a-value" });
    expect(names(`${fetch}term u = Fetch.entered(Nowhere)`)).toEqual(["unknown-state"]);
  });

  it("start in one state, or in several with probabilities", () => {
    const random =
      "signal p: bool\nmachine M { start { A: 1/4, B: 0.75 } state A { when p -> B reward 1 } state B { when p -> A } }\nterm t = M.reward";
    expect(spec(random).machines[0]?.start).toEqual([0.25, 0.75]);
    expect(names("signal p: bool\nmachine M { state A { when p -> A reward 1 } }\nterm t = M.reward")).toContain(
      "missing-start",
    );
    expect(
      names(
        "signal p: bool\nmachine M { start state A { when p -> B reward 1 } start state B { when p -> A } }\nterm t = M.reward",
      ),
    ).toContain("several-starts");
    expect(
      names("signal p: float\nmachine M { start { A: p } state A { when p > 0 -> A reward 1 } }\nterm t = M.reward"),
    ).toContain("not-constant");
  });

  it("say which name is missing or twice there", () => {
    expect(
      names("signal p: bool\nmachine M { start state A { when p -> X reward 1 } state A { } }\nterm t = M.reward"),
    ).toEqual(["unknown-state", "duplicate-name"]);
    expect(
      findings(
        "signal p: bool\nmachine M { counter n: int in [0, 3] = 0 start state A { when p -> A reward n do m += 1 } }\nterm t = M.reward",
      ),
    ).toEqual(["RWD2003 machine `M` has no `m`"]);
    expect(
      names(
        "signal p: bool\nmachine M { counter n: int in [0, 3] = 0 start state A { when p -> A reward n do n += 1, n = 0 } }\nterm t = M.reward",
      ),
    ).toEqual(["duplicate-declaration"]);
    expect(
      only(
        "signal p: bool\nmachine M { counter n: int in [0, 3] = 0 start state A { when p -> A reward n do n = n / 2 } }\nterm t = M.reward",
      ).help,
    ).toContain("real division");
  });

  it("share the edges of states that are declared together", () => {
    const [machine] = spec(
      "signal p: bool\nmachine M { start state A { when p -> B reward 1 } state B, C { when held(p) > 2 -> C otherwise -> A } }\nterm t = M.reward",
    ).machines;
    expect(machine?.states[1]?.edges).toBe(machine?.states[2]?.edges);
  });
});

describe("templates", () => {
  const template =
    "signal coffee, office: bool\nsignal level: float\nmachine InOrder(a, b: bool, pay) { counter n: int in [0, 3] = 0 start state S { when a and n < 3 -> T do n += 1 } state T { when b -> F reward pay } final state F }\n";

  it("make one machine for each instance, each with its own counters and names", () => {
    const { machines, endings } = spec(
      `${template}machine One = InOrder(coffee, office, 1)\nmachine Two = InOrder(office, b: coffee, pay: 2 * level)\nterm t = One.reward + Two.reward * Two.n`,
    );
    expect(machines.map(({ name }) => name)).toEqual(["One", "Two"]);
    expect(endings.map(({ cause }) => cause)).toEqual(["One", "Two"]);
    expect(JSON.stringify(machines[1]?.states[0]?.edges[0]?.guard)).toContain('"machine":"Two"');
  });

  it("check arguments against parameters", () => {
    expect(names(`${template}machine One = InOrder(coffee, level, 1)\nterm t = One.reward`)).toEqual(["type-mismatch"]);
    expect(names(`${template}machine One = InOrder(coffee)\nterm t = One.reward`)).toEqual(["missing-argument"]);
    expect(names(`${template}machine One = Missing(coffee)\nterm t = One.reward + level * office`)).toEqual([
      "unknown-name",
    ]);
  });

  it("are no machines themselves, but are checked", () => {
    expect(names(`${template}term t = InOrder.reward + coffee + office + level`)).toEqual(["not-a-value"]);
    expect(
      names("signal p: bool\nterm t = p\nmachine M(a: bool) { start state A { when a and b -> B } state C { } }"),
    ).toEqual(["unknown-name", "unknown-state"]);
  });

  it("can be imported", () => {
    const files = {
      "lib.reward":
        "library L\nlet bonus = 3\nmachine Once(p: bool) { start state A { when p -> B reward bonus } done state B }",
    };
    expect(
      spec('import { Once } from "./lib"\nsignal x: bool\nmachine M = Once(x)\nterm t = M.reward', files).machines[0]
        ?.name,
    ).toBe("M");
  });
});

describe("durations", () => {
  const held = "signal p: bool\n";

  it("compare with whole steps and with times that are whole multiples of dt", () => {
    const { terms } = spec(
      `${held}dt 0.02 s\nterm t = (held(p) >= 0.1 s) + (since(p) < 3) + (held(p) == since(p)) + (held(p) in [1, 0.2 s])`,
    );
    expect([...JSON.stringify(terms[0]?.body).matchAll(/"value":\[(5|10)\]/g)]).toHaveLength(2);
    expect(names(`${held}dt 0.02 s\nterm t = held(p) > 0.03 s`)).toEqual(["time-not-whole"]);
    expect(names(`${held}term t = held(p) > 0.03 s`)).toEqual(["missing-dt"]);
    expect(names(`${held}term t = held(p) > 2.5`)).toEqual(["duration-comparison"]);
    expect(names(`${held}dt 1 s\nparam limit: float unit s = 2\nterm t = held(p) > limit`)).toEqual([
      "duration-comparison",
    ]);
    expect(names(`${held}dt 1 s\nparam limit: float unit s = 2\nterm t = seconds(held(p)) > limit`)).toEqual([]);
  });

  it("stay durations through lets, sums and choices", () => {
    expect(
      names(`${held}dt 0.02 s\nlet n = held(p)\nlet m = if p then n + 1 else since(p)\nterm t = m > 0.03 s`),
    ).toEqual(["time-not-whole"]);
  });

  it("make windows", () => {
    const { terms } = spec(
      "dt 0.1 s\nlet n = 4\nsignal x: float\nterm t = (mean(x) over last 0.3 s) + (max(x) over last n)",
    );
    expect([...JSON.stringify(terms[0]?.body).matchAll(/"steps":(\d)/g)].map(([, steps]) => steps)).toEqual(["3", "4"]);
    expect(names("signal x: float\nterm t = mean(x) over last 0")).toEqual(["invalid-steps"]);
    expect(names("signal x: float\nsignal n: int\nterm t = n + (mean(x) over last n)")).toEqual(["not-constant"]);
  });
});

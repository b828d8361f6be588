import { describe, expect, it } from "vitest";
import { names, spec } from "./checked.js";

const coffee = `
signal coffee: bool
signal level: float in [0, 10] = 0.5
signal kind: enum { Math, Code } = Code
signal force: float[2, 2]
signal angle: float unit deg
action torque: float[2]
param gain: float in [0, 5] = 1
machine Fetch { start state Empty { when coffee -> Full reward 1 } final state Full }
term fetched = Fetch.reward
term all = gain * (level + (kind == Math) + sum(force) + angle + sum(torque))
terminate when level > 9 reward -1 cause "flood"
discount 0.9
shape Fetch by value iteration
`;

function test(items: string, header = ""): ReturnType<typeof spec>["tests"][number] {
  const [first] = spec(`${coffee}test "it" ${header} { ${items} }`).tests;
  if (first === undefined) throw new Error("no test");
  return first;
}

function faults(items: string, header = ""): readonly string[] {
  return names(`${coffee}test "it" ${header} { ${items} }`);
}

describe("the clock of a test", () => {
  it("stands at 0 where nothing sets it, in a step for that step, in `given` for all", () => {
    const [episode] = test(
      "given { updates = 7 } reset { steps = 2e3 } step { steps = 5e5, episodes = 3 } step {} expect true",
    ).episodes;
    expect(episode?.resetClock).toEqual({ steps: 2000, updates: 7, episodes: 0 });
    expect(episode?.rows.map(({ clock }) => clock)).toEqual([
      { steps: 500_000, updates: 7, episodes: 3 },
      { steps: 0, updates: 7, episodes: 0 },
    ]);
  });

  it("is a constant number from 0", () => {
    for (const value of ["steps = -1", "steps = level", "steps", "not steps", "steps[0] = 1", "steps = [1, 2]"]) {
      expect({ value, names: faults(`step { ${value} } expect true`) }).toEqual({ value, names: ["test-value"] });
    }
  });

  it("gives way to a signal of that name", () => {
    const [found] = spec('signal steps: float\nterm t = steps\ntest "it" { step { steps = 3 } expect t == 3 }').tests;
    expect(found?.episodes[0]?.rows[0]).toMatchObject({ values: [{ name: "steps", value: [3] }], clock: { steps: 0 } });
  });
});

describe("the values of a test", () => {
  it("set whole signals, row-major, and leave the others alone", () => {
    const { episodes } = test("step { coffee, level = 2, kind = Math, force = 1, torque = [1, -1] } expect true");
    expect(episodes[0]?.rows[0]?.values).toEqual([
      { name: "coffee", value: [1] },
      { name: "level", value: [2] },
      { name: "kind", value: [0] },
      { name: "force", value: [1, 1, 1, 1] },
      { name: "torque", value: [1, -1] },
    ]);
  });

  it("set elements and rows of arrays beside what was set before", () => {
    const { episodes } = test("step { force[0, 1] = 3, force[1] = [4, 5], not coffee } expect true");
    expect(episodes[0]?.rows[0]?.values).toEqual([
      { name: "force", value: [0, 3, 4, 5] },
      { name: "coffee", value: [0] },
    ]);
  });

  it("are in the declared unit, or converted to it", () => {
    const { episodes } = test("step { angle = 90 } step { angle = 3.141592653589793 rad } expect true");
    expect(episodes[0]?.rows[0]?.values[0]?.value).toEqual([90]);
    expect(episodes[0]?.rows[1]?.values[0]?.value[0]).toBeCloseTo(180);
  });

  it("are constants of the right type, shape and range", () => {
    expect(faults("step { level = 11 } expect true")).toEqual(["value-out-of-range"]);
    expect(faults("step { level = true and true } expect true")).toEqual([]);
    expect(faults("step { level = level } expect true")).toEqual(["not-constant"]);
    expect(faults("step { kind = Maths } expect true")).toEqual(["unknown-member"]);
    expect(faults("step { coffee = 2 } expect true")).toEqual(["type-mismatch"]);
    expect(faults("step { level } expect true")).toEqual(["test-value"]);
    expect(faults("step { force[2, 0] = 1 } expect true")).toEqual(["index-out-of-range"]);
    expect(faults("step { gain = 2 } expect true")).toEqual(["test-value"]);
    expect(faults("step { cofee } expect true")).toEqual(["test-value"]);
  });

  it("given at the start hold for the reset and every step; a reset knows no action", () => {
    const { episodes } = test("given { level = 3 } reset { coffee } step { level = 4 } step { } expect true");
    const [episode] = episodes;
    expect(episode?.reset).toEqual([
      { name: "level", value: [3] },
      { name: "coffee", value: [1] },
    ]);
    expect(episode?.rows.map(({ values }) => values)).toEqual([
      [{ name: "level", value: [4] }],
      [{ name: "level", value: [3] }],
    ]);
    expect(faults("reset { torque = 1 } step { } expect true")).toEqual(["test-value"]);
  });

  it("set params for the whole test", () => {
    expect(test("step { } expect all == 1", "with gain = 2").params).toEqual([{ name: "gain", value: [2] }]);
    expect(faults("step { } expect true", "with gain = 6")).toEqual(["value-out-of-range"]);
    expect(faults("step { } expect true", "with gian = 2")).toEqual(["test-value"]);
  });
});

describe("the steps of a test", () => {
  it("are one episode, or an episode for each block", () => {
    expect(test("step { } step { } expect true").episodes).toHaveLength(1);
    expect(
      test("given { level = 1 } episode { step { } expect true } episode { step { coffee } expect true }").episodes.map(
        ({ rows }) => rows[0]?.values.length,
      ),
    ).toEqual([1, 2]);
    expect(faults("step { } episode { step { } expect true }")).toEqual(["test-order"]);
  });

  it("repeat, and what follows is expected of each of them", () => {
    const { episodes } = test("step { } step * (2 + 1) { coffee } expect coffee, level == 0.5");
    expect(episodes[0]?.rows.map(({ expectations }) => expectations)).toEqual([[], [0, 1], [0, 1], [0, 1]]);
    for (const count of ["0", "1.5", "-1", "1e9", "level"])
      expect(faults(`step * ${count} { } expect true`), count).toContain("test-repeat");
  });

  it("end as the environment says", () => {
    const { episodes } = test(
      "episode { step { terminated } expect true } episode { step { } end truncated { } expect true } episode { end } episode { step { } end unfinished { } } episode { step { } }",
    );
    expect(episodes.map(({ rows }) => rows.map(({ terminated, truncated }) => [terminated, truncated]))).toEqual([
      [[true, false]],
      [[false, true]],
      [[true, false]],
      [[false, false]],
      [[false, false]],
    ]);
  });

  it("come in the order of an episode", () => {
    for (const items of [
      "expect coffee step { }",
      "step { } reset { } expect true",
      "step { } given { } expect true",
      "step { } end { } step { } expect true",
    ]) {
      expect(faults(items), items).toContain("test-order");
    }
  });
});

describe("what a test expects", () => {
  it("compares numbers within 1e-6, or what is said", () => {
    const { expectations } = test("step { } expect reward == 1, fetched >= 0 ± 0.1, Fetch == 0, 1 == level");
    expect(expectations.map(({ form }) => form.kind === "compare" && [form.operator, form.tolerance])).toEqual([
      ["==", 1e-6],
      [">=", 0.1],
      ["==", 1e-6],
      ["==", 1e-6],
    ]);
    expect(faults("step { } expect coffee ± 0.1")).toEqual(["test-tolerance"]);
    expect(faults("step { } expect level == 0 ± level")).toEqual(["test-tolerance"]);
  });

  it("takes states, members, booleans and causes as conditions", () => {
    const { expectations } = test(
      'step { } expect Fetch.state == Empty, kind == Code, terminated, not truncated, cause == "flood", cause != "x", coffee == false',
    );
    expect(expectations.map(({ form }) => form.kind)).toEqual([
      "condition",
      "condition",
      "condition",
      "condition",
      "cause",
      "cause",
      "condition",
    ]);
  });

  it("compares arrays element by element", () => {
    const { expectations } = test("step { torque = 1 } expect torque == [1, 1] ± 0.1, torque > 0");
    expect(
      expectations.map(
        ({ form }) => form.kind === "condition" && form.condition.kind === "call" && form.condition.builtin,
      ),
    ).toEqual(["all", "all"]);
  });

  it("reads the return of the finished batch, in a row and after the end", () => {
    const { episodes, expectations } = test("step { coffee } end { } expect return == 1, fetched == 1");
    expect(episodes[0]?.endExpectations).toEqual([0, 1]);
    expect(JSON.stringify(expectations[0]?.form)).toContain('"name":"return"');
    expect(faults("step { } expect return == 1")).toEqual([]);
  });

  it("keeps the words as written", () => {
    expect(test("step { } expect  fetched ==  0 ± 0.5 ").expectations[0]?.text).toBe("fetched ==  0 ± 0.5");
  });

  it("warns of a test that expects nothing", () => {
    expect(faults("step { }")).toEqual(["empty-test"]);
  });
});

describe("tests of variants", () => {
  const varied = `${coffee}variant rich { set gain = 2 }\ntest "base" { step { } expect true }\ntest "rich" with variant rich, gain = 3 { step { } expect true }`;

  it("belong to the spec under that variant", () => {
    expect(spec(varied).tests.map(({ name }) => name)).toEqual(["base"]);
    expect(spec(varied, {}, { variant: "rich" }).tests.map(({ name, variant }) => [name, variant])).toEqual([
      ["rich", "rich"],
    ]);
  });

  it("are checked with the base spec too", () => {
    expect(
      names(`${coffee}variant rich { set gain = 2 }\ntest "rich" with variant rich { step { cofee } expect true }`),
    ).toEqual(["test-value"]);
    expect(names(`${coffee}test "rich" with variant poor { step { } expect true }`)).toEqual(["unknown-variant"]);
  });

  it("read what an episode is worth in its rows and after its end", () => {
    expect(faults("step {} expect (mean(level) over episode) == 0")).toEqual([]);
    expect(faults("step {} end expect (mean(level) over episode) == 0.5")).toEqual([]);
  });

  it("nest batches, groups and episodes", () => {
    const { episodes, groups } = test(
      "batch { group { episode { step {} expect true } episode { step {} } } group { step {} } } batch { step {} }",
    );
    expect(episodes.map(({ group }) => group)).toEqual([0, 0, 1, 2]);
    expect(groups.map(({ batch }) => batch)).toEqual([0, 0, 1]);
    expect(faults("group { episode { step {} } step {} expect true }")).toContain("test-order");
    expect(faults("episode { group { step {} } } expect true")).toContain("test-order");
    expect(faults("group { episode { step {} } expect level == 0 }")).toContain("test-order");
    expect(faults('trace "run.csv" expect true')).toEqual(["unreadable-file"]);
  });
});

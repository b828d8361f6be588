import { describe, expect, it } from "vitest";
import { findings, names, spec } from "../check/checked.js";

const base = `reward Base
signal speed: float
signal coffee: bool
let gain = 2
term fast weight 3 = gain * speed
machine Fetch { start state Empty { when coffee -> Full reward 1 } final state Full }
term fetched = Fetch.reward
terminate when speed > 10
discount 0.9
total = fast + fetched
variant slow { set gain = 0.5 }
test "base" { step { speed = 1 } expect fast == 6 }
`;
const files = { "base.reward": base };
const header = 'reward Derived extends Base\nimport { Base } from "./base"\n';

describe("extends", () => {
  it("takes over every declaration but tests", () => {
    const derived = spec(header, files);
    expect(derived.name).toBe("Derived");
    expect(derived.terms.map(({ name }) => name)).toEqual(["fast", "fetched"]);
    expect(derived.endings.map(({ cause }) => cause)).toEqual(["Fetch", "speed > 10"]);
    expect(derived.discount).toMatchObject({ value: [0.9] });
    expect(derived.variants).toEqual(["slow"]);
    expect(derived.tests).toEqual([]);
  });

  it("puts its own declarations in place of those of the same name, for the base as well", () => {
    const derived = spec(`${header}let gain = speed\nterm fetched = 5\ndiscount 0.5`, files);
    expect(derived.terms.map(({ name }) => name).sort()).toEqual(["fast", "fetched"]);
    expect(JSON.stringify(derived.terms.find(({ name }) => name === "fast")?.body)).toContain('"kind":"signal"');
    expect(derived.lets.find(({ name }) => name === "gain")?.value.kind).toBe("signal");
    expect(derived.terms.find(({ name }) => name === "fetched")?.body).toMatchObject({ value: [5] });
    expect(derived.discount).toMatchObject({ value: [0.5] });
  });

  it("adds terms, ends and tests", () => {
    const derived = spec(
      `${header}signal near: bool\nterm close = near\ntotal = sum(terms)\ntruncate when step_index > 3\ntest "derived" { step { near } expect close == 1 }`,
      files,
    );
    expect(derived.terms.map(({ name }) => name)).toEqual(["fast", "fetched", "close"]);
    expect(derived.endings).toHaveLength(3);
    expect(derived.tests.map(({ name }) => name)).toEqual(["derived"]);
    expect(JSON.stringify(derived.total)).toContain('"term":"close"');
  });

  it("goes on through several specs", () => {
    const chain = {
      ...files,
      "middle.reward": 'reward Middle extends Base\nimport { Base } from "./base"\nlet gain = 7',
    };
    const derived = spec('reward Derived extends Middle\nimport { Middle } from "./middle"', chain);
    expect(derived.lets.find(({ name }) => name === "gain")?.value).toMatchObject({ value: [7] });
  });

  it("needs a spec, imported by its name", () => {
    expect(findings("reward Derived extends Base\nterm t = 1")).toEqual(["RWD2001 unknown name `Base`"]);
    expect(
      names('reward Derived extends Base\nimport { Base } from "./base"\nterm t = 1', {
        "base.reward": "library Base\nlet x = 1",
      }),
    ).toEqual(["wrong-base"]);
    expect(names('reward Derived extends Base\nimport { Base } from "./gone"\nterm t = anything', files)).toEqual([
      "unreadable-file",
    ]);
  });
});

describe("variants", () => {
  const text = `${base.replace("reward Base\n", "")}
terms style { term effort weight 2 when coffee = speed }
param eta: float in [0, 1] = 0.1
term eta_term = eta
variant other {
  set eta = 0.5
  set gain = speed + 1
  set fast.weight = 9
  set style.effort.when = not coffee
  set style.effort = 4
  total = bonus
  discount 0.1
  term bonus = 1
}`;

  it("put other values in place", () => {
    const other = spec(text, {}, { variant: "other" });
    expect(other.params[0]?.value).toEqual([0.5]);
    const [fast] = other.terms;
    expect(fast).toMatchObject({ name: "fast", weight: { value: [9] } });
    expect(other.lets.find(({ name }) => name === "gain")?.value).toMatchObject({ kind: "binary", fn: "add" });
    const effort = other.terms.find(({ name }) => name === "style.effort");
    expect(effort).toMatchObject({ weight: { value: [2] }, when: { kind: "unary", fn: "not" }, body: { value: [4] } });
    expect(other.total).toMatchObject({ kind: "term", term: "bonus" });
    expect(other.discount).toMatchObject({ value: [0.1] });
  });

  it("leave the spec itself as it is", () => {
    const plain = spec(text);
    expect(plain.params[0]?.value).toEqual([0.1]);
    expect(plain.terms.map(({ name }) => name)).not.toContain("bonus");
    expect(plain.variants).toEqual(["slow", "other"]);
  });

  it("are checked with the spec, and what is wrong in both is said once", () => {
    expect(names(`${text}\nvariant wrong { set eta = 2 }`)).toEqual(["value-out-of-range"]);
    expect(names("signal x: float\nterm t = y\nterm u = x\nvariant a { set u = 1 }\nvariant b { set u = z }")).toEqual([
      "unknown-name",
      "unknown-name",
    ]);
  });

  it("say what cannot be set", () => {
    for (const path of ["speed", "Fetch", "style", "fast.clip", "style.nothing", "gain.weight"]) {
      expect(names(`${text}\nvariant wrong { set ${path} = 2 }`), path).toEqual(["unknown-set-target"]);
    }
    expect(names(`${text}\nvariant wrong { set gian = 2 }`)).toEqual(["unknown-name"]);
  });

  it("are known by name", () => {
    expect(names(text, {}, { variant: "othr" })).toEqual(["unknown-variant"]);
    expect(names(`${text}\nvariant other { set eta = 1 }`)).toEqual(["duplicate-name"]);
    expect(names(`${text}\nvariant wrong { term fast = 2 }`)).toEqual(["duplicate-name"]);
  });
});

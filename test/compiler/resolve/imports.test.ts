import { describe, expect, it } from "vitest";
import { checkSpec } from "../../../src/compiler/check/index.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { findings, names, only, spec } from "../check/checked.js";

const library = {
  "lib/shapes.reward": 'library Shapes\nimport { base } from "./base"\ndef scaled(x) = base * x\nlet two = 2',
  "lib/base.reward": "library Base\nlet base = 10",
};

describe("imports", () => {
  it("are relative to the file that writes them, with an extension or without", () => {
    expect(
      names(
        'import { scaled } from "./lib/shapes"\nimport { two } from "lib/../lib/shapes.reward"\nterm t = scaled(two)',
        library,
      ),
    ).toEqual([]);
  });

  it("may have other names", () => {
    expect(
      names('import { scaled as s } from "./lib/shapes"\nterm t = s(1)\nlet scaled = 3\nterm u = scaled', library),
    ).toEqual([]);
  });

  it("do not pass on what the imported file imports", () => {
    expect(findings('import { base } from "./lib/shapes"\nterm t = base', library)).toEqual([
      "RWD2006 `./lib/shapes` declares no `base`",
    ]);
  });

  it("print the path of a cycle", () => {
    const files = {
      "a.reward": 'library A\nimport { b } from "./b"\nlet a = b',
      "b.reward": 'library B\nimport { a } from "./a"\nlet b = 1',
    };
    expect(findings('import { a } from "./a"\nterm t = a', files)).toEqual([
      "RWD2008 files import each other: `a.reward` → `b.reward` → `a.reward`",
    ]);
  });

  it("are reported where they fail, and their names are silent after that", () => {
    expect(findings('import { a, b } from "./gone"\nterm t = a + b(1) + a.x')).toEqual([
      "RWD2007 cannot read `./gone`: no such file",
    ]);
    expect(names('import { scald } from "./lib/shapes"\nterm t = scald(2)', library)).toEqual(["unknown-import"]);
    expect(only('import { scald } from "./lib/shapes"\nterm t = scald(2)', library).fixes[0]?.edits[0]?.text).toBe(
      "scaled",
    );
  });

  it("warn of what is imported twice or never used", () => {
    expect(names('import { two, two } from "./lib/shapes"\nterm t = two', library)).toEqual(["duplicate-import"]);
    expect(names('import { two, scaled } from "./lib/shapes"\nterm t = two', library)).toEqual(["unused-import"]);
  });

  it("cannot take a name that the file declares or imports already", () => {
    expect(names('import { two } from "./lib/shapes"\nlet two = 3\nterm t = two', library)).toEqual(["duplicate-name"]);
    expect(names('import { two, scaled as two } from "./lib/shapes"\nterm t = two', library)).toEqual([
      "duplicate-name",
    ]);
    expect(names('import { two as pi } from "./lib/shapes"\nterm t = pi', library)).toEqual(["read-only-name"]);
  });

  it("bring the signals and params that they read into the spec", () => {
    const files = {
      "lib.reward": "library L\nsignal speed: float\nparam limit: float = 2\ndef over() = max(0, speed - limit)",
    };
    const imported = spec('import { over } from "./lib"\nterm t = over()', files);
    expect(imported.signals.map(({ name }) => name)).toEqual(["speed"]);
    expect(imported.params.map(({ name }) => name)).toEqual(["limit"]);
    expect(names('import { over } from "./lib"\nsignal speed: int\nterm t = over() + speed', files)).toEqual([
      "duplicate-name",
    ]);
  });

  it("bring machines, whose final states end the episode", () => {
    const files = {
      "lib.reward": "library L\nsignal p: bool\nmachine M { start state A { when p -> B reward 1 } final state B }",
    };
    const imported = spec('import { M as N } from "./lib"\nterm t = N.reward', files);
    expect(imported.machines.map(({ name }) => name)).toEqual(["N"]);
    expect(imported.endings.map(({ cause }) => cause)).toEqual(["N"]);
  });

  it("report what is wrong in an imported file there", () => {
    const { diagnostics } = checkSpec(
      "main.reward",
      memoryHost({
        "main.reward": 'reward A\nimport { f } from "./lib"\nterm t = f(1)',
        "lib.reward": "library L\ndef f(x) = x + y",
      }),
    );
    expect(
      diagnostics.map(({ name, primary, related }) => [name, primary.span.file, related.map(({ span }) => span.file)]),
    ).toEqual([["unknown-name", "lib.reward", ["main.reward"]]]);
  });
});

describe("the prelude", () => {
  it("is there without an import, after all other names", () => {
    expect(names("signal x: float\nterm t = huber(x) + running_max(x)")).toEqual([]);
    expect(spec("signal x: float\nlet huber = 2\nterm t = huber * x").terms[0]?.body).toMatchObject({
      left: { kind: "let" },
    });
  });

  it("can be missing", () => {
    const { spec: typed } = checkSpec("a.reward", memoryHost({ "a.reward": "reward A\nterm t = 1" }));
    expect(typed?.name).toBe("A");
  });
});

describe("names", () => {
  it("are compared after NFC and suggested by likeness", () => {
    expect(names("signal e\u0301tat: bool\nterm t = \u00e9tat")).toEqual([]);
    expect(only("signal torque: float\nterm t = -torqe ^ 2 + torque")).toMatchObject({
      name: "unknown-name",
      help: "did you mean `torque`?",
      fixes: [{ applicability: "maybe" }],
    });
    expect(only("term t = a_name_like_nothing").help).toBeUndefined();
  });

  it("are not missed twice after a syntax error", () => {
    expect(names("signal : bool\nterm t = coffee")).not.toContain("unknown-name");
  });
});

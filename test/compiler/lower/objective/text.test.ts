import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../../src/compiler/emit/tfjs/closure.js";
import { compile, memoryHost } from "../../../../src/compiler/index.js";
import { render } from "../../../../src/compiler/diagnostics/render/render.js";
import { scalarPaid, type Row } from "../../../../src/runtime/reference/index.js";
import { conformance } from "../../../../src/testing/conformance/conformance.js";
import { runTests } from "../../../../src/testing/spec-tests/run-spec-tests.js";
import { useTestBackend } from "../../../runtime/kernel/backends.js";
import { programOf, rewards, run } from "../run.js";

/** Rows in which the named signals hold, of those that the text declares. */
function rowsOf(signals: string, ...rows: readonly string[]): Row[] {
  const names = signals.split(" ");
  return rows.map((row) => {
    const words = row.split(" ");
    const flags = Object.fromEntries(["terminated", "truncated"].map((flag) => [flag, words.includes(flag)]));
    return { signals: Object.fromEntries(names.map((name) => [name, words.includes(name)])), ...flags };
  });
}

const paid = (text: string, rows: readonly Row[]): readonly number[] =>
  run(text, rows).map(({ reward }) => scalarPaid(reward));

describe("an objective in a spec", () => {
  it("pays once for what it says, at its first step or at a termination", () => {
    const text = `
      signal a, b: bool
      objective Visit = eventually (a and next eventually b)
      objective Safe = always not (a and b)
      term visit = 1 on satisfied Visit
      term safe weight 0.5 = 1 on satisfied Safe
      term harm weight -1 = 1 on violated Safe`;
    const rows = (...given: readonly string[]): Row[] => rowsOf("a b", ...given);
    expect(paid(text, rows("a", "b", "b", "terminated"))).toEqual([0, 1, 0, 0.5]);
    expect(paid(text, rows("a", "b", "truncated"))).toEqual([0, 1, 0]);
    expect(paid(text, rows("a b", "b", "terminated"))).toEqual([-1, 1, 0]);
  });

  it("may guard machines, and read what they show", () => {
    const text = `
      signal key, door: bool
      objective Twice = eventually (key and next eventually key)
      machine Lock {
        start state Shut { when door and Twice.satisfied -> Open reward 1 }
        done state Open
      }
      objective Opened = eventually (Lock.state == Open)
      term lock = Lock.reward
      term opened weight 10 = 1 on satisfied Opened`;
    expect(paid(text, rowsOf("key door", "door", "key", "door", "key", "door", "door"))).toEqual([0, 0, 0, 0, 11, 0]);
  });

  it("shows in guards and terms what it was the step before by `prev`", () => {
    const text = `
      signal a: bool
      objective Seen = eventually a
      term now = if Seen.satisfied then 1 else 0
      term before weight 10 = if prev(Seen.satisfied) then 1 else 0`;
    expect(rewards(text, [{ a: false }, { a: true }, { a: false }])).toEqual([0, 1, 11]);
  });

  it("may end the episode by what it shows, and is settled in that very step", () => {
    const text = `
      signal a: bool
      objective Short = always[0, 1] a
      term good = 1 on satisfied Short
      term bad weight -1 = 1 on violated Short
      terminate when Short.satisfied or Short.violated`;
    const ends = (...rows: readonly string[]): unknown[] =>
      run(text, rowsOf("a", ...rows)).map(({ reward, terminated }) => [reward, terminated]);
    expect(ends("a", "a", "a")).toEqual([
      [0, false],
      [1, true],
      [0, false],
    ]);
    expect(ends("a", "")).toEqual([
      [0, false],
      [-1, true],
    ]);
  });

  it("is shaped by its progress: γ·Φ after − Φ before, 0 where the episode terminates", () => {
    const text = `
      signal a, b: bool
      objective Visit = eventually (a and next eventually b)
      term nothing = 0
      discount 0.5
      shape Visit by progress weight 2`;
    const found = paid(text, rowsOf("a b", "", "a", "b truncated"));
    expect(found).toEqual([0, 0.5, 2 * (0.5 - 0.5)]);
    expect(paid(text, rowsOf("a b", "a", "b terminated"))).toEqual([0.5, -1]);
  });

  it("knows that numbers and members exclude each other", () => {
    const program = programOf(`
      signal x: float
      signal place: enum { Home, Away, Sea }
      objective Far = eventually (x > 5 and not x > 2)
      objective Both = eventually (place == Home and place == Sea)
      objective Order = eventually (x > 2 and next eventually (x > 5))
      term paid = 1 on violated Far`);
    const [far, both, order] = program.objectives;
    expect([far?.violated[0], both?.violated[0], order?.violated[0]]).toEqual([true, true, false]);
    expect(order?.classNames).toEqual(["x <= 2", "x > 2 and x <= 5", "x > 5"]);
  });
});

const tested = `reward Tested
signal a, b: bool
signal x: float
objective Visit = eventually (a and next eventually b)
objective Safe = always x < 3
term visit = 1 on satisfied Visit
term root = sqrt(x)
nan terminate

test "shows what holds after each step" {
  step { a } expect Visit.state == 1, not Visit.accepting, Visit.progress == 0.5, Visit.verdict == Unknown
  step { b } expect Visit.satisfied, Visit.accepting, Visit.progress == 1, Visit.verdict == Satisfied, visit == 1
}
test "leaves open what a truncation cuts off" {
  episode { step { a } end truncated { } expect Visit.verdict == Unknown, Safe.verdict == Unknown }
  episode { step { x = 4 } end truncated { } expect Safe.verdict == Violated }
  episode { step { a } end unfinished { } expect Visit.verdict == Unknown }
}
test "decides at a termination, that by a term that is not finite too" {
  episode { step { a } end { } expect Visit.verdict == Violated, Safe.verdict == Satisfied }
  episode { step { x = -1 } expect terminated, Safe.verdict == Satisfied, Visit.verdict == Violated }
}
`;

describe.each(["cpu", "wasm"] as const)(
  "objectives in tests of the language, on the reference and on %s",
  (backend) => {
    beforeAll(() => useTestBackend(backend));

    it("are as the tests expect", async () => {
      const { results, diagnostics, sources } = await runTests(
        "tested.reward",
        memoryHost({ "tested.reward": tested }),
        {
          backends: [backend],
        },
      );
      const findings = [...diagnostics, ...results.flatMap(({ failures }) => failures)].filter(
        ({ severity }) => severity === "error",
      );
      expect(findings.map((finding) => render(finding, sources))).toEqual([]);
      expect(results.map(({ passed, targets }) => ({ passed, targets: targets.length }))).toEqual(
        Array.from({ length: 3 }, () => ({ passed: true, targets: 2 })),
      );
    });

    it("mean the same with random inputs and resets", async () => {
      const { program } = compile("tested.reward", memoryHost({ "tested.reward": tested }));
      if (program === undefined) throw new Error("does not compile");
      const { mismatches, stepped } = await conformance(program, kernelOf(program), { environments: 9, rows: 30 });
      expect(mismatches).toEqual([]);
      expect(stepped).toBeGreaterThan(200);
    });
  },
);

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeText } from "../../../../src/compiler/automata/text/write.js";
import { analyseMachine } from "../../../../src/compiler/check/machines/analysis.js";
import { machineText } from "../../../../src/compiler/check/machines/export/text.js";
import { machineOfTextFile } from "../../../../src/compiler/check/machines/index.js";
import type { TypedMachine } from "../../../../src/compiler/check/typed.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { initialState, scalarPaid, step } from "../../../../src/runtime/reference/index.js";
import { bool, signal, specOf } from "./typed.js";

interface Row {
  readonly state: string | undefined;
  readonly reward: number;
  readonly ended: boolean;
}

/** Runs words of labels, each a string of single letters, through a machine. */
function run(made: TypedMachine, words: readonly string[]): readonly Row[] {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const program = lower(
    specOf([made], { signals: letters.map((name) => ({ name, role: "signal", type: bool, span: signal(name).span })) }),
  );
  let at = initialState(program, {});
  return words.map((word) => {
    const moved = step(program, at, {
      signals: Object.fromEntries(letters.map((letter) => [letter, word.includes(letter)])),
    });
    at = moved.state;
    return {
      state: moved.outputs.machines[made.name],
      reward: scalarPaid(moved.outputs.reward),
      ended: moved.outputs.terminated,
    };
  });
}

function read(
  text: string,
  compatibility?: "falling-off-pays",
): { readonly machine: TypedMachine; readonly findings: readonly string[] } {
  const { value, diagnostics } = machineOfTextFile({ path: "task.txt", text }, "M", compatibility);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { machine: value.machine, findings: diagnostics.map(({ name }) => name) };
}

const edges = (...lines: readonly (readonly [number, number, string, number])[]): string =>
  lines.map(([from, to, guard, reward]) => `(${from},${to},'${guard}',ConstantRewardFunction(${reward}))`).join("\n");
/** Fetch f and bring it to g; n is not mentioned: stepping on it falls off. */
const delivery = `0\n[2]\n${edges([0, 0, "!f&!n", 0], [0, 1, "f&!n", 0], [1, 1, "!g&!n", 0], [1, 2, "g&!n", 1])}\n`;

describe("falling off an imported machine", () => {
  it("ends the episode with reward 0, in a failed state", () => {
    const { machine } = read(delivery);
    expect(machine.states.map(({ name, end }) => `${name} ${end}`)).toEqual([
      "u0 none",
      "u1 none",
      "u2 final",
      "failed final",
    ]);
    expect(run(machine, ["f", "n"])).toEqual([
      { state: "u1", reward: 0, ended: false },
      { state: "failed", reward: 0, ended: true },
    ]);
    expect(run(machine, ["f", "g"])[1]).toEqual({ state: "u2", reward: 1, ended: true });
  });

  it("pays the goal's reward with `falling-off-pays` in the state that has an edge to the goal, as published", () => {
    const { machine } = read(delivery, "falling-off-pays");
    expect(run(machine, ["f", "n"])[1]).toEqual({ state: "failed", reward: 1, ended: true });
    expect(run(machine, ["n"])[0]).toEqual({ state: "failed", reward: 0, ended: true });
    expect(run(machine, ["f", "g"])[1]).toEqual({ state: "u2", reward: 1, ended: true });
  });

  it("is impossible where the guards cover everything: then there is no failed state", () => {
    const { machine } = read(`0\n[1]\n${edges([0, 0, "!g", 0], [0, 1, "g", 1])}`);
    expect(machine.states.map(({ name }) => name)).toEqual(["u0", "u1"]);
  });

  it("happens at once in a state without edges that is not terminal", () => {
    const { machine } = read(`0\n[2]\n${edges([0, 1, "a", 0], [0, 0, "!a", 0])}`);
    expect(run(machine, ["a", ""])[1]).toEqual({ state: "failed", reward: 0, ended: true });
  });
});

describe("parallel edges", () => {
  const parallel = `0\n[9]\n${edges([0, 0, "!a&!b", 0], [0, 1, "a", 1], [0, 1, "b&!a", 5], [1, 1, "True", 0])}`;

  it("keep their own rewards", () => {
    const { machine } = read(parallel);
    expect(run(machine, ["a"])[0]?.reward).toBe(1);
    expect(run(machine, ["b"])[0]?.reward).toBe(5);
  });

  it("overwrite each other with `falling-off-pays`, as published, with a warning", () => {
    const { machine, findings } = read(parallel, "falling-off-pays");
    expect(findings).toEqual(["overwritten-edge"]);
    expect(run(machine, ["b"])[0]?.reward).toBe(5);
    expect(run(machine, ["a"])[0]).toEqual({ state: "failed", reward: 0, ended: true });
  });
});

describe("labels", () => {
  it("are whole words, not letters to be searched for", () => {
    const { value } = machineOfTextFile(
      { path: "task.txt", text: `0\n[1]\n${edges([0, 1, "ab&!b", 1], [0, 0, "!ab|b", 0])}` },
      "M",
    );
    expect(value?.labels).toEqual(["ab", "b"]);
  });
});

describe("overlapping guards", () => {
  /** In the style of the published craft tasks 5 to 10: both materials on one square. */
  const craft = `0\n[1]\n${edges([0, 0, "!a&!f", 0], [0, 2, "f", 0], [0, 3, "a", 0], [2, 2, "!a", 0], [2, 1, "a", 1], [3, 3, "!f", 0], [3, 1, "f", 1])}`;

  it("take the first edge of the file, with a warning and a witness", () => {
    const { value, diagnostics } = machineOfTextFile({ path: "task.txt", text: craft }, "M");
    expect(diagnostics.map(({ name, severity }) => [name, severity])).toEqual([["file-order-decides", "warning"]]);
    expect(diagnostics[0]?.notes).toEqual(["both hold with: a, f"]);
    expect(value && run(value.machine, ["af"])[0]?.state).toBe("u2");
  });
});

describe("writing the text format", () => {
  const letter = fc.constantFrom("a", "b", "c");
  const guard = fc.array(
    fc.array(fc.record({ label: letter, negated: fc.boolean(), place: fc.constant({ start: 0, end: 0 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    { minLength: 1, maxLength: 2 },
  );
  const reward = fc
    .constantFrom(0, 1, -2.5)
    .map((value) => ({ function: "ConstantRewardFunction", arguments: [value], place: { start: 0, end: 0 } }));
  const machines = fc.record({
    initial: fc.constant(0),
    terminals: fc.constant([3]),
    edges: fc.array(fc.record({ from: fc.nat(2), to: fc.nat(3), guard, reward }), { minLength: 1, maxLength: 6 }),
  });
  const word = fc.array(
    fc.subarray(["a", "b", "c"]).map((some) => some.join("")),
    { minLength: 1, maxLength: 6 },
  );

  it("keeps what a machine does on every word", () => {
    fc.assert(
      fc.property(machines, word, (text, words) => {
        const { machine: first } = read(writeText(text));
        const analysis = analyseMachine(first);
        const written = analysis && machineText(analysis);
        if (written === undefined || "obstacle" in written) throw new Error("not written");
        const names = new Map([...written.labels].map(([label, name]) => [name, label]));
        const renamed = words.map((own) => [...own].map((one) => names.get(one) ?? "").join(""));
        const second = run(read(written.text).machine, renamed);
        run(first, words).forEach((row, index) =>
          expect(second[index]).toMatchObject({ reward: row.reward, ended: row.ended }),
        );
      }),
      { numRuns: 60 },
    );
  });
});

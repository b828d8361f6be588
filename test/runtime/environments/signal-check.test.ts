import { describe, expect, it } from "vitest";
import { environments, requireSignals } from "../../../src/runtime/environments/index.js";
import type { SignalDescriptor, SpecDescriptor } from "../../../src/runtime/kernel/descriptor.js";

function reading(...signals: SignalDescriptor[]): SpecDescriptor {
  return {
    name: "Spec",
    signals,
    needsReset: [],
    params: [],
    terms: [],
    endingRewards: [],
    shapings: [],
    machines: [],
    objectives: [],
    slots: [],
    causes: [],
    asserts: [],
    nan: "error",
    features: 0,
  };
}
const office = environments.get("office").create({ size: 1, seed: 0 }).metadata;

describe("requireSignals", () => {
  it("accepts signals that are there with their type", () => {
    requireSignals(
      reading(
        { name: "coffee", role: "signal", dtype: "bool", shape: [] },
        { name: "position", role: "signal", dtype: "float", shape: [2] },
        { name: "task", role: "signal", dtype: "int", shape: [], members: ["t1", "t2", "t3", "t4"] },
        { name: "move", role: "action", dtype: "int", shape: [], members: ["up", "right", "down", "left"] },
      ),
      office,
    );
  });

  it("names all that is missing or different, and what exists", () => {
    const check = (): void => {
      requireSignals(
        reading(
          { name: "cofee", role: "signal", dtype: "bool", shape: [] },
          { name: "position", role: "signal", dtype: "float", shape: [3] },
          { name: "task", role: "signal", dtype: "int", shape: [], members: ["first", "second"] },
          { name: "torque", role: "action", dtype: "float", shape: [2] },
        ),
        office,
      );
    };
    expect(check).toThrowErrorMatchingInlineSnapshot(`
      [SignalMismatch: reward \`Spec\` does not fit environment \`office\`
        - signal \`cofee\` (bool) is not supplied
        - signal \`position\` is float[3] in the spec, float[2] in the environment
        - signal \`task\` is enum { first, second } in the spec, enum { t1, t2, t3, t4 } in the environment
        - action \`torque\` is float[2] in the spec, enum { up, right, down, left } (or int) in the environment
        the environment supplies coffee: bool, mail: bool, office: bool, plant: bool, a: bool, b: bool, c: bool, d: bool, position: float[2], task: enum { t1, t2, t3, t4 }; action enum { up, right, down, left } (or int)]
    `);
  });
});

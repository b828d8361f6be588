import { describe, expect, it } from "vitest";
import { craftMap } from "../../../src/runtime/environments/craft-map.js";
import { craftMap1 } from "../../../src/runtime/environments/craft-map-1.js";
import { environments } from "../../../src/runtime/environments/index.js";
import { moves } from "../../../src/runtime/environments/grid/grid-map.js";
import { officeMap } from "../../../src/runtime/environments/office-world.js";

const [up, right, down, left] = [0, 1, 2, 3];

describe("office world", () => {
  const map = officeMap();
  const cell = (x: number, y: number): number => y * 12 + x;
  const leads = (x: number, y: number, move: number): number => map.next[cell(x, y) * moves.length + move] ?? -1;

  it("starts at (2, 1)", () => {
    expect(map.start).toBe(cell(2, 1));
  });

  it("has doors across at y 1 and 7 only", () => {
    for (const x of [2, 5, 8]) {
      for (let y = 0; y < 9; y++) {
        const open = y === 1 || y === 7;
        expect(leads(x, y, right)).toBe(open ? cell(x + 1, y) : cell(x, y));
        expect(leads(x + 1, y, left)).toBe(open ? cell(x, y) : cell(x + 1, y));
      }
    }
  });

  it("has doors along at x 1, 4, 7, 10 above y 5, and at x 1 and 10 above y 2", () => {
    for (const [y, doors] of [
      [5, [1, 4, 7, 10]],
      [2, [1, 10]],
    ] as const) {
      for (let x = 0; x < 12; x++) {
        const open = (doors as readonly number[]).includes(x);
        expect(leads(x, y, up)).toBe(open ? cell(x, y + 1) : cell(x, y));
        expect(leads(x, y + 1, down)).toBe(open ? cell(x, y) : cell(x, y + 1));
      }
    }
  });

  it("has 2 coffee machines, 6 plants, and one each of the rest", () => {
    const counts = Object.fromEntries(
      Object.entries(map.labels).map(([name, holds]) => [name, holds.reduce((sum, value) => sum + value, 0)]),
    );
    expect(counts).toEqual({ coffee: 2, mail: 1, office: 1, plant: 6, a: 1, b: 1, c: 1, d: 1 });
  });

  it("goes through the tasks in turn and shows the label of the cell that was entered", () => {
    const environment = environments.get("office").create({ size: 2, seed: 0 });
    const task = environment.signals["task"];
    for (const expected of [0, 1, 2, 3, 0]) {
      expect(task?.[1]).toBe(expected);
      environment.reset(Uint8Array.of(0, 1));
    }
    expect(task?.[0]).toBe(0);
    // (2, 1) → (1, 1), where `a` is, in row 0; against the wall of the room in row 1.
    environment.step(Int32Array.of(left, down));
    expect([...(environment.signals["a"] ?? [])]).toEqual([1, 0]);
    expect([...(environment.signals["position"] ?? [])]).toEqual([1, 1, 2, 0]);
  });

  it("can be told its tasks", () => {
    const environment = environments.get("office").create({ size: 1, seed: 0, tasks: ["t3"] });
    environment.reset();
    expect(environment.signals["task"]?.[0]).toBe(2);
    expect(() => environments.get("office").create({ size: 1, seed: 0, tasks: ["t9"] })).toThrow(
      "no task `t9`; its tasks are t1, t2, t3, t4",
    );
  });
});

describe("craft world", () => {
  const map = craftMap(craftMap1);

  it("has the published materials of map 1", () => {
    const counts = Object.fromEntries(
      Object.entries(map.labels).map(([name, holds]) => [name, holds.reduce((sum, value) => sum + value, 0)]),
    );
    expect(counts).toEqual({ wood: 5, toolshed: 2, workbench: 2, grass: 5, factory: 2, iron: 5, gold: 2, gem: 2 });
    expect(map.labels["gem"]?.[7 * 41 + 12]).toBe(1);
    expect(map.start).toBe(20 * 41 + 20);
  });

  it("is walled in, and up is towards row 0", () => {
    expect(map.next[map.start * 4 + up]).toBe(map.start - 41);
    expect(map.next[(41 + 7) * 4 + up]).toBe(41 + 7);
    expect(map.next[(39 * 41 + 39) * 4 + right]).toBe(39 * 41 + 39);
  });

  it("refuses maps that are not maps, and maps that it does not have", () => {
    expect(() => craftMap("XXX\nX?X\nXXX")).toThrow("found `?` in row 1, column 1");
    expect(() => craftMap("XXX\nX X\nXXX")).toThrow("needs a start");
    expect(() => environments.get("craft").create({ size: 1, seed: 0, map: 11 })).toThrow("no map 11; it has 1");
  });
});

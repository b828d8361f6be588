import { describe, expect, it } from "vitest";
import type { Loop, LoopProgram, ScalarValue } from "../../../../src/compiler/emit/fused/loop-program.js";
import { emitWasm } from "../../../../src/compiler/emit/wasm/emit.js";
import type { ColumnLayout, ScalarType } from "../../../../src/runtime/fused/layout.js";
import { webAssembly } from "../../../../src/runtime/fused/web-assembly.js";

/** Columns far from each other, the list of their addresses, the uniforms. */
const columnBytes = 4096;
const firstColumn = 8192;
const [listAt, uniformsAt] = [1024, 2048];

type Numbers = Float32Array | Int32Array | Uint8Array;

const column = (name: string, type: ScalarType): ColumnLayout => ({ field: "signal", name, element: 0, type });
const nothingToDo: Loop = { values: [], uniforms: 0, stores: [], rowStores: [] };

function program(columns: readonly ColumnLayout[], step: Loop, rest: Partial<LoopProgram> = {}): LoopProgram {
  const layout = { columns, uniforms: rest.layout?.uniforms ?? [] };
  return { name: "Example", tables: [], signals: [], reset: nothingToDo, rewards: nothingToDo, step, ...rest, layout };
}

/** An instance of a program with a view of each column. */
function instance(from: LoopProgram) {
  const { bytes, reserved } = emitWasm(from);
  expect(reserved).toBeLessThanOrEqual(listAt);
  expect(webAssembly.validate(bytes)).toBe(true);
  const memory = new webAssembly.Memory({ initial: 2 });
  const { exports } = new webAssembly.Instance(new webAssembly.Module(bytes), { environment: { memory } });
  const { buffer } = memory;
  const columns = from.layout.columns.map(({ type }, index): Numbers => {
    const at = firstColumn + index * columnBytes;
    new Int32Array(buffer, listAt)[index] = at;
    if (type === "bool") return new Uint8Array(buffer, at, columnBytes);
    return type === "int" ? new Int32Array(buffer, at, columnBytes / 4) : new Float32Array(buffer, at, columnBytes / 4);
  });
  return {
    columns,
    uniforms: new Float64Array(buffer, uniformsAt, 3),
    step: (rows: number) => exports["step"]?.(listAt, uniformsAt, 0, rows),
    reset: (rows: number) => exports["reset"]?.(listAt, uniformsAt, 0, rows),
  };
}

describe("a loop in WebAssembly", () => {
  const load = (at: number, type: ScalarType): ScalarValue => ({ op: "load", column: at, type });

  it("reads columns, computes and writes columns, so many rows and no more", () => {
    const sum: Loop = {
      values: [load(0, "float"), load(1, "float"), { op: "binary", fn: "add", left: 0, right: 1, type: "float" }],
      uniforms: 0,
      stores: [{ column: 2, value: 2 }],
      rowStores: [],
    };
    const { columns, step } = instance(
      program([column("x", "float"), column("y", "float"), column("sum", "float")], sum),
    );
    const [x, y, out] = columns;
    for (let row = 0; row < 12; row++) [x, y].forEach((numbers, index) => numbers?.set([row * (index + 1)], row));
    step(8);
    expect([...(out ?? []).slice(0, 12)]).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 0, 0, 0, 0]);
  });

  it("updates state in place, truth values byte by byte", () => {
    // state := not state; count := count + 1 where the old state holds.
    const flip: Loop = {
      values: [
        { op: "constant", value: 1, type: "int" },
        load(0, "bool"),
        load(1, "int"),
        { op: "unary", fn: "not", input: 1, type: "bool" },
        { op: "binary", fn: "add", left: 2, right: 0, type: "int" },
        { op: "select", condition: 1, then: 4, otherwise: 2, type: "int" },
      ],
      uniforms: 1,
      rowStores: [],
      stores: [
        { column: 0, value: 3 },
        { column: 1, value: 5 },
      ],
    };
    const { columns, step } = instance(program([column("state", "bool"), column("count", "int")], flip));
    const [state, count] = columns;
    state?.set([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0]);
    step(16);
    expect([...(state ?? []).slice(0, 18)]).toEqual([0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0]);
    step(8);
    expect([...(state ?? []).slice(0, 18)]).toEqual([1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0]);
    expect([...(count ?? []).slice(0, 16)]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0]);
  });

  it("reads uniforms of every type and tables, and computes what depends on no column once", () => {
    const uniforms = (["float", "int", "bool"] as const).map((type, element) => ({
      source: "param" as const,
      name: type,
      element,
      type,
    }));
    const uniform = (place: number, type: ScalarType): ScalarValue => ({ op: "uniform", uniform: place, type });
    // (use ? tanh(scale) : 0) + table[state + offset]
    const step: Loop = {
      values: [
        uniform(0, "float"),
        uniform(1, "int"),
        uniform(2, "bool"),
        { op: "constant", value: 0, type: "float" },
        { op: "unary", fn: "tanh", input: 0, type: "float" },
        { op: "select", condition: 2, then: 4, otherwise: 3, type: "float" },
        load(0, "int"),
        { op: "binary", fn: "add", left: 6, right: 1, type: "int" },
        { op: "table", table: 1, index: 7, type: "float" },
        { op: "binary", fn: "add", left: 8, right: 5, type: "float" },
      ],
      uniforms: 6,
      stores: [{ column: 1, value: 9 }],
      rowStores: [],
    };
    const made = instance(
      program([column("state", "int"), column("out", "float")], step, {
        layout: { columns: [], uniforms },
        tables: [
          { type: "int", values: [5], label: "other" },
          { type: "float", values: [10, 20, 30], label: "rewards" },
        ],
      }),
    );
    const [state, out] = made.columns;
    state?.set([0, 1, -1, 7]);
    made.uniforms.set([1000, 1, 1]);
    made.step(8);
    expect([...(out ?? []).slice(0, 4)]).toEqual([21, 31, 11, NaN]);
    made.uniforms.set([1000, 0, 0]);
    made.step(8);
    expect([...(out ?? []).slice(0, 4)]).toEqual([10, 20, NaN, NaN]);
  });

  it("has a reset of its own", () => {
    const clear: Loop = {
      values: [{ op: "constant", value: -1, type: "int" }],
      uniforms: 1,
      stores: [{ column: 0, value: 0 }],
      rowStores: [],
    };
    const { columns, reset, step } = instance(program([column("state", "int")], nothingToDo, { reset: clear }));
    step(8);
    expect([...(columns[0] ?? []).slice(0, 4)]).toEqual([0, 0, 0, 0]);
    reset(8);
    expect([...(columns[0] ?? []).slice(0, 9)]).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, 0]);
  });
});

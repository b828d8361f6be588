import { describe, expect, it } from "vitest";
import { call, nothing, reinterpret, type Code } from "../../../../src/compiler/emit/wasm/encoder/code.js";
import type { FunctionBody } from "../../../../src/compiler/emit/wasm/encoder/function-body.js";
import { signedLeb128, unsignedLeb128 } from "../../../../src/compiler/emit/wasm/encoder/leb128.js";
import { ModuleBuilder } from "../../../../src/compiler/emit/wasm/encoder/module-builder.js";
import { f32, f64, i32 } from "../../../../src/compiler/emit/wasm/encoder/scalar-instructions.js";
import {
  anyTrue,
  f32x4,
  f64x2,
  highAsLow,
  i32x4,
  i64x2,
  joinLow,
  select,
  selectF64,
} from "../../../../src/compiler/emit/wasm/encoder/vector-instructions.js";

import { webAssembly, type WebAssemblyImports } from "../../../../src/runtime/fused/web-assembly.js";

describe("LEB128", () => {
  // The examples of the article "LEB128" of Wikipedia, and the limits.
  it("writes unsigned numbers", () => {
    expect(unsignedLeb128(624_485)).toEqual([0xe5, 0x8e, 0x26]);
    expect(unsignedLeb128(0)).toEqual([0]);
    expect(unsignedLeb128(127)).toEqual([0x7f]);
    expect(unsignedLeb128(128)).toEqual([0x80, 0x01]);
    expect(unsignedLeb128(2 ** 32 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });
  it("writes signed numbers", () => {
    expect(signedLeb128(-123_456)).toEqual([0xc0, 0xbb, 0x78]);
    expect(signedLeb128(63)).toEqual([0x3f]);
    expect(signedLeb128(64)).toEqual([0xc0, 0x00]);
    expect(signedLeb128(-64)).toEqual([0x40]);
    expect(signedLeb128(-65)).toEqual([0xbf, 0x7f]);
    expect(signedLeb128(-(2 ** 31))).toEqual([0x80, 0x80, 0x80, 0x80, 0x78]);
    expect(signedLeb128(2 ** 31 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x07]);
  });
  it("refuses what does not fit", () => {
    expect(() => unsignedLeb128(-1)).toThrow();
    expect(() => unsignedLeb128(2 ** 32)).toThrow();
    expect(() => signedLeb128(2 ** 31)).toThrow();
    expect(() => signedLeb128(0.5)).toThrow();
  });
});

describe("modules", () => {
  it("have the eight bytes of a header and no section when empty", () => {
    const bytes = new ModuleBuilder().encode();
    expect([...bytes]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(webAssembly.validate(bytes)).toBe(true);
  });

  it("call imported functions and their own, whatever the order in which they are declared", () => {
    const builder = new ModuleBuilder();
    const twice = builder.define("twice", ["f64"], "f64", (body, x) =>
      call(body.module.importFunction("outside", "plus", ["f64", "f64"] as const, "f64"), x, x),
    );
    builder.export(
      "fourfold",
      builder.define("fourfold", ["f64"], "f64", (_, x) => call(twice, call(twice, x))),
    );
    const { fourfold } = run(builder, { outside: { plus: (x: number, y: number) => x + y } });
    expect(fourfold?.(1.25)).toBe(5);
  });

  it("import a function once however often it is asked for, and define one once", () => {
    const builder = new ModuleBuilder();
    expect(builder.importFunction("m", "f", ["f64"], "f64")).toBe(builder.importFunction("m", "f", ["f64"], "f64"));
    const make = () => builder.define("one", [], "i32", () => i32.constant(1));
    expect(make()).toBe(make());
    builder.importFunction("m", "unused", [], "nothing");
    expect(webAssembly.Module.imports(new webAssembly.Module(builder.encode())).map(({ name }) => name)).toEqual([
      "f",
      "unused",
    ]);
  });

  it("write data into the memory when they are instantiated", () => {
    const builder = new ModuleBuilder();
    builder.importMemory("environment", "memory", 1);
    builder.data(100, Uint8Array.of(1, 2, 3));
    builder.data(65_533, Uint8Array.of(200, 255, 0));
    const memory = new webAssembly.Memory({ initial: 1 });
    run(builder, { environment: { memory } });
    const bytes = new Uint8Array(memory.buffer);
    expect([...bytes.subarray(99, 104)]).toEqual([0, 1, 2, 3, 0]);
    expect([...bytes.subarray(65_533)]).toEqual([200, 255, 0]);
  });

  it("refuse to call what is not theirs", () => {
    const other = new ModuleBuilder().define("far", [], "i32", () => i32.constant(1));
    const builder = new ModuleBuilder();
    builder.define("near", [], "i32", () => call(other));
    expect(() => builder.encode()).toThrow("far");
  });
});

describe("control", () => {
  it("repeats while the condition holds, and runs a branch only where it is taken", () => {
    const builder = new ModuleBuilder();
    // The sum of the even numbers below n.
    builder.export(
      "sum",
      builder.define("sum", ["i32"], "i32", (body, n) => {
        const [sum, at] = [body.local("i32"), body.local("i32")];
        body.repeat(() => {
          const odd = i32.and(body.get(at), i32.constant(1));
          body.when(i32.equalsZero(odd), () => body.set(sum, i32.add(body.get(sum), body.get(at))));
          body.set(at, i32.add(body.get(at), i32.constant(1)));
          return i32.lessSigned(body.get(at), n);
        });
        return body.get(sum);
      }),
    );
    expect(run(builder)["sum"]?.(10)).toBe(20);
    expect(run(builder)["sum"]?.(301)).toBe(150 * 151);
  });

  it("keeps more variables than a byte can number, of every type", () => {
    const builder = new ModuleBuilder();
    builder.export(
      "many",
      builder.define("many", ["f64"], "f64", (body, x) => {
        const kept: Code<"f64">[] = [];
        for (let index = 0; index < 300; index++) {
          body.keep(i32.constant(index));
          body.keep(f32x4.constant(index));
          kept.push(body.keep(x));
        }
        return kept[299] ?? x;
      }),
    );
    expect(run(builder)["many"]?.(0.1)).toBe(0.1);
  });
});

type Lanes = readonly [number, number, number, number];

/** What four lanes become; the two operands lie at 0 and 16. */
function lanes(
  compute: (x: Code<"f32x4">, y: Code<"f32x4">, body: FunctionBody) => Code<"f32x4">,
  a: Lanes,
  b: Lanes = [0, 0, 0, 0],
): readonly number[] {
  const builder = new ModuleBuilder();
  builder.importMemory("environment", "memory", 1);
  builder.export(
    "run",
    builder.define("run", [], "nothing", (body) => {
      const value = compute(f32x4.load(i32.constant(0)), f32x4.load(i32.constant(0), 16), body);
      body.run(f32x4.store(i32.constant(8), value, 24));
      return nothing;
    }),
  );
  const memory = new webAssembly.Memory({ initial: 1 });
  const numbers = new Float32Array(memory.buffer);
  numbers.set([...a, ...b]);
  run(builder, { environment: { memory } })["run"]?.();
  return [...numbers.subarray(8, 12)];
}

const asFloat = (x: Code<"i32x4">): Code<"f32x4"> => f32x4.fromI32x4(x);
const asWhole = (x: Code<"f32x4">): Code<"i32x4"> => i32x4.fromF32x4(x);

describe("vector instructions", () => {
  const a: Lanes = [1.5, -2.5, 8, -0.5];
  const b: Lanes = [2, 4, -8, 0.25];
  const pair = (compute: (x: number, y: number) => number): readonly number[] =>
    a.map((x, index) => compute(x, b[index] ?? NaN));

  it.each([
    ["add", f32x4.add, (x: number, y: number) => x + y],
    ["subtract", f32x4.subtract, (x: number, y: number) => x - y],
    ["multiply", f32x4.multiply, (x: number, y: number) => x * y],
    ["divide", f32x4.divide, (x: number, y: number) => x / y],
    ["minimum", f32x4.minimum, Math.min],
    ["maximum", f32x4.maximum, Math.max],
  ] as const)("f32x4 %s", (_, instruction, exact) => {
    expect(lanes((x, y) => instruction(x, y), a, b)).toEqual(pair(exact));
  });

  it.each([
    ["absolute", f32x4.absolute, [1.5, 2.5, 8, 0.5]],
    ["negate", f32x4.negate, [-1.5, 2.5, -8, 0.5]],
    ["floor", f32x4.floor, [1, -3, 8, -1]],
    ["ceil", f32x4.ceil, [2, -2, 8, -0]],
    ["truncate", f32x4.truncate, [1, -2, 8, -0]],
    ["nearest", f32x4.nearest, [2, -2, 8, -0]],
    ["squareRoot", f32x4.squareRoot, [1.5, -2.5, 8, -0.5].map((x) => Math.fround(Math.sqrt(x)))],
  ] as const)("f32x4 %s", (_, instruction, exact) => {
    expect(lanes((x) => instruction(x), a)).toEqual([...exact]);
  });

  it.each([
    ["equal", f32x4.equal, (x: number, y: number) => x === y],
    ["notEqual", f32x4.notEqual, (x: number, y: number) => x !== y],
    ["less", f32x4.less, (x: number, y: number) => x < y],
    ["greater", f32x4.greater, (x: number, y: number) => x > y],
    ["lessEqual", f32x4.lessEqual, (x: number, y: number) => x <= y],
    ["greaterEqual", f32x4.greaterEqual, (x: number, y: number) => x >= y],
  ] as const)(
    "f32x4 %s gives masks, which select by lane; comparisons with NaN are IEEE's",
    (_, instruction, exact) => {
      const [xs, ys] = [[1, 2, 3, NaN] as const, [1, 3, 2, 0] as const];
      const actual = lanes((x, y) => select(instruction(x, y), f32x4.constant(1), f32x4.constant(0)), xs, ys);
      expect(actual).toEqual(xs.map((x, index) => Number(exact(x, ys[index] ?? NaN))));
    },
  );

  it.each([
    ["add", i32x4.add, (x: number, y: number) => x + y],
    ["subtract", i32x4.subtract, (x: number, y: number) => x - y],
    ["multiply", i32x4.multiply, (x: number, y: number) => x * y],
    ["minimum", i32x4.minimum, Math.min],
    ["maximum", i32x4.maximum, Math.max],
    ["and", i32x4.and, (x: number, y: number) => x & y],
    ["or", i32x4.or, (x: number, y: number) => x | y],
    ["xor", i32x4.xor, (x: number, y: number) => x ^ y],
    ["andNot", i32x4.andNot, (x: number, y: number) => x & ~y],
    ["equal", i32x4.equal, (x: number, y: number) => -Number(x === y)],
    ["notEqual", i32x4.notEqual, (x: number, y: number) => -Number(x !== y)],
    ["less", i32x4.less, (x: number, y: number) => -Number(x < y)],
    ["greater", i32x4.greater, (x: number, y: number) => -Number(x > y)],
    ["lessEqual", i32x4.lessEqual, (x: number, y: number) => -Number(x <= y)],
    ["greaterEqual", i32x4.greaterEqual, (x: number, y: number) => -Number(x >= y)],
  ] as const)("i32x4 %s", (_, instruction, exact) => {
    const [xs, ys] = [[7, -3, 4, 1000] as const, [2, 5, 4, -6] as const];
    const actual = lanes((x, y) => asFloat(instruction(asWhole(x), asWhole(y))), xs, ys);
    expect(actual.map((x) => x + 0)).toEqual(xs.map((x, index) => exact(x, ys[index] ?? NaN) + 0));
  });

  it.each([
    ["negate", i32x4.negate, [-7, 3, -4, 0]],
    ["absolute", i32x4.absolute, [7, 3, 4, 0]],
    ["not", i32x4.not, [-8, 2, -5, -1]],
    ["shiftLeft", (x: Code<"i32x4">) => i32x4.shiftLeft(x, 3), [56, -24, 32, 0]],
    ["shiftRight", (x: Code<"i32x4">) => i32x4.shiftRight(x, 1), [3, -2, 2, 0]],
    ["shiftRightUnsigned", (x: Code<"i32x4">) => i32x4.shiftRightUnsigned(x, 31), [0, 1, 0, 0]],
  ] as const)("i32x4 %s", (_, instruction, exact) => {
    expect(lanes((x) => asFloat(instruction(asWhole(x))), [7, -3, 4, 0])).toEqual([...exact]);
  });

  it("turns numbers into whole ones towards zero, inside 32 bits, NaN into 0", () => {
    expect(lanes((x) => asFloat(asWhole(x)), [-2.9, 2.9, NaN, -1e30])).toEqual([-2, 2, 0, -(2 ** 31)]);
  });

  it("takes the first of two where the second is not smaller or larger, NaN included", () => {
    expect(lanes((x, y) => f32x4.smaller(x, y), [NaN, 1, 2, 3], [1, NaN, 1, 4])).toEqual([NaN, 1, 1, 3]);
    expect(lanes((x, y) => f32x4.larger(x, y), [NaN, 1, 2, 3], [1, NaN, 1, 4])).toEqual([NaN, 1, 2, 4]);
  });

  it("reads and writes single lanes", () => {
    expect(lanes((x) => f32x4.withLane(x, 2, f32x4.lane(x, 1)), [1, 2, 3, 4])).toEqual([1, 2, 2, 4]);
    expect(lanes((x) => asFloat(i32x4.withLane(asWhole(x), 0, i32x4.lane(asWhole(x), 3))), [1, 2, 3, 4])).toEqual([
      4, 2, 3, 4,
    ]);
    expect(lanes((x) => f32x4.splat(f32x4.lane(x, 1)), [1, 2, 3, 4])).toEqual([2, 2, 2, 2]);
    expect(lanes(() => asFloat(i32x4.splat(i32.constant(-9))), a)).toEqual([-9, -9, -9, -9]);
    expect(lanes(() => f32x4.splat(f32.constant(0.5)), a)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(lanes(() => f32x4.splat(f32.load(i32.constant(0), 8)), a)).toEqual([8, 8, 8, 8]);
  });

  it("computes halves in double precision and joins them", () => {
    const third = (x: Code<"f32x4">): Code<"f32x4"> =>
      f32x4.fromF64x2(f64x2.divide(f64x2.fromLowF32x4(x), f64x2.constant(3)));
    expect(lanes((x) => joinLow(third(x), third(highAsLow(x))), [1, 2, 5, 7])).toEqual(
      [1, 2, 5, 7].map((x) => Math.fround(x / 3)),
    );
  });

  it.each([
    ["add", f64x2.add, (x: number, y: number) => x + y],
    ["subtract", f64x2.subtract, (x: number, y: number) => x - y],
    ["multiply", f64x2.multiply, (x: number, y: number) => x * y],
    ["minimum", f64x2.minimum, Math.min],
    ["maximum", f64x2.maximum, Math.max],
    ["less", masked(f64x2.less), (x: number, y: number) => Number(x < y)],
    ["greater", masked(f64x2.greater), (x: number, y: number) => Number(x > y)],
    ["greaterEqual", masked(f64x2.greaterEqual), (x: number, y: number) => Number(x >= y)],
  ] as const)("f64x2 %s", (_, instruction, exact) => {
    const actual = lanes((x, y) => f32x4.fromF64x2(instruction(f64x2.fromLowF32x4(x), f64x2.fromLowF32x4(y))), a, b);
    expect(actual).toEqual([...pair(exact).slice(0, 2), 0, 0]);
  });

  it("rounds doubles, and reads whole numbers as doubles", () => {
    const low = (compute: (x: Code<"f64x2">) => Code<"f64x2">) =>
      lanes((x) => f32x4.fromF64x2(compute(f64x2.fromLowF32x4(x))), [2.5, -3.7, 0, 0]).slice(0, 2);
    expect(low(f64x2.nearest)).toEqual([2, -4]);
    expect(low(f64x2.truncate)).toEqual([2, -3]);
    expect(low(f64x2.absolute)).toEqual([2.5, Math.fround(3.7)]);
    expect(lanes((x) => f32x4.fromF64x2(f64x2.fromLowI32x4(asWhole(x))), [5, -6, 7, 8])).toEqual([5, -6, 0, 0]);
    expect(lanes((x) => asFloat(i32x4.fromF64x2(f64x2.fromLowF32x4(x))), [5.9, -6.9, 7, 8])).toEqual([5, -6, 0, 0]);
  });

  it("moves the bits of doubles: 2^3 from the exponent", () => {
    const eight = (x: Code<"f32x4">): Code<"f64x2"> =>
      reinterpret("f64x2", i64x2.shiftLeft(i64x2.add(i64x2.fromLowI32x4(asWhole(x)), i64x2.constant(0, 1023)), 52));
    expect(lanes((x) => f32x4.fromF64x2(eight(x)), [3, -1, 0, 0])).toEqual([8, 0.5, 0, 0]);
    const exponent = (x: Code<"f32x4">): Code<"i64x2"> =>
      i64x2.shiftRightUnsigned(reinterpret("i64x2", f64x2.fromLowF32x4(x)), 52);
    const back = (x: Code<"f32x4">): Code<"f64x2"> =>
      reinterpret("f64x2", i64x2.shiftLeft(i64x2.subtract(exponent(x), i64x2.constant(0, 1)), 52));
    expect(lanes((x) => f32x4.fromF64x2(back(x)), [8, 1, 0, 0]).slice(0, 2)).toEqual([4, 0.5]);
  });

  it("reads single lanes from memory, and the smaller of numbers without sign", () => {
    const gathered = (x: Code<"f32x4">): Code<"f32x4"> =>
      f32x4.loadLane(i32.constant(4), f32x4.loadLane(i32.constant(0), x, 3, 8), 0);
    expect(lanes(gathered, [1, 2, 3, 4])).toEqual([2, 2, 3, 3]);
    const smaller = (x: Code<"f32x4">): Code<"f32x4"> => asFloat(i32x4.minimumUnsigned(asWhole(x), i32x4.constant(5)));
    expect(lanes(smaller, [-1, 4, 5, 6])).toEqual([5, 4, 5, 5]);
  });

  it("reads and writes truth values of one byte", () => {
    // 0x00ff0180 in memory is 80 01 ff 00.
    const bits = new Float32Array(Int32Array.of(0x00ff0180).buffer)[0] ?? NaN;
    expect(lanes(() => asFloat(i32x4.loadBytes(i32.constant(0), 4)), [0, bits, 0, 0])).toEqual([0x80, 1, 0xff, 0]);
    const written = lanes(
      (x, _, body) => {
        body.run(i32x4.storeBytes(i32.constant(0), asWhole(x), 16));
        return f32x4.load(i32.constant(16));
      },
      [1, 0, 0x1ff, 2],
      [7, 7, 7, 7],
    );
    expect([...new Uint8Array(Float32Array.from(written).buffer).subarray(0, 4)]).toEqual([1, 0, 0xff, 2]);
    expect(written.slice(1)).toEqual([7, 7, 7]);
  });

  it("sees whether any lane of a mask is set", () => {
    const any = (x: Code<"f32x4">, _: Code<"f32x4">, body: FunctionBody): Code<"f32x4"> => {
      const result = body.local("f32x4");
      body.when(anyTrue(f32x4.greater(x, f32x4.constant(8))), () => body.set(result, f32x4.constant(1)));
      return body.get(result);
    };
    expect(lanes(any, [1, 2, 3, 9])).toEqual([1, 1, 1, 1]);
    expect(lanes(any, [1, 2, 3, 8])).toEqual([0, 0, 0, 0]);
  });

  it("converts scalars between single and double precision", () => {
    const builder = new ModuleBuilder();
    builder.export(
      "round",
      builder.define("round", ["f64"], "f64", (_, x) => f64.fromF32(f32.fromF64(x))),
    );
    expect(run(builder)["round"]?.(0.1)).toBe(Math.fround(0.1));
    builder.export(
      "tenth",
      builder.define("tenth", [], "f64", () => f64.constant(0.1)),
    );
    expect(run(builder)["tenth"]?.()).toBe(0.1);
    builder.export(
      "whole",
      builder.define("whole", ["f64"], "i32", (_, x) => i32.fromF64(x)),
    );
    expect([-2.9, 1e30, NaN].map((x) => run(builder)["whole"]?.(x))).toEqual([-2, 2 ** 31 - 1, 0]);
  });
});

/** A comparison of doubles as 1 and 0. */
function masked(compare: (x: Code<"f64x2">, y: Code<"f64x2">) => Code<"i64x2">) {
  return (x: Code<"f64x2">, y: Code<"f64x2">): Code<"f64x2"> =>
    selectF64(compare(x, y), f64x2.constant(1), f64x2.constant(0));
}

function run(
  builder: ModuleBuilder,
  imports: WebAssemblyImports = {},
): Record<string, ((...values: number[]) => number) | undefined> {
  const bytes = builder.encode();
  expect(webAssembly.validate(bytes)).toBe(true);
  return new webAssembly.Instance(new webAssembly.Module(bytes), imports).exports;
}

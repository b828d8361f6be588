import type { Code, FunctionReference } from "../encoder/code.js";
import { nothing } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { i32 } from "../encoder/scalar-instructions.js";
import { f32x4, i32x4, interleaveHigh, interleaveLow, joinHigh, joinLow } from "../encoder/vector-instructions.js";

const four = 4 * Float32Array.BYTES_PER_ELEMENT;

/**
 * `(source, rowBytes, size, a, b, c, d)`: four neighbouring floats of each row, from `source` on, into four columns of `size` bytes, a multiple of 16. Four rows at a time, transposed in
 * registers.
 */
export function transpose(
  module: ModuleBuilder,
): FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32", "i32"], "nothing"> {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.define("transpose", parameters, "nothing", (body, source, rowBytes, size, ...columns) => {
    const next = body.local("i32");
    body.set(next, source);
    overColumn(body, size, (done) => {
      const rows = columns.map(() => {
        const row = body.keep(f32x4.load(body.get(next)));
        body.set(next, i32.add(body.get(next), rowBytes));
        return row;
      });
      const [p, q, r, s] = rows as [Code<"f32x4">, Code<"f32x4">, Code<"f32x4">, Code<"f32x4">];
      const [low, high] = [interleaveLow, interleaveHigh].map((interleave) =>
        [interleave(p, q), interleave(r, s)].map((pair) => body.keep(pair)),
      ) as [[Code<"f32x4">, Code<"f32x4">], [Code<"f32x4">, Code<"f32x4">]];
      [joinLow(...low), joinHigh(...low), joinLow(...high), joinHigh(...high)].forEach((column, index) =>
        body.run(f32x4.store(i32.add(columns[index] ?? source, done), column)),
      );
    });
    return nothing;
  });
}

/** `(source, target, size)`: a column of floats, of `size` bytes, as ints, or as bools of one byte: all but 0 are true. */
export function convert(
  module: ModuleBuilder,
  type: "int" | "bool",
): FunctionReference<readonly ["i32", "i32", "i32"], "nothing"> {
  return module.define(`floats to ${type}s`, ["i32", "i32", "i32"], "nothing", (body, source, target, size) => {
    const next = body.local("i32");
    body.set(next, target);
    overColumn(body, size, (done) => {
      const floats = f32x4.load(i32.add(source, done));
      const truth = i32x4.and(f32x4.notEqual(floats, f32x4.constant(0)), i32x4.constant(1));
      if (type === "int") body.run(i32x4.store(body.get(next), i32x4.fromF32x4(floats)));
      else body.run(i32x4.storeBytes(body.get(next), truth));
      body.set(next, i32.add(body.get(next), i32.constant(type === "int" ? four : 4)));
    });
    return nothing;
  });
}

/** Four floats at a time; `write` gets the bytes that are done. */
function overColumn(body: FunctionBody, size: Code<"i32">, write: (done: Code<"i32">) => void): void {
  const done = body.local("i32");
  body.repeat(() => {
    write(body.get(done));
    body.set(done, i32.add(body.get(done), i32.constant(four)));
    return i32.lessUnsigned(body.get(done), size);
  });
}

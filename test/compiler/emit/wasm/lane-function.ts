import { ModuleBuilder } from "../../../../src/compiler/emit/wasm/encoder/module-builder.js";
import type { FunctionBody } from "../../../../src/compiler/emit/wasm/encoder/function-body.js";
import { i32 } from "../../../../src/compiler/emit/wasm/encoder/scalar-instructions.js";
import { f32x4 } from "../../../../src/compiler/emit/wasm/encoder/vector-instructions.js";
import { nothing, type Code } from "../../../../src/compiler/emit/wasm/encoder/code.js";
import { webAssembly } from "../../../../src/runtime/fused/web-assembly.js";

type F32x4 = Code<"f32x4">;
/** An elementwise function of columns of single-precision numbers. */
export type ColumnFunction = (...operands: readonly Float32Array[]) => Float32Array;

const pageBytes = 65536;
/** Below it lies what a module writes itself. */
const base = 4096;

/** Runs what `write` makes of four lanes over whole columns; `scalar` stands for what it imports. */
export function overColumns(
  operands: 1 | 2,
  write: (body: FunctionBody, x: F32x4, y: F32x4) => F32x4,
  scalar: Record<string, (...values: number[]) => number> = { ...mathFunctions },
): ColumnFunction {
  const builder = new ModuleBuilder();
  builder.importMemory("environment", "memory", 1);
  const run = builder.define("run", ["i32", "i32", "i32", "i32"], "nothing", (body, first, second, result, bytes) => {
    const at = body.local("i32");
    body.repeat(() => {
      const x = body.keep(f32x4.load(i32.add(first, body.get(at))));
      const y = body.keep(f32x4.load(i32.add(second, body.get(at))));
      const value = write(body, x, y);
      body.run(f32x4.store(i32.add(result, body.get(at)), value));
      body.set(at, i32.add(body.get(at), i32.constant(16)));
      return i32.lessUnsigned(body.get(at), bytes);
    });
    return nothing;
  });
  builder.export("run", run);
  const module = new webAssembly.Module(builder.encode());
  return (...columns) => {
    const length = columns[0]?.length ?? 0;
    const bytes = Math.ceil(length / 4) * 16;
    const memory = new webAssembly.Memory({ initial: Math.max(1, Math.ceil((base + 3 * bytes) / pageBytes)) });
    const instance = new webAssembly.Instance(module, { environment: { memory }, scalar });
    columns
      .slice(0, operands)
      .forEach((column, index) => new Float32Array(memory.buffer, base + index * bytes).set(column));
    instance.exports["run"]?.(base, base + bytes, base + 2 * bytes, bytes);
    return new Float32Array(memory.buffer, base + 2 * bytes, length);
  };
}

/** JavaScript's functions, as modules import them. */
const mathFunctions = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  pow: (x: number, y: number): number => x ** y,
  remainder: (x: number, y: number): number => x % y,
};

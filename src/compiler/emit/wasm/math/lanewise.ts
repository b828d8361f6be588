import { call, type FunctionReference } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32, f64 } from "../encoder/scalar-instructions.js";
import { anyTrue, f32x4 } from "../encoder/vector-instructions.js";
import type { F32x4, I32x4 } from "./arithmetic.js";

/** The module that slow paths import from: JavaScript's functions of doubles, which are what the reference computes with. */
export const scalarImports = "scalar";

/** What a module may import from `scalarImports`, by the number of its operands. */
export type ScalarFunction = "sin" | "cos" | "tan" | "pow" | "remainder";

/**
 * `fast`, but JavaScript's own function lane by lane if any lane of `beyond` is set: the way out for operands that a polynomial does not
 * cover. Rare operands cost some tens of nanoseconds, all others nothing but the test.
 */
export function unlessBeyond(
  body: FunctionBody,
  beyond: I32x4,
  name: ScalarFunction,
  operands: readonly F32x4[],
  fast: F32x4,
): F32x4 {
  const result = body.local("f32x4");
  body.set(result, fast);
  body.when(anyTrue(beyond), () => {
    body.set(result, operands.length === 1 ? lanesOfOne(body, name, operands) : lanesOfTwo(body, name, operands));
  });
  return body.get(result);
}

function lanesOfOne(body: FunctionBody, name: ScalarFunction, [x]: readonly F32x4[]): F32x4 {
  if (x === undefined) throw new Error(`${name} needs an operand`);
  const scalar = body.module.importFunction(scalarImports, name, ["f64"] as const, "f64");
  const lanes: FunctionReference<readonly ["f32x4"], "f32x4"> = body.module.define(
    `lanes of ${name}`,
    ["f32x4"],
    "f32x4",
    (_, a) => eachLane((lane) => call(scalar, f64.fromF32(f32x4.lane(a, lane)))),
  );
  return call(lanes, x);
}

function lanesOfTwo(body: FunctionBody, name: ScalarFunction, [x, y]: readonly F32x4[]): F32x4 {
  if (x === undefined || y === undefined) throw new Error(`${name} needs two operands`);
  const scalar = body.module.importFunction(scalarImports, name, ["f64", "f64"] as const, "f64");
  const lanes: FunctionReference<readonly ["f32x4", "f32x4"], "f32x4"> = body.module.define(
    `lanes of ${name}`,
    ["f32x4", "f32x4"],
    "f32x4",
    (_, a, b) => eachLane((lane) => call(scalar, f64.fromF32(f32x4.lane(a, lane)), f64.fromF32(f32x4.lane(b, lane)))),
  );
  return call(lanes, x, y);
}

function eachLane(value: (lane: 0 | 1 | 2 | 3) => Parameters<typeof f32.fromF64>[0]): F32x4 {
  return ([0, 1, 2, 3] as const).reduce(
    (all, lane) => f32x4.withLane(all, lane, f32.fromF64(value(lane))),
    f32x4.constant(0),
  );
}

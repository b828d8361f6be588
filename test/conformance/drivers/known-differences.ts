import type { NumberClass } from "./differences.js";
import type { KnownDifference } from "./judge.js";

const inNode = "webgpu in Node on SwiftShader";
const webgl = "webgl in Chromium on SwiftShader";
const webgpu = "webgpu in Chromium on SwiftShader";

const order = "shaders add and multiply in another order: what is in between overflows, or swallows small numbers";
const logarithms = "shaders make powers from logarithms: 2e-6 of powers beyond 1e13";
const quotients =
  "GLSL's mod subtracts the floored quotient times the divisor: nothing is left of the remainder of numbers some 2²⁴ times their divisor";

/** All differences from the reference that `npm run conformance:gpu` finds and that are the drivers', not ours; `docs/backends.md` tells them. */
export const knownDifferences: readonly KnownDifference[] = [
  operation([webgpu], "sum(v)", "finite", order, 1),
  operation([webgpu, webgl], "product(v)", "finite", order, 1),
  operation([inNode, webgpu, webgl], "product(v)", "finite to not finite", order),
  operation([inNode], "non-finite terms", "finite", `follows from the product: ${order}`, 1),
  operation([inNode, webgpu, webgl], "x power y", "finite", logarithms, 3e-6),
  operation([webgl], "x modulo y", "finite", quotients, 1e32),
  operation([webgl], "x modulo y", "finite to not finite", quotients),
  operation([webgl], "x remainder y", "finite", quotients, 1e32),
  operation([webgl], "x remainder y", "finite to not finite", quotients),
  operation([webgl], "non-finite terms", "finite", `follows from the remainders: ${quotients}`, 1),
];

function operation(
  drivers: readonly string[],
  what: string,
  numbers: NumberClass,
  why: string,
  error = 0,
): KnownDifference {
  return { drivers, title: "every operation", what, numbers, error, why };
}

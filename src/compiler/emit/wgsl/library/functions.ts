import { arithmetic } from "./arithmetic.js";
import { comparison } from "./comparison.js";
import { exponential } from "./exponential.js";
import { inverseTrigonometric } from "./inverse-trigonometric.js";
import { logarithm } from "./logarithm.js";
import { power } from "./power.js";
import { remainder } from "./remainder.js";
import { rounding } from "./rounding.js";
import { special } from "./special.js";
import { trigonometric } from "./trigonometric.js";
import { wholeNumbers } from "./whole-numbers.js";

/**
 * Functions of the shading language that shaders of specs call, by name. WGSL lets an implementation assume that there are no NaN and no infinities, flush subnormal numbers, divide
 * within 2.5 units in the last place and take sines within 2⁻¹¹ (WGSL, §15.7 Floating Point Evaluation). The language allows none of that, so what has to do with special numbers looks at their bits as whole numbers,
 * and functions are polynomials as in the WebAssembly target. What is left to the device is that `+`, `-` and `*` are those of IEEE 754 on all numbers.
 */
const library: Readonly<Record<string, string>> = {
  ...special,
  ...comparison,
  ...rounding,
  ...arithmetic,
  ...remainder,
  ...exponential,
  ...logarithm,
  ...power,
  ...trigonometric,
  ...inverseTrigonometric,
  ...wholeNumbers,
};

/** All names that the library may bring along. */
export const libraryNames: readonly string[] = Object.keys(library);

/** The functions that a text calls, and those that they call, in the order of the library. */
export function functionsFor(text: string): string {
  const wanted = new Set<string>();
  const open = [text];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name] of next.matchAll(/\p{ID_Start}\p{ID_Continue}*/gu)) {
      const found = Object.hasOwn(library, name) ? library[name] : undefined;
      if (found === undefined || wanted.has(name)) continue;
      wanted.add(name);
      open.push(found);
    }
  }
  return libraryNames
    .filter((name) => wanted.has(name))
    .map((name) => library[name])
    .join("\n\n");
}

import { arithmetic } from "./library/arithmetic.js";
import { comparison } from "./library/comparison.js";
import { exponential } from "./library/exponential.js";
import { inverseTrigonometric } from "./library/inverse-trigonometric.js";
import { logarithm } from "./library/logarithm.js";
import { power } from "./library/power.js";
import { remainder } from "./library/remainder.js";
import { rounding } from "./library/rounding.js";
import { special } from "./library/special.js";
import { trigonometric } from "./library/trigonometric.js";
import { wholeNumbers } from "./library/whole-numbers.js";

/** Functions and types of a shader by name, each before what uses it. */
export type Definitions = Readonly<Record<string, string>>;

/**
 * Functions that shaders of specs call, by name. Shading languages let an implementation assume that there are no NaN and no infinities, flush subnormal numbers, divide within 2.5 units in the last place and take
 * sines within 2⁻¹¹ (WGSL, §15.7 Floating Point Evaluation; GLSL ES 3.00, §4.5.1, promises less). The language allows none of that, so what has to do with special numbers looks at their bits as whole numbers,
 * and functions are polynomials as in the WebAssembly target. What is left to the device is that `+`, `-` and `*` are those of IEEE 754 on all numbers.
 *
 * They are written in WGSL, and each `let` and `var` states its type: a part of WGSL that other shading languages can be made from word by word.
 */
export const library: Definitions = {
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

/** The definitions that a text uses, and those that they use, in their order. */
export function definitionsFor(text: string, definitions: Definitions): readonly string[] {
  const wanted = new Set<string>();
  const open = [text];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name] of next.matchAll(/\p{ID_Start}\p{ID_Continue}*/gu)) {
      const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      if (found === undefined || wanted.has(name)) continue;
      wanted.add(name);
      open.push(found);
    }
  }
  return Object.entries(definitions).flatMap(([name, definition]) => (wanted.has(name) ? [definition] : []));
}

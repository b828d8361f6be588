import { glsl } from "./language.js";
import { library, type Definitions } from "../shader/functions.js";

/** What the library calls and GLSL has not, in GLSL. */
const builtIns: Definitions = {
  select: `float select(float no, float yes, bool condition) { return condition ? yes : no; }
int select(int no, int yes, bool condition) { return condition ? yes : no; }
uint select(uint no, uint yes, bool condition) { return condition ? yes : no; }`,
  countLeadingZeros: `uint countLeadingZeros(uint x) {
  if (x == 0u) { return 32u; }
  uint zeros = 0u;
  for (uint width = 16u; width > 0u; width >>= 1u) {
    if (x >> (32u - width) == 0u) {
      zeros += width;
      x <<= width;
    }
  }
  return zeros;
}`,
};

/** What is another function here: GLSL leaves open what `%` makes of negative numbers (§5.9). */
const own: Definitions = {
  wholeRemainder: `fn wholeRemainder(x: i32, y: i32) -> i32 {
  if (y == 0) { return 0; }
  let rest: i32 = i32(u32(abs(x)) % u32(abs(y)));
  return select(rest, -rest, x < 0);
}`,
};

/** The words of the library's language that GLSL has others for. */
const words: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/const (\w+) = array<(\w+), (\d+)>/g, "const $2 $1[$3] = $2[$3]"],
  [/\b(?:let|var) (\w+): ([\w<>]+) =/g, "$2 $1 ="],
  [/bitcast<f32>/g, "uintBitsToFloat"],
  [/bitcast<u32>/g, "floatBitsToUint"],
  // Of numbers without sign only.
  [/bitcast<i32>/g, "int"],
  [/vec2<f32>/g, "vec2"],
  [/vec3<u32>/g, "uvec3"],
  [/\bf32\b/g, "float"],
  [/\bi32\b/g, "int"],
  [/\bu32\b/g, "uint"],
  [/\b(\d+)i\b/g, "$1"],
  // To the even neighbour; tfjs makes a macro of `round` that does not.
  [/\bround\(/g, "roundEven("],
  [/settings\[0\]\.y/g, "uint(settings[0].y)"],
];

function glslDefinition(definition: string): string {
  const declared = definition
    .replaceAll(/fn (\w+)\((.*)\) -> ([\w<>]+) \{/g, (_, name: string, parameters: string, result: string) => {
      return `${result} ${name}(${typed(parameters).join(", ")}) {`;
    })
    .replaceAll(/struct (\w+) \{ (.*) \}/g, (_, name: string, fields: string) => {
      return `struct ${name} { ${typed(fields)
        .map((field) => `${field}; `)
        .join("")}};`;
    });
  const written = words.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), declared);
  return written.replaceAll(/\b(\d[\d.]*(?:e[+-]?\d+)?)f\b/g, (_, decimal: string) => glsl.float(decimal));
}

/** `x: f32, k: i32` as `f32 x`, `i32 k`. */
function typed(list: string): readonly string[] {
  if (list === "") return [];
  return list.split(", ").map((item) => item.replace(/^(\w+): ([\w<>]+)$/, "$2 $1"));
}

/** The library in GLSL, each definition before what uses it. */
export const glslLibrary: Definitions = {
  ...builtIns,
  ...Object.fromEntries(
    Object.entries({ ...library, ...own }).map(([name, definition]) => [name, glslDefinition(definition)]),
  ),
};

import type { ScalarType } from "../../../runtime/fused/layout.js";
import type { ShaderLanguage } from "../shader/language.js";

/** WGSL (https://www.w3.org/TR/WGSL/). Everything that a shader reads is a word, of type `u32`. */
export const wgsl: ShaderLanguage = {
  declare: (name, text) => `let ${name} = ${text};`,
  float: (decimal) => `${decimal}f`,
  int: (decimal) => `${decimal}i`,
  fromBits: (bits, type) => `bitcast<${type === "float" ? "f32" : "i32"}>(${bits})`,
  toFloat: (text) => `f32(${text})`,
  toInt: (text) => `i32(${text})`,
  toUnsigned: (text) => `u32(${text})`,
  select: (condition, then, otherwise) => `select(${otherwise}, ${then}, ${condition})`,
  // Without control flow.
  and: "&",
  or: "|",
  read: (source, place, type) => fromWord(`${source}[${place}]`, type),
  setting: (word, type) => fromWord(`settings[${Math.floor(word / 4)}].${"xyzw"[word % 4]}`, type),
};

function fromWord(word: string, type: ScalarType): string {
  return type === "bool" ? `(${word} != 0u)` : wgsl.fromBits(word, type);
}

/** A value as a word. */
export function toWord(text: string, type: ScalarType): string {
  return type === "bool" ? `u32(${text})` : `bitcast<u32>(${text})`;
}

/** A definition of the library: types of `let` and `var` are understood. */
export function wgslDefinition(definition: string): string {
  return definition.replaceAll(/\b(let|var) (\w+): [^=]+ =/g, "$1 $2 =");
}

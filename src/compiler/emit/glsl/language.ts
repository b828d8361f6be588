import type { ScalarType } from "../../../runtime/fused/layout.js";
import type { NumberSource, ShaderLanguage } from "../shader/language.js";

const types: Readonly<Record<ScalarType, string>> = { float: "float", int: "int", bool: "bool" };

/**
 * GLSL ES 3.00 (https://registry.khronos.org/OpenGL/specs/es/3.0/GLSL_ES_Specification_3.00.pdf), as tfjs's webgl backend takes it. What a shader reads and writes are floats in textures, as tfjs keeps tensors of
 * every type there: ints are exact up to 2²⁴, a bool is 0 or 1. Settings are words.
 */
export const glsl: ShaderLanguage = {
  declare: (name, text, type) => `${types[type]} ${name} = ${text};`,
  float: (decimal) => (/[.e]/.test(decimal) ? decimal : `${decimal}.0`),
  int: (decimal) => decimal,
  fromBits: (bits, type) => `${type === "float" ? "uintBitsToFloat" : "int"}(${bits})`,
  toFloat: (text) => `float(${text})`,
  toInt: (text) => `int(${text})`,
  toUnsigned: (text) => `uint(${text})`,
  select: (condition, then, otherwise) => `(${condition} ? ${then} : ${otherwise})`,
  and: "&&",
  or: "||",
  read: (source, place, type) => fromNumber(`${source}At(${place})`, source, type),
  setting: (word, type) => {
    if (type === "bool") return `(intSetting(${word}) != 0)`;
    return `${type}Setting(${word})`;
  },
};

function fromNumber(number: string, source: NumberSource, type: ScalarType): string {
  if (source === "outputs") throw new Error("a fragment reads no outputs");
  if (type === "float") return number;
  return type === "int" ? `int(${number})` : `(${number} != 0.0)`;
}

/** A value as a number of a texture. */
export function toNumber(text: string, type: ScalarType): string {
  return type === "float" ? text : `float(${text})`;
}

const zeros: Readonly<Record<ScalarType, string>> = { float: "0.0", int: "0", bool: "false" };

/** GLSL has the letters of ASCII. */
export function spell(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/gu, (letter) => `u${letter.codePointAt(0)?.toString(16) ?? ""}`);
}

/** A variable that is set later. */
export function declaration(name: string, type: ScalarType): string {
  return `${types[type]} ${name} = ${zeros[type]};`;
}

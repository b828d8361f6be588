import { countingUnits, physicalUnits } from "./words.js";

/**
 * Recognisers of the tokens that are more than a fixed text. Each takes the whole text and an offset, and returns the offset
 * behind the token, or the offset itself when no such token begins there. They are loops, not patterns with groups that
 * repeat, because a line may be megabytes long.
 */
export type Scanner = (text: string, offset: number) => number;

const namePattern = /[\p{L}_][\p{L}\p{Nd}\p{M}_]*/uy;
const unitName = new RegExp(`(?:${physicalUnits.join("|")})(?![\\p{L}\\p{Nd}\\p{M}_])(?:\\^-?\\d+)?`, "uy");
const countName = new RegExp(`(?:${countingUnits.join("|")})(?![\\p{L}\\p{Nd}\\p{M}_])`, "uy");
const numberPattern = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function match(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

/** Unicode letters, digits and `_`; marks too, so that decomposed letters can be compared after NFC. */
export const scanName: Scanner = (text, offset) => match(namePattern, text, offset);

/** A name between backquotes on one line. */
export const scanQuotedName: Scanner = (text, offset) => {
  if (text[offset] !== "`") return offset;
  const end = scanName(text, offset + 1);
  return end > offset + 1 && text[end] === "`" ? end + 1 : offset;
};

/** Digits, and the unit behind them: on the same line, without blanks inside. */
export const scanNumber: Scanner = (text, offset) => {
  const digits = match(numberPattern, text, offset);
  if (digits === offset) return offset;
  let begin = digits;
  while (text[begin] === " " || text[begin] === "\t") begin++;
  const count = match(countName, text, begin);
  if (count > begin) return count;
  let end = match(unitName, text, begin);
  if (end === begin) return digits;
  while (text[end] === "*" || text[end] === "/") {
    const next = match(unitName, text, end + 1);
    if (next === end + 1) break;
    end = next;
  }
  return end;
};

/** A string up to its closing quote, or to the end of the line where there is none. */
export const scanString: Scanner = (text, offset) => {
  if (text[offset] !== '"') return offset;
  let end = offset + 1;
  for (; end < text.length && text[end] !== "\n" && text[end] !== "\r"; end++) {
    if (text[end] === '"') return end + 1;
    if (text[end] === "\\" && end + 1 < text.length && text[end + 1] !== "\n" && text[end + 1] !== "\r") end++;
  }
  return end;
};

/** Whether the image of a string token has its closing quote. */
export function isClosedString(image: string): boolean {
  return image.length > 1 && scanString(image, 0) === image.length && image.endsWith('"') && !endsEscaped(image);
}

function endsEscaped(image: string): boolean {
  let backslashes = 0;
  while (image[image.length - 2 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}

/** `///` to the end of the line, but not `////`. */
export const scanDocComment: Scanner = (text, offset) =>
  text.startsWith("///", offset) && text[offset + 3] !== "/" ? lineEnd(text, offset) : offset;

/** `//` to the end of the line, or `/* … *` + `/`; an unterminated block reaches to the end of the text. Blocks do not nest. */
export const scanComment: Scanner = (text, offset) => {
  if (text.startsWith("//", offset)) return lineEnd(text, offset);
  if (!text.startsWith("/*", offset)) return offset;
  const close = text.indexOf("*/", offset + 2);
  return close < 0 ? text.length : close + 2;
};

export const scanWhiteSpace: Scanner = (text, offset) => {
  let end = offset;
  while (end < text.length && " \t\r\n\uFEFF".includes(text.charAt(end))) end++;
  return end;
};

/** One character that no token begins with; a `#` takes the rest of its line, since it is meant as a comment. */
export const scanInvalid: Scanner = (text, offset) => {
  if (text[offset] === "#") return lineEnd(text, offset);
  const code = text.codePointAt(offset) ?? 0;
  return offset + (code > 0xffff ? 2 : 1);
};

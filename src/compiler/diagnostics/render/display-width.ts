import stringWidth from "string-width";

/** Terminal cells that `text` takes: an emoji or a CJK character two, a combining mark none. */
export function displayWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

import { eastAsianWidth } from "get-east-asian-width";

/** Made on first use: it loads the rules of all scripts, which takes longer than most specs take to be checked. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Terminal cells that `text` takes: an emoji or a CJK character two, a combining or invisible mark none. Judged grapheme by grapheme as terminals draw them (Unicode
 * Standard Annexes 11 and 29).
 */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter();
  return [...graphemes.segment(text)].reduce((width, { segment }) => width + graphemeWidth(segment), 0);
}

function graphemeWidth(grapheme: string): number {
  if (/^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)/u.test(grapheme)) return 2;
  const [first, ...rest] = grapheme.replace(/[\p{Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu, "");
  if (first === undefined) return 0;
  const drawnOver = /[\p{Nonspacing_Mark}\p{Enclosing_Mark}]/u.test(first);
  return (
    (drawnOver ? 0 : eastAsianWidth(first.codePointAt(0) ?? 0)) +
    rest.filter((mark) => besideTheLetter.test(mark)).length
  );
}

/** Marks that have a cell of their own: vowels of Indic scripts, and the voicing marks behind halfwidth letters. */
const besideTheLetter = /[\p{Spacing_Mark}\uFF9E\uFF9F]/u;

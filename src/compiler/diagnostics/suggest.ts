import { distance } from "fastest-levenshtein";

/**
 * The known word nearest to `word` by edit distance, or `undefined` when none is near: at most a third of the letters may differ.
 * Ties go to the earlier word; case is ignored.
 */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const between = distance(word.toLowerCase(), candidate.toLowerCase());
    if (between < bestDistance && candidate !== word) {
      best = candidate;
      bestDistance = between;
    }
  }
  return best;
}

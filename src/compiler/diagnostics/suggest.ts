import { distance } from "fastest-levenshtein";

/**
 * The known word nearest to `word` by edit distance, or `undefined` when none is near: at most a third of the letters may differ.
 * Two neighbours that changed places count as one difference. Ties go to the earlier word; case is ignored.
 */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const between = difference(word.toLowerCase(), candidate.toLowerCase());
    if (between < bestDistance && candidate !== word) {
      best = candidate;
      bestDistance = between;
    }
  }
  return best;
}

function difference(left: string, right: string): number {
  return areSwapped(left, right) ? 1 : distance(left, right);
}

/** Whether one word is the other with two neighbouring letters exchanged. */
function areSwapped(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  const first = [...left].findIndex((letter, place) => letter !== right[place]);
  return (
    first >= 0 &&
    left[first] === right[first + 1] &&
    left[first + 1] === right[first] &&
    left.slice(first + 2) === right.slice(first + 2)
  );
}

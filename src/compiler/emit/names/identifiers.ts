/** Words that cannot be names, and names that every emitted module has. */
const taken = new Set(
  (
    "arguments await boolean break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null number object package private protected public " +
    "return static string super switch symbol this throw true try type typeof undefined var void while with yield Infinity NaN " +
    "tf ops makeKernel descriptor createKernel graph initial step slots signals state params " +
    "finish trajectories recorded episodes groups trained"
  ).split(" "),
);

/** Names of one scope: each is given once. */
export class Identifiers {
  readonly #used: Set<string>;
  readonly #spell: (name: string) => string;

  /** `spell`: how names are written in a language that has fewer letters. */
  constructor(outer: Iterable<string> = [], spell = (name: string): string => name) {
    this.#used = new Set(outer);
    this.#spell = spell;
  }

  /** `wanted` as an identifier, with a number behind it where it is taken. */
  take(wanted: string): string {
    const base = this.#spell(identifier(wanted));
    for (let copy = 1; ; copy++) {
      const name = copy === 1 ? base : `${base}${copy}`;
      if (taken.has(name) || this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
  }

  get all(): Iterable<string> {
    return this.#used;
  }

  /** The names of a scope inside of this one. */
  inner(): Identifiers {
    return new Identifiers(this.#used, this.#spell);
  }
}

/** Words of any text in camel case: `Delivery.state` is `deliveryState`, `prev(x)` is `prevX`, `Φ(M)` is `potentialM`. */
export function identifier(text: string): string {
  const words = text
    .replaceAll("Φ", " potential ")
    .split(/[^\p{ID_Continue}]+|_+/u)
    .filter((word, index, all) => word !== "" && word !== all[index - 1]);
  const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join("");
  return camel === "" ? "value" : /^\p{ID_Start}/u.test(camel) ? camel : `the${camel}`;
}

/** `DISTANCE` stays a word: all capitals become lower case. */
function lowerFirst(word: string): string {
  return /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word.slice(0, 1).toLowerCase() + word.slice(1);
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

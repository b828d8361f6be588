import fc from "fast-check";

/** Letters are bits: 1 for a, 2 for b, 4 for c. */
export type Trace = readonly number[];

/** A formula as text, beside what it says of a position of a trace: the words of language.md §6, written down a second time. */
export interface Meaning {
  readonly text: string;
  readonly at: (trace: Trace, position: number) => boolean;
}

/** Ends of the words that begin at a position and match: positions after the last letter. */
interface Matching {
  readonly text: string;
  readonly ends: (trace: Trace, from: number) => readonly number[];
}

interface Bounded {
  readonly text: string;
  readonly low: number;
  readonly high: number;
}

function letter(name: "a" | "b" | "c"): Meaning {
  const bit = { a: 1, b: 2, c: 4 }[name];
  return { text: name, at: (trace, i) => ((trace[i] ?? 0) & bit) !== 0 };
}

const [a, b, c] = [letter("a"), letter("b"), letter("c")];

const condition: fc.Arbitrary<Meaning> = fc.constantFrom(
  a,
  b,
  c,
  { text: "true", at: () => true },
  { text: "(a == b)", at: (trace: Trace, i: number) => a.at(trace, i) === b.at(trace, i) },
  { text: "(if a then b else c)", at: (trace: Trace, i: number) => (a.at(trace, i) ? b : c).at(trace, i) },
  { text: "both(b, c)", at: (trace: Trace, i: number) => b.at(trace, i) && c.at(trace, i) },
  { text: "neither", at: (trace: Trace, i: number) => !a.at(trace, i) && !b.at(trace, i) },
  {
    text: "(a + b + c >= 2)",
    at: (trace: Trace, i: number) => [a, b, c].filter((one) => one.at(trace, i)).length >= 2,
  },
);

/** What the texts need beside signals `a`, `b`, `c` and `dt 0.1 s`. */
export const helpers = "def both(p, q) = p and q\nlet neither = not (a or b)\n";

const unbounded: Bounded = { text: "", low: 0, high: Infinity };

const bounds: fc.Arbitrary<Bounded> = fc.oneof(
  fc.constant(unbounded),
  fc
    .tuple(fc.nat(2), fc.nat(2))
    .map(([low, length]): Bounded => ({ text: `[${low}, ${low + length}]`, low, high: low + length })),
  fc.nat(3).map((high): Bounded => ({ text: `[<= ${high}]`, low: 0, high })),
  fc.nat(3).map((high): Bounded => ({ text: `[<= ${high / 10} s]`, low: 0, high })),
  fc.nat(2).map((low): Bounded => ({ text: `[${low / 10} s, inf]`, low, high: Infinity })),
);

const from = (trace: Trace, i: number): readonly number[] => trace.flatMap((_, j) => (j >= i ? [j] : []));
const upTo = (trace: Trace, i: number): readonly number[] => trace.flatMap((_, j) => (j <= i ? [j] : []));

type Unary = (p: Meaning, range: Bounded) => Meaning["at"];
type Binary = (p: Meaning, q: Meaning, range: Bounded, inclusive: boolean) => Meaning["at"];

const within = (range: Bounded, distance: number): boolean => distance >= range.low && distance <= range.high;

const unary: readonly { readonly words: readonly string[]; readonly bounded: boolean; readonly means: Unary }[] = [
  {
    words: ["always", "G"],
    bounded: true,
    means: (p, range) => (trace, i) => from(trace, i).every((j) => !within(range, j - i) || p.at(trace, j)),
  },
  {
    words: ["eventually", "F"],
    bounded: true,
    means: (p, range) => (trace, i) => from(trace, i).some((j) => within(range, j - i) && p.at(trace, j)),
  },
  {
    words: ["historically", "H"],
    bounded: true,
    means: (p, range) => (trace, i) => upTo(trace, i).every((j) => !within(range, i - j) || p.at(trace, j)),
  },
  {
    words: ["once", "O"],
    bounded: true,
    means: (p, range) => (trace, i) => upTo(trace, i).some((j) => within(range, i - j) && p.at(trace, j)),
  },
  {
    words: ["next", "X"],
    bounded: false,
    means: (p) => (trace, i) => i + 1 < trace.length && p.at(trace, i + 1),
  },
  {
    words: ["weak next", "N"],
    bounded: false,
    means: (p) => (trace, i) => i + 1 >= trace.length || p.at(trace, i + 1),
  },
  { words: ["previously", "Y"], bounded: false, means: (p) => (trace, i) => i > 0 && p.at(trace, i - 1) },
  { words: ["weak previously", "Z"], bounded: false, means: (p) => (trace, i) => i === 0 || p.at(trace, i - 1) },
  { words: ["initially"], bounded: false, means: (p) => (trace) => p.at(trace, 0) },
  { words: ["not", "!"], bounded: false, means: (p) => (trace, i) => !p.at(trace, i) },
];

const until: Binary = (p, q, range, inclusive) => (trace, i) =>
  from(trace, i).some(
    (j) =>
      within(range, j - i) &&
      q.at(trace, j) &&
      from(trace, i).every((k) => k > j || (k === j && !inclusive) || p.at(trace, k)),
  );
const since: Binary = (p, q, range, inclusive) => (trace, i) =>
  upTo(trace, i).some(
    (j) =>
      within(range, i - j) &&
      q.at(trace, j) &&
      upTo(trace, i).every((k) => k < j || (k === j && !inclusive) || p.at(trace, k)),
  );
/** `q release p`: every j in the range has p, unless q came before. */
const release: Binary = (q, p, range) => (trace, i) =>
  from(trace, i).every(
    (j) => !within(range, j - i) || p.at(trace, j) || from(trace, i).some((k) => k < j && q.at(trace, k)),
  );

const binary: readonly {
  readonly words: readonly string[];
  readonly bounded: boolean;
  readonly inclusive: boolean;
  readonly means: Binary;
}[] = [
  { words: ["until", "U"], bounded: true, inclusive: true, means: until },
  { words: ["since", "S"], bounded: true, inclusive: true, means: since },
  { words: ["release", "R"], bounded: true, inclusive: false, means: release },
  {
    words: ["weak until", "W"],
    bounded: false,
    inclusive: true,
    means: (p, q, range, inclusive) => (trace, i) =>
      until(p, q, range, inclusive)(trace, i) || from(trace, i).every((j) => p.at(trace, j)),
  },
  {
    words: ["weak since"],
    bounded: false,
    inclusive: true,
    means: (p, q, range, inclusive) => (trace, i) =>
      since(p, q, range, inclusive)(trace, i) || upTo(trace, i).every((j) => p.at(trace, j)),
  },
  {
    words: ["strong release", "M"],
    bounded: false,
    inclusive: false,
    means: (q, p, range) => (trace, i) =>
      release(q, p, range, false)(trace, i) && from(trace, i).some((j) => q.at(trace, j)),
  },
];

const plain: readonly {
  readonly words: readonly string[];
  readonly means: (p: boolean, q: boolean) => boolean;
}[] = [
  { words: ["and", "&&"], means: (p, q) => p && q },
  { words: ["or", "||"], means: (p, q) => p || q },
  { words: ["xor"], means: (p, q) => p !== q },
  { words: ["implies", "->"], means: (p, q) => !p || q },
  { words: ["iff", "<->"], means: (p, q) => p === q },
];

const { matching } = fc.letrec<{ matching: Matching }>((tie) => ({
  matching: fc.oneof(
    { maxDepth: 3 },
    condition
      .filter(({ text }) => !text.includes("if"))
      .map((p): Matching => ({
        text: p.text,
        ends: (trace, i) => (i < trace.length && p.at(trace, i) ? [i + 1] : []),
      })),
    fc.tuple(tie("matching"), tie("matching")).map(([left, right]): Matching => ({
      text: `(${left.text}; ${right.text})`,
      ends: (trace, i) => distinct(left.ends(trace, i).flatMap((end) => right.ends(trace, end))),
    })),
    fc.tuple(tie("matching"), tie("matching")).map(([left, right]): Matching => ({
      text: `(${left.text} or ${right.text})`,
      ends: (trace, i) => distinct([...left.ends(trace, i), ...right.ends(trace, i)]),
    })),
    fc
      .tuple(
        tie("matching"),
        fc.constantFrom(
          { sign: "*", least: 0, most: Infinity },
          { sign: "+", least: 1, most: Infinity },
          { sign: "?", least: 0, most: 1 },
          { sign: "{2}", least: 2, most: 2 },
          { sign: "{1, 3}", least: 1, most: 3 },
        ),
      )
      .map(([item, { sign, least, most }]): Matching => ({
        text: `(${item.text})${sign}`,
        ends(trace, i) {
          const found = new Set<number>();
          let reached: readonly number[] = [i];
          // More repetitions than letters find no other ends, as long as those that have to be are done.
          for (let count = 0; count <= Math.min(most, least + trace.length + 1); count++) {
            if (count >= least) for (const end of reached) found.add(end);
            reached = distinct(reached.flatMap((start) => item.ends(trace, start)));
          }
          return [...found];
        },
      })),
  ),
}));

function distinct(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)];
}

/** Any formula without patterns and tasks; every part stands in parentheses. */
export const { meaning } = fc.letrec<{ meaning: Meaning }>((tie) => ({
  meaning: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    condition,
    fc.constant<Meaning>({ text: "last", at: (trace, i) => i === trace.length - 1 }),
    fc
      .tuple(
        fc
          .constantFrom(...unary)
          .chain(({ words, ...rest }) => fc.constantFrom(...words).map((word) => ({ word, ...rest }))),
        bounds,
        tie("meaning"),
      )
      .map(([{ word, bounded, means }, range, p]): Meaning => {
        const used = bounded ? range : unbounded;
        return { text: `(${word}${used.text} ${p.text})`, at: means(p, used) };
      }),
    fc
      .tuple(
        fc
          .constantFrom(...binary)
          .chain(({ words, ...rest }) => fc.constantFrom(...words).map((word) => ({ word, ...rest }))),
        bounds,
        fc.boolean(),
        tie("meaning"),
        tie("meaning"),
      )
      .map(([{ word, bounded, inclusive, means }, range, wanted, p, q]): Meaning => {
        const used = bounded ? range : unbounded;
        const more = inclusive && wanted;
        return {
          text: `(${p.text} ${word}${more ? " inclusive" : ""}${used.text} ${q.text})`,
          at: means(p, q, used, more),
        };
      }),
    fc
      .tuple(
        fc
          .constantFrom(...plain)
          .chain(({ words, means }) => fc.constantFrom(...words).map((word) => ({ word, means }))),
        tie("meaning"),
        tie("meaning"),
      )
      .map(([{ word, means }, p, q]): Meaning => ({
        text: `(${p.text} ${word} ${q.text})`,
        at: (trace, i) => means(p.at(trace, i), q.at(trace, i)),
      })),
    fc.tuple(tie("meaning"), tie("meaning"), tie("meaning")).map(([test, then, otherwise]): Meaning => ({
      text: `(if ${test.text} then ${then.text} else ${otherwise.text})`,
      at: (trace, i) => (test.at(trace, i) ? then : otherwise).at(trace, i),
    })),
    fc.tuple(condition, tie("meaning"), tie("meaning")).map(([subject, then, otherwise]): Meaning => ({
      text: `(match ${subject.text} { true -> ${then.text}, false -> ${otherwise.text} })`,
      at: (trace, i) => (subject.at(trace, i) ? then : otherwise).at(trace, i),
    })),
    fc.tuple(matching, fc.boolean()).map(([words, exactly]): Meaning => ({
      text: `sequence ${exactly ? "exactly " : ""}{ ${words.text} }`,
      at: (trace, i) => words.ends(trace, i).some((end) => !exactly || end === trace.length),
    })),
  ),
}));

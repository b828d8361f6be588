import fc from "fast-check";

/** Text of expressions of one type each, over the names of `declarations.ts`. They are smaller where fast-check shrinks: leaves come first. */
export type Expressions = Readonly<Record<"float" | "int" | "bool" | "vector", string>>;

/** Whole numbers and dyadic fractions, which single precision holds, beside some that it does not. */
const number = fc.constantFrom("0", "1", "0.5", "2", "-1", "3", "0.1", "1e-3", "100", "1e6");

/** Names of automata and counters that an expression may read. */
export interface Readable {
  readonly floats: readonly string[];
  readonly ints: readonly string[];
  readonly bools: readonly string[];
  /** Inside of formulas `since` is an operator, not a function. */
  readonly inFormula?: boolean;
}

/** The form with its gaps, `#`, filled. */
export function fill(form: string, parts: readonly string[]): string {
  const [begin = "", ...rest] = form.split("#");
  return rest.reduce((text, after, index) => `${text}${parts[index] ?? ""}${after}`, begin);
}

/** Expressions of limited depth that read the signals, and `readable`. */
export function expressions({ floats, ints, bools, inFormula = false }: Readable): {
  readonly [K in keyof Expressions]: fc.Arbitrary<string>;
} {
  return fc.letrec<Expressions>((tie) => {
    const [float, int, bool, vector] = [tie("float"), tie("int"), tie("bool"), tie("vector")];
    const one = (form: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...parts).map((texts) => fill(form, texts));
    const size = fc.constantFrom("1", "2", "3", "5", "17");
    const limited = { depthSize: "small" as const, withCrossShrink: true, maxDepth: 4 };
    return {
      float: fc.oneof(
        limited,
        fc.constantFrom("x", "y", "(x * scale)", ...floats),
        number,
        one("(# + #)", float, float),
        one("(# - #)", float, float),
        one("(# * #)", float, float),
        one("(# / #)", float, float),
        one("(# % #)", float, float),
        one("-(#)", float),
        fc
          .tuple(
            fc.constantFrom("abs", "sign", "floor", "ceil", "round", "square", "tanh", "sigmoid", "relu", "exp", "sin"),
            float,
          )
          .map(([name, inner]) => `${name}(${inner})`),
        one("sqrt(abs(#))", float),
        one("log1p(abs(#))", float),
        one("min(#, #)", float, float),
        one("max(#, #)", float, float),
        one("clip(#, -1, 2)", float),
        one("lerp(#, #, 0.25)", float, float),
        one("(if # then # else #)", bool, float, float),
        one("match mode { Slow -> #, Fast -> #, else -> # }", float, float, float),
        one("match # { 0 -> #, >= 2 -> #, else -> # }", int, float, float, float),
        one("(# * 0.5)", int),
        one("prev(#, init: #)", float, number),
        one("prev(x, n: #, init: reset)", size),
        one("delta(#, init: current)", float),
        one("ema(#, 0.25)", float),
        one("(max(#) over past)", float),
        one("(sum(#) over last #)", float, size),
        one("(min(#) over last #)", float, size),
        one("(mean(#, empty: 0) over last # where #)", float, size, bool),
        one("(max(#) over past after #)", float, bool),
        fc.constantFrom("best_gain(y)", "captured(x)"),
        one("sum(#)", vector),
        one("mean(#)", vector),
        one("norm(#)", vector),
        one("dot(#, #)", vector, vector),
        one("(#)[1]", vector),
      ),
      int: fc.oneof(
        limited,
        fc.constantFrom("k", "step_index", ...ints),
        fc.constantFrom("0", "1", "-2", "3"),
        one("(# + #)", int, int),
        one("(# * #)", int, int),
        one("min(#, #)", int, int),
        one("(if # then # else #)", bool, int, int),
        one("held(#)", bool),
        ...(inFormula ? [] : [one("since(#)", bool)]),
        one("counter(up: #, down: #, floor: -2, ceiling: 4)", bool, bool),
        one("count(#)", one("# > 0", vector)),
        one("prev(#, init: 1)", int),
        fc.constant("visits(mode, per: episode)"),
      ),
      bool: fc.oneof(
        limited,
        fc.constantFrom("p", "q", "first_step", ...bools),
        fc.constantFrom("true", "false"),
        one("not (#)", bool),
        one("(# and #)", bool, bool),
        one("(# or #)", bool, bool),
        one("(# xor #)", bool, bool),
        one("(# implies #)", bool, bool),
        one("(# < #)", float, float),
        one("(# >= #)", float, float),
        one("(# == #)", int, int),
        one("(# in [-1, 1])", float),
        fc.constant("(mode == Fast)"),
        one("rising(#)", bool),
        one("falling(#)", bool),
        one("first(#)", bool),
        one("prev(#, init: false)", bool),
        one("(any(#) over last #)", bool, size),
        one("(all(#) over past)", bool),
        one("any(# > 0)", vector),
      ),
      vector: fc.oneof(
        limited,
        fc.constantFrom("v", "w"),
        one("[#, #, #]", float, float, float),
        one("(# + #)", vector, vector),
        one("(# * #)", vector, float),
        one("abs(#)", vector),
        one("(if # then # else #)", bool, vector, vector),
        one("clip(#, #, 2)", vector, number),
        one("cumsum(#)", vector),
        one("softmax(clip(#, -5, 5))", vector),
        one("prev(#, init: 0)", vector),
        one("(max(#) over last #)", vector, size),
        one("cross(#, #)", vector, vector),
      ),
    };
  });
}

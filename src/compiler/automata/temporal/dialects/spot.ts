import type { Dialect } from "./dialect.js";
import { atom, constant, infix, level, parentheses, postfix, prefix } from "./tables.js";

const bounds = "\\[\\s*(?<low>\\d+)\\s*(?:(?<to>\\.\\.|:|,|to)\\s*(?<high>\\d+|\\$|inf)?)?\\s*(?<strong>!?)\\]";

/**
 * Spot's LTL with LTLf reading (Duret-Lutz et al., "From Spot 2.0 to Spot 2.10: what's new?", 2022): `X` is weak, `X[!]` strong. A name that begins with F, G
 * or X is that operator and the rest, except before a digit; after an operand, so is one that begins with a binary operator.
 */
export const spot: Dialect = {
  name: "spot",
  operands: [
    constant("true", "1|[tT][rR][uU][eE](?![\\w.])"),
    constant("false", "0|[fF][aA][lL][sS][eE](?![\\w.])"),
    prefix("not", "!|~|¬"),
    prefix("next", "X\\s*\\[\\s*!\\s*\\]|Ⓧ"),
    prefix("weak-next", `X\\s*${bounds}`),
    prefix("eventually", `F\\s*${bounds}`),
    prefix("always", `G\\s*${bounds}`),
    prefix("weak-next", "X(?!\\d)|\\(\\)|○|◯"),
    prefix("eventually", "F(?!\\d)|<>|◇"),
    prefix("always", "G(?!\\d)|\\[\\]|□"),
    parentheses.open,
    atom("[A-Za-z_.][\\w.]*", true),
  ],
  operators: [
    postfix("negated", "=\\s*0"),
    postfix("as-is", "=\\s*1"),
    infix("iff", "<-->|<->|<=>|↔|⇔"),
    infix("implies", "-->|->|=>|→|⇒"),
    infix("xor", "\\^|xor\\b|⊕"),
    infix("or", "\\|\\|?|\\\\/|\\+|∨"),
    infix("and", "&&?|/\\\\|∧|\\*"),
    infix("until", "U"),
    infix("release", "[RV]"),
    infix("weak-until", "W"),
    infix("strong-release", "M"),
    parentheses.close,
  ],
  levels: [
    level("right", "implies", "iff"),
    level("left", "or"),
    level("left", "xor"),
    level("left", "and"),
    level("right", "until", "release", "weak-until", "strong-release"),
    level("left", "negated", "as-is"),
  ],
  blank: /(?:\s|\/\*[^]*?\*\/)*/uy,
};

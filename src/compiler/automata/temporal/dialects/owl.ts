import type { Dialect } from "./dialect.js";
import { atom, blank, constant, infix, level, parentheses, prefix } from "./tables.js";

/**
 * Owl (Křetínský, Meggendorfer and Sickert 2018), read on finite traces with a strong `X`: every binary operator but `&` and `|` binds tighter than these, so
 * `a & b -> c` is a & (b -> c).
 */
export const owl: Dialect = {
  name: "owl",
  operands: [
    constant("true", "(?:tt|true)(?!\\w)|1"),
    constant("false", "(?:ff|false)(?!\\w)|0"),
    prefix("not", "!|NOT(?!\\w)"),
    prefix("next", "X"),
    prefix("eventually", "F"),
    prefix("always", "G"),
    parentheses.open,
    atom("[a-z_]\\w*", false),
  ],
  operators: [
    infix("iff", "<->|<=>|BIIMP"),
    infix("implies", "->|=>|IMP"),
    infix("xor", "\\^|XOR|xor(?!\\w)"),
    infix("and", "&&?|AND"),
    infix("or", "\\|\\|?|OR"),
    infix("until", "U"),
    infix("weak-until", "W"),
    infix("release", "R"),
    infix("strong-release", "M"),
    parentheses.close,
  ],
  levels: [
    level("left", "or"),
    level("left", "and"),
    level("right", "implies", "iff", "xor", "until", "weak-until", "release", "strong-release"),
  ],
  blank,
};

import type { Dialect } from "./dialect.js";
import { atom, constant, infix, level, parentheses, prefix } from "./tables.js";

const bounds = "\\[\\s*(?<low>\\d+)\\s*(?:(?<to>:)\\s*(?<high>\\d+)\\s*)?\\]";

/**
 * Formulas of TLSF (Jacobs, Klein and Schirmer 2016) as its compiler reads them: release, until and weak until are weaker than the Boolean connectives. On finite
 * traces `X` is weak and `X[!]` strong.
 */
export const tlsf: Dialect = {
  name: "tlsf",
  operands: [
    constant("true", "true(?![\\w@'])"),
    constant("false", "false(?![\\w@'])"),
    prefix("not", "!|NOT(?![\\w@'])"),
    prefix("next", "X\\s*\\[\\s*!\\s*\\]"),
    prefix("weak-next", `X\\s*${bounds}`),
    prefix("eventually", `F\\s*${bounds}`),
    prefix("always", `G\\s*${bounds}`),
    prefix("weak-next", "X(?![\\w@'])"),
    prefix("eventually", "F(?![\\w@'])"),
    prefix("always", "G(?![\\w@'])"),
    parentheses.open,
    atom("[A-Za-z_@][\\w@']*", false),
  ],
  operators: [
    infix("iff", "<->|EQUIV(?![\\w@'])"),
    infix("implies", "->|IMPLIES(?![\\w@'])"),
    infix("and", "&&|AND(?![\\w@'])"),
    infix("or", "\\|\\||OR(?![\\w@'])"),
    infix("until", "U(?![\\w@'])"),
    infix("weak-until", "W(?![\\w@'])"),
    infix("release", "R(?![\\w@'])"),
    parentheses.close,
  ],
  levels: [
    level("left", "release"),
    level("right", "until"),
    level("right", "weak-until"),
    level("right", "implies", "iff"),
    level("left", "or"),
    level("left", "and"),
  ],
  blank: /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/uy,
};

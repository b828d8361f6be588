import type { Dialect } from "./dialect.js";
import { atom, blank, close, constant, infix, level, open, parentheses, postfix, prefix } from "./tables.js";

/**
 * Lydia (De Giacomo and Favorito 2021), its LTLf and its LDLf together: `X` weak, `X[!]` strong, until and release weaker than `|` and `&`. In LDLf, `<r>f` says that
 * some prefix in r leads to f, `[r]f` that every one does; `tt` and `end` hold behind the last letter too.
 */
export const lydia: Dialect = {
  name: "lydia",
  operands: [
    constant("tt", "tt(?!\\w)"),
    constant("ff", "ff(?!\\w)"),
    constant("true", "(?:true|TRUE|True)(?!\\w)|1"),
    constant("false", "(?:false|FALSE|False)(?!\\w)|0"),
    constant("last", "(?:last|LAST|Last)(?!\\w)"),
    constant("end", "end(?!\\w)"),
    prefix("not", "!|~"),
    prefix("next", "X\\s*\\[\\s*!\\s*\\]"),
    prefix("weak-next", "X(?!\\w)"),
    prefix("eventually", "F(?!\\w)"),
    prefix("always", "G(?!\\w)"),
    parentheses.open,
    open("diamond", "<"),
    open("box", "\\["),
    atom("[A-Za-z_]\\w*", true),
  ],
  operators: [
    infix("iff", "<->|<=>"),
    infix("implies", "->|=>"),
    infix("or", "\\|\\|?"),
    infix("and", "&&?"),
    infix("until", "U(?!\\w)"),
    infix("release", "R(?!\\w)"),
    infix("sequence", ";"),
    infix("union", "\\+"),
    postfix("star", "\\*"),
    postfix("test", "\\?"),
    parentheses.close,
    close("diamond", ">"),
    close("box", "\\]"),
  ],
  levels: [
    level("left", "iff"),
    level("right", "implies"),
    level("left", "union"),
    level("left", "sequence"),
    level("left", "star"),
    level("left", "test"),
    level("left", "until"),
    level("left", "release"),
    level("left", "or"),
    level("left", "and"),
  ],
  blank,
};

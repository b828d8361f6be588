import type { Dialect } from "./dialect.js";
import { atom, blank, constant, infix, level, parentheses, prefix } from "./tables.js";

/** Upper-case operators must not touch a lower-case letter. */
const apart = "(?![a-z])";

/**
 * LTLf2DFA (Fuggitti 2019), its LTLf and its past-only PLTLf together: `X` strong, `WX` weak, names in lower case. Operators of one level are one node of many operands
 * there: `a -> b -> c` is (a -> b) -> c, `a U b U c` is a U (b U c), and `a <-> b <-> c` says that all three are equal.
 */
export const ltlf2dfa: Dialect = {
  name: "ltlf2dfa",
  operands: [
    constant("true", "[tT][rR][uU][eE](?![a-z0-9_])"),
    constant("false", "[fF][aA][lL][sS][eE](?![a-z0-9_])"),
    constant("last", "[lL][aA][sS][tT](?![a-z0-9_])"),
    constant("start", "[sS][tT][aA][rR][tT](?![a-z0-9_])"),
    prefix("not", "!|~"),
    prefix("weak-next", `WX${apart}`),
    prefix("next", `X${apart}`),
    prefix("eventually", `F${apart}`),
    prefix("always", `G${apart}`),
    prefix("previously", `Y${apart}`),
    prefix("once", `O${apart}`),
    prefix("historically", `H${apart}`),
    parentheses.open,
    atom("[a-z][a-z0-9_]*", false),
  ],
  operators: [
    infix("iff", "<->|<=>"),
    infix("implies", "->|=>"),
    infix("or", "\\|\\|?"),
    infix("and", "&&?"),
    infix("until", `U${apart}`),
    infix("release", `R${apart}`),
    infix("since", `S${apart}`),
    parentheses.close,
  ],
  levels: [
    level("chain", "iff"),
    level("left", "implies"),
    level("left", "or"),
    level("left", "and"),
    level("right", "until", "since"),
    level("right", "release"),
  ],
  blank,
};

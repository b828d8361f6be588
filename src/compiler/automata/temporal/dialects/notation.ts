import { isFormulaWord, isReadableOnly, isReserved } from "../../../../../grammar/words.js";
import type { DialectName } from "./dialect.js";

/** How a dialect writes what it has; what is absent is written by what it means. */
export interface Notation {
  readonly not: string;
  readonly and: string;
  readonly or: string;
  readonly xor?: string;
  /** Strong. */
  readonly next?: string;
  readonly "weak-next"?: string;
  readonly eventually: string;
  readonly always: string;
  readonly until: string;
  readonly release: string;
  readonly past?: {
    readonly previously: string;
    readonly "weak-previously"?: string;
    readonly once: string;
    readonly historically: string;
    readonly since: string;
    readonly "weak-since"?: string;
    /** Past formulas stand alone and are judged at the last letter. */
    readonly alone: boolean;
  };
  /** `[low, high]` behind an operator of the language's own windows. */
  readonly windows: boolean;
  readonly last?: string;
  readonly true: string;
  readonly false: string;
  /** How regular expressions are written: as the language's sequences, or as LDLf's modalities. */
  readonly sequences?: "sequence" | "modality";
  /** The name of an atom as it must be written, `undefined` where it cannot be. */
  atom(name: string): string | undefined;
}

const notations: Readonly<Record<DialectName, Notation>> = {
  rewardc: {
    not: "not",
    and: "and",
    or: "or",
    xor: "xor",
    next: "next",
    "weak-next": "weak next",
    eventually: "eventually",
    always: "always",
    until: "until",
    release: "release",
    past: {
      previously: "previously",
      "weak-previously": "weak previously",
      once: "once",
      historically: "historically",
      since: "since",
      "weak-since": "weak since",
      alone: false,
    },
    windows: true,
    last: "last",
    true: "true",
    false: "false",
    sequences: "sequence",
    // A word of the language is a name between backquotes; what is no word is none.
    atom: (name) => (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? undefined : isWord(name) ? `\`${name}\`` : name),
  },
  spot: {
    not: "!",
    and: "&",
    or: "|",
    xor: "^",
    next: "X[!]",
    "weak-next": "X",
    eventually: "F",
    always: "G",
    until: "U",
    release: "R",
    windows: false,
    true: "1",
    false: "0",
    atom: (name) =>
      /^[A-EH-LN-QSTYZa-z_.][\w.]*$/u.test(name) && !/^(?:true|false|xor)$/iu.test(name)
        ? name
        : `"${name.replace(/["\\]/gu, "\\$&")}"`,
  },
  ltlf2dfa: {
    not: "!",
    and: "&",
    or: "|",
    next: "X",
    "weak-next": "WX",
    eventually: "F",
    always: "G",
    until: "U",
    release: "R",
    past: { previously: "Y", once: "O", historically: "H", since: "S", alone: true },
    windows: false,
    last: "last",
    true: "true",
    false: "false",
    atom: (name) => (/^[a-z][a-z0-9_]*$/u.test(name) && !/^(?:true|false|last|start)$/u.test(name) ? name : undefined),
  },
  lydia: {
    not: "!",
    and: "&",
    or: "|",
    next: "X[!]",
    "weak-next": "X",
    eventually: "F",
    always: "G",
    until: "U",
    release: "R",
    windows: false,
    last: "last",
    true: "true",
    false: "false",
    sequences: "modality",
    atom: (name) =>
      !/^[A-Za-z_]\w*$/u.test(name) || /^(?:tt|ff|true|false|last|end|[XFGURW])$/iu.test(name) ? undefined : name,
  },
  owl: {
    not: "!",
    and: "&",
    or: "|",
    xor: "^",
    next: "X",
    eventually: "F",
    always: "G",
    until: "U",
    release: "R",
    windows: false,
    true: "true",
    false: "false",
    atom: (name) => (/^[a-z_]\w*$/u.test(name) && !/^(?:tt|ff|true|false|xor)$/u.test(name) ? name : undefined),
  },
  tlsf: {
    not: "!",
    and: "&&",
    or: "||",
    next: "X[!]",
    "weak-next": "X",
    eventually: "F",
    always: "G",
    until: "U",
    release: "R",
    windows: false,
    true: "true",
    false: "false",
    atom: (name) =>
      /^[A-Za-z_@][\w@']*$/u.test(name) && !/^(?:true|false|NOT|AND|OR|IMPLIES|EQUIV|[XFGUWR])$/u.test(name)
        ? name
        : undefined,
  },
};

function isWord(name: string): boolean {
  return isReserved(name) || isReadableOnly(name) || isFormulaWord(name);
}

export function notationOf(dialect: DialectName): Notation {
  return notations[dialect];
}

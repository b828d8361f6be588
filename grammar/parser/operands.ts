import type { CstNode, ParserMethod } from "chevrotain";
import { argument, inside, modes, patternValue, type Mode } from "../mode.js";
import {
  Arrow,
  BangEqual,
  BraceClose,
  BraceOpen,
  BracketClose,
  BracketOpen,
  clause,
  Colon,
  Comma,
  Dot,
  EqualEqual,
  formula,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  Name,
  NumberToken,
  ParenClose,
  ParenOpen,
  Plus,
  Prefix,
  Question,
  reserved,
  Star,
  StringToken,
  Word,
} from "../tokens.js";
import { BaseParser } from "./base.js";

/** What begins an operand; `*` and `+` repeat an item of a sequence only where none of these follows. */
const operandStart = [
  Name,
  NumberToken,
  StringToken,
  ParenOpen,
  BracketOpen,
  Prefix,
  reserved.true,
  reserved.false,
  reserved.match,
  reserved.if,
];

/** What ends an argument. */
const argumentEnd = [Comma, ParenClose];

/** Closed operands and what stands behind an operand. */
export abstract class OperandParser extends BaseParser {
  abstract readonly expression: ParserMethod<[mode?: Mode], CstNode>;
  abstract readonly operand: ParserMethod<[mode?: Mode], CstNode>;

  readonly parenthesised = this.RULE("parenthesised", (mode: Mode = modes.expression) => {
    this.CONSUME(ParenOpen);
    this.SUBRULE(this.expression, { ARGS: [inside(mode)] });
    this.CONSUME(ParenClose);
  });

  readonly vector = this.RULE("vector", (mode: Mode = modes.expression) => {
    this.CONSUME(BracketOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.expression, { ARGS: [argument(mode)] });
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.expression, { ARGS: [argument(mode)] });
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BracketClose);
  });

  /** `[low, high]` */
  readonly range = this.RULE("range", (mode: Mode = modes.expression) => {
    this.CONSUME(BracketOpen);
    this.SUBRULE1(this.expression, { ARGS: [argument(mode)] });
    this.CONSUME(Comma);
    this.SUBRULE2(this.expression, { ARGS: [argument(mode)] });
    this.CONSUME(BracketClose);
  });

  readonly argumentList = this.RULE("argumentList", (mode: Mode = modes.expression) => {
    this.CONSUME(ParenOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.argument, { ARGS: [mode] });
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.argument, { ARGS: [mode] });
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(ParenClose);
  });

  readonly argument = this.RULE("argument", (mode: Mode = modes.expression) => {
    this.OPTION1({
      MAX_LOOKAHEAD: 1,
      GATE: () => this.is(Colon, 2),
      DEF: () => {
        this.CONSUME(Word);
        this.CONSUME(Colon);
      },
    });
    this.SUBRULE(this.expression, { ARGS: [argument(mode)] });
    this.OPTION2(() => this.SUBRULE(this.comprehension, { ARGS: [mode] }));
  });

  /** Whether `terms` or `piecewise { }` stands where an argument begins; that it may stand there is checked when the tree is built. */
  protected beginsArgument(): boolean {
    if (this.is(reserved.terms, 1))
      return (
        this.follows([ParenOpen, Comma], this.LA(0)) && this.follows(argumentEnd, this.LA(this.is(Name, 2) ? 3 : 2))
      );
    return this.is(BraceOpen, 2) && this.follows([ParenOpen, Comma, Colon], this.LA(0));
  }

  /** `for index, item in source` */
  readonly comprehension = this.RULE("comprehension", (mode: Mode = modes.expression) => {
    this.CONSUME(clause.for);
    this.CONSUME1(Name);
    this.OPTION(() => {
      this.CONSUME(Comma);
      this.CONSUME2(Name);
    });
    this.CONSUME(reserved.in);
    this.SUBRULE(this.expression, { ARGS: [argument(mode)] });
  });

  readonly piecewise = this.RULE("piecewise_map", (mode: Mode = modes.expression) => {
    this.CONSUME(clause.piecewise);
    this.CONSUME(BraceOpen);
    this.SUBRULE1(this.point, { ARGS: [mode] });
    this.MANY(() => {
      this.CONSUME1(Comma);
      this.SUBRULE2(this.point, { ARGS: [mode] });
    });
    this.OPTION(() => this.CONSUME2(Comma));
    this.CONSUME(BraceClose);
  });

  readonly point = this.RULE("point", (mode: Mode = modes.expression) => {
    this.SUBRULE1(this.expression, { ARGS: [argument(mode)] });
    this.CONSUME(Colon);
    this.SUBRULE2(this.expression, { ARGS: [argument(mode)] });
  });

  readonly matchExpression = this.RULE("matchExpression", (mode: Mode = modes.expression) => {
    this.CONSUME(reserved.match);
    this.SUBRULE(this.expression, { ARGS: [argument(mode)] });
    this.CONSUME(BraceOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.matchCase, { ARGS: [mode] });
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.matchCase, { ARGS: [mode] });
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BraceClose);
  });

  readonly matchCase = this.RULE("matchCase", (mode: Mode = modes.expression) => {
    this.SUBRULE(this.pattern, { ARGS: [patternValue(mode)] });
    this.CONSUME(Arrow);
    this.SUBRULE(this.expression, { ARGS: [argument(mode)] });
  });

  readonly pattern = this.RULE("pattern", (mode: Mode = modes.pattern) => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "a pattern",
      DEF: [
        {
          ALT: () => {
            this.SUBRULE(this.comparison);
            this.SUBRULE1(this.expression, { ARGS: [mode] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.in);
            this.SUBRULE(this.range, { ARGS: [mode] });
          },
        },
        { ALT: () => this.CONSUME(reserved.else) },
        { ALT: () => this.SUBRULE2(this.expression, { ARGS: [mode] }) },
      ],
    });
  });

  readonly comparison = this.RULE("comparison", () => {
    this.OR([
      { ALT: () => this.CONSUME(EqualEqual) },
      { ALT: () => this.CONSUME(BangEqual) },
      { ALT: () => this.CONSUME(Less) },
      { ALT: () => this.CONSUME(LessEqual) },
      { ALT: () => this.CONSUME(Greater) },
      { ALT: () => this.CONSUME(GreaterEqual) },
    ]);
  });

  /** `sequence exactly { a; b* }` */
  readonly sequenceFormula = this.RULE("sequenceFormula", () => {
    this.CONSUME(clause.sequence);
    this.OPTION(() => this.CONSUME(clause.exactly));
    this.CONSUME(BraceOpen);
    this.SUBRULE(this.expression, { ARGS: [modes.sequence] });
    this.CONSUME(BraceClose);
  });

  /** What may stand behind an operand; the clauses behind `over SCOPE` each follow something particular. */
  protected postfixFollows(mode: Mode, scoped: boolean): boolean {
    switch (this.LA(1).tokenType) {
      case Dot:
      case BracketOpen:
      case ParenOpen:
        return true;
      case clause.over:
        return mode.over;
      case clause.after:
        return scoped && this.is(clause.past, 0) && this.is(clause.over, -1);
      case clause.by:
      case clause.where:
      case clause.except:
        return scoped;
      case clause.at:
        return this.is(clause.end, 2);
      case Question:
      case BraceOpen:
        return mode.kind === "sequence";
      case Star:
      case Plus:
        return mode.kind === "sequence" && !this.follows(operandStart, this.LA(2));
      default:
        return false;
    }
  }

  /** `{n}` or `{n, m}` */
  readonly repetition = this.RULE("repetition", () => {
    this.CONSUME(BraceOpen);
    this.CONSUME1(NumberToken);
    this.OPTION(() => {
      this.CONSUME(Comma);
      this.CONSUME2(NumberToken);
    });
    this.CONSUME(BraceClose);
  });

  readonly index = this.RULE("index", (mode: Mode = modes.expression) => {
    this.CONSUME(BracketOpen);
    this.SUBRULE1(this.indexItem, { ARGS: [mode] });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.indexItem, { ARGS: [mode] });
    });
    this.CONSUME(BracketClose);
  });

  /** An index, or `low:high` with either end optional; an empty item is refused when the tree is built. */
  readonly indexItem = this.RULE("indexItem", (mode: Mode = modes.expression) => {
    this.OPTION1(() => this.SUBRULE1(this.expression, { ARGS: [argument(mode)], LABEL: "low" }));
    this.OPTION2(() => {
      this.CONSUME(Colon);
      this.OPTION3(() => this.SUBRULE2(this.expression, { ARGS: [argument(mode)], LABEL: "high" }));
    });
  });

  /** `over` with its scope; `after`, `by`, `where` and `except self` follow as clauses of their own. */
  readonly overClause = this.RULE("overClause", () => {
    this.CONSUME(clause.over);
    this.OR1({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "`past`, `last` or a scope",
      DEF: [
        { ALT: () => this.CONSUME(clause.past) },
        {
          ALT: () => {
            this.CONSUME(formula.last);
            this.OR2({
              ERR_MSG: "a number, a time or a name",
              DEF: [{ ALT: () => this.CONSUME(NumberToken) }, { ALT: () => this.CONSUME1(Name, { LABEL: "count" }) }],
            });
          },
        },
        { ALT: () => this.CONSUME2(Name, { LABEL: "scope_name" }) },
      ],
    });
  });

  /** Names with `.` between them. */
  readonly path = this.RULE("path", () => {
    this.CONSUME(Name);
    this.MANY(() => {
      this.CONSUME(Dot);
      this.CONSUME(Word);
    });
  });
}

import type { Mode } from "../mode.js";
import { modes } from "../mode.js";
import {
  BraceClose,
  BraceOpen,
  BracketClose,
  BracketOpen,
  Caret,
  clause,
  Colon,
  Comma,
  LessEqual,
  Minus,
  Name,
  NumberToken,
  ParenClose,
  ParenOpen,
  reserved,
  Slash,
  Star,
  StringToken,
  Word,
} from "../tokens.js";
import { ExpressionParser } from "./expressions.js";

/** Types, parameters, options and the other parts that several declarations share. */
export abstract class ClauseParser extends ExpressionParser {
  /** `float[foot, 3] in [0, 2] unit m/s` */
  readonly typeExpression = this.RULE("typeExpression", () => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "a type",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(clause.enum);
            this.SUBRULE(this.members);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.quat);
            this.OR1({
              ERR_MSG: "`wxyz` or `xyzw`",
              DEF: [{ ALT: () => this.CONSUME(clause.wxyz) }, { ALT: () => this.CONSUME(clause.xyzw) }],
            });
          },
        },
        { ALT: () => this.CONSUME(Name) },
      ],
    });
    this.OPTION1(() => {
      this.CONSUME(BracketOpen);
      this.SUBRULE1(this.dimension);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.dimension);
      });
      this.OPTION2(() => this.CONSUME2(Comma));
      this.CONSUME(BracketClose);
    });
    this.OPTION3(() => this.SUBRULE(this.rangeClause));
    this.OPTION4(() => this.SUBRULE(this.unitClause));
  });

  readonly dimension = this.RULE("dimension", () => {
    this.OPTION(() => this.CONSUME(LessEqual));
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly rangeClause = this.RULE("rangeClause", () => {
    this.CONSUME(reserved.in);
    this.SUBRULE(this.range);
  });

  readonly unitClause = this.RULE("unitClause", () => {
    this.CONSUME(clause.unit);
    this.SUBRULE1(this.unitFactor);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(Star) }, { ALT: () => this.CONSUME(Slash) }]);
      this.SUBRULE2(this.unitFactor);
    });
  });

  readonly unitFactor = this.RULE("unitFactor", () => {
    this.OR({
      ERR_MSG: "a unit",
      DEF: [{ ALT: () => this.CONSUME(Name) }, { ALT: () => this.CONSUME1(NumberToken, { LABEL: "one" }) }],
    });
    this.OPTION1(() => {
      this.CONSUME(Caret);
      this.OPTION2(() => this.CONSUME(Minus));
      this.CONSUME2(NumberToken, { LABEL: "exponent" });
    });
  });

  /** `{ A, B }` */
  readonly members = this.RULE("members", () => {
    this.CONSUME(BraceOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.declaredName);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.declaredName);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BraceClose);
  });

  /** `(a, b: bool)` of a template */
  readonly parameters = this.RULE("parameters", () => {
    this.CONSUME(ParenOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.typedParameter);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.typedParameter);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(ParenClose);
  });

  readonly typedParameter = this.RULE("typedParameter", () => {
    this.SUBRULE(this.declaredName);
    this.OPTION(() => {
      this.CONSUME(Colon);
      this.SUBRULE(this.typeExpression);
    });
  });

  /** `with name: value, …` */
  readonly options = this.RULE("options", () => {
    this.CONSUME(clause.with);
    this.SUBRULE1(this.namedOption);
    this.MANY({
      GATE: () => this.is(Colon, 3),
      DEF: () => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.namedOption);
      },
    });
    this.OPTION(() => this.CONSUME2(Comma));
  });

  readonly namedOption = this.RULE("namedOption", () => {
    this.CONSUME(Word);
    this.CONSUME(Colon);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly weightClause = this.RULE("weightClause", (mode: Mode = modes.expression) => {
    this.CONSUME(clause.weight);
    this.SUBRULE(this.expression, { ARGS: [mode] });
    this.OPTION(() => {
      this.CONSUME(clause.per);
      this.CONSUME(Name);
    });
  });

  readonly rewardClause = this.RULE("rewardClause", () => {
    this.CONSUME(reserved.reward);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly causeClause = this.RULE("causeClause", () => {
    this.CONSUME(clause.cause);
    this.CONSUME(StringToken);
  });

  readonly intoClause = this.RULE("intoClause", () => {
    this.CONSUME(clause.into);
    this.CONSUME(Name);
  });

  readonly readsClause = this.RULE("readsClause", () => {
    this.CONSUME(clause.reads);
    this.CONSUME(clause.source);
  });
}

import { modes } from "../mode.js";
import {
  BraceClose,
  BraceOpen,
  BracketClose,
  BracketOpen,
  clause,
  Comma,
  Equal,
  Name,
  PlusMinus,
  PlusMinusAscii,
  reserved,
  Star,
  StringToken,
} from "../tokens.js";
import { MachineParser } from "./machines.js";

const itemWords = [
  clause.given,
  clause.reset,
  clause.step,
  clause.expect,
  clause.trace,
  clause.episode,
  clause.group,
  clause.batch,
  clause.end,
];
const afterItemWord = [
  BraceOpen,
  BraceClose,
  Star,
  StringToken,
  clause.terminated,
  clause.truncated,
  clause.unfinished,
  ...itemWords,
];

/** Tests in the spec. */
export abstract class TestParser extends MachineParser {
  readonly testDeclaration = this.RULE("testDeclaration", () => {
    this.CONSUME(reserved.test);
    this.CONSUME(StringToken);
    this.OPTION(() => {
      this.CONSUME(clause.with);
      this.SUBRULE1(this.testSetting);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.testSetting);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.SUBRULE(this.testBody);
  });

  /** `variant delta` or `alpha = 1` */
  readonly testSetting = this.RULE("testSetting", () => {
    this.OR({
      ERR_MSG: "`variant` or a parameter",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(reserved.variant);
            this.CONSUME1(Name);
          },
        },
        {
          ALT: () => {
            this.CONSUME2(Name);
            this.CONSUME(Equal);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
          },
        },
      ],
    });
  });

  readonly testBody = this.RULE("testBody", () => {
    this.CONSUME(BraceOpen);
    this.MANY(() => this.SUBRULE(this.testItem));
    this.CONSUME(BraceClose);
  });

  /** An item; a block without its word is taken here, so that the rest of the test is not lost. */
  readonly testItem = this.RULE("testItem", () => {
    this.OR({
      ERR_MSG: "a test item",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(clause.given);
            this.SUBRULE1(this.testValues);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.reset);
            this.SUBRULE2(this.testValues);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.step);
            this.OPTION1(() => {
              this.CONSUME(Star);
              this.SUBRULE(this.expression, { ARGS: [modes.expression] });
            });
            this.SUBRULE3(this.testValues);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.end);
            this.OPTION2(() =>
              this.OR1([
                { ALT: () => this.CONSUME(clause.terminated) },
                { ALT: () => this.CONSUME(clause.truncated) },
                { ALT: () => this.CONSUME(clause.unfinished) },
              ]),
            );
            this.OPTION3(() => this.SUBRULE4(this.testValues));
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.expect);
            this.SUBRULE1(this.expectation);
            this.MANY({
              GATE: () => !this.endsExpect(),
              DEF: () => {
                this.CONSUME1(Comma);
                this.SUBRULE2(this.expectation);
              },
            });
            this.OPTION4(() => this.CONSUME2(Comma));
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.trace);
            this.CONSUME(StringToken);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.episode);
            this.SUBRULE1(this.testBody);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.group);
            this.SUBRULE2(this.testBody);
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.batch);
            this.SUBRULE3(this.testBody);
          },
        },
        { ALT: () => this.SUBRULE5(this.testValues, { LABEL: "stray" }) },
      ],
    });
  });

  /** Whether the comma is a trailing one, with the next item behind it. */
  private endsExpect(): boolean {
    return this.follows(itemWords, this.LA(2)) && this.follows(afterItemWord, this.LA(3));
  }

  readonly expectation = this.RULE("expectation", () => {
    this.SUBRULE1(this.expression, { ARGS: [modes.expectation] });
    this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(PlusMinus) }, { ALT: () => this.CONSUME(PlusMinusAscii) }]);
      this.SUBRULE2(this.expression, { ARGS: [modes.expectation] });
    });
  });

  readonly testValues = this.RULE("testValues", () => {
    this.CONSUME(BraceOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.testValue);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.testValue);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BraceClose);
  });

  readonly testValue = this.RULE("testValue", () => {
    this.OPTION1(() => this.CONSUME(reserved.not));
    this.CONSUME(Name);
    this.MANY(() => this.SUBRULE(this.testIndex));
    this.OPTION2(() => {
      this.CONSUME(Equal);
      this.SUBRULE(this.expression, { ARGS: [modes.expression] });
    });
  });

  readonly testIndex = this.RULE("testIndex", () => {
    this.CONSUME(BracketOpen);
    this.SUBRULE1(this.expression, { ARGS: [modes.expression] });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.expression, { ARGS: [modes.expression] });
    });
    this.CONSUME(BracketClose);
  });
}

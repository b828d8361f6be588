import { modes } from "../mode.js";
import {
  BraceClose,
  BraceOpen,
  clause,
  Colon,
  Comma,
  Equal,
  LessEqual,
  Name,
  ParenClose,
  ParenOpen,
  reserved,
  StringToken,
} from "../tokens.js";
import { TestParser } from "./tests.js";

/** Declarations that name or change what a spec is made of. */
export abstract class DeclarationParser extends TestParser {
  readonly importDeclaration = this.RULE("importDeclaration", () => {
    this.CONSUME(reserved.import);
    this.CONSUME(BraceOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.importedName);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.importedName);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BraceClose);
    this.CONSUME(clause.from);
    this.CONSUME(StringToken);
  });

  readonly importedName = this.RULE("importedName", () => {
    this.CONSUME(Name);
    this.OPTION(() => {
      this.CONSUME(clause.as);
      this.SUBRULE(this.declaredName);
    });
  });

  readonly signalDeclaration = this.RULE("signalDeclaration", () => {
    this.OR([
      {
        ALT: () => {
          this.OPTION(() => this.CONSUME(reserved.external));
          this.CONSUME(reserved.signal);
        },
      },
      { ALT: () => this.CONSUME(reserved.action) },
    ]);
    this.SUBRULE1(this.declaredName);
    this.MANY1(() => {
      this.CONSUME1(Comma);
      this.SUBRULE2(this.declaredName);
    });
    this.OPTION1(() => this.CONSUME2(Comma));
    this.CONSUME(Colon);
    this.SUBRULE(this.typeExpression);
    this.MANY2(() => this.SUBRULE(this.signalClause));
  });

  /** In any order here; the order is checked when the tree is built. */
  readonly signalClause = this.RULE("signalClause", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.rangeClause) },
      { ALT: () => this.SUBRULE(this.unitClause) },
      {
        ALT: () => {
          this.CONSUME(clause.per);
          this.CONSUME(Name);
          this.OPTION1(() => {
            this.CONSUME(clause.at);
            this.CONSUME(reserved.start);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(Equal);
          this.SUBRULE1(this.expression, { ARGS: [modes.expression] });
        },
      },
      {
        ALT: () => {
          this.CONSUME(clause.missing);
          this.SUBRULE(this.missingPolicy);
        },
      },
    ]);
  });

  readonly missingPolicy = this.RULE("missingPolicy", () => {
    this.OR({
      ERR_MSG: "`default`, `hold default`, `skip` or `error`",
      DEF: [
        {
          ALT: () => {
            this.OPTION(() => this.CONSUME(clause.hold));
            this.CONSUME(clause.default);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
          },
        },
        { ALT: () => this.CONSUME(clause.skip) },
        { ALT: () => this.CONSUME(clause.error) },
      ],
    });
  });

  readonly paramDeclaration = this.RULE("paramDeclaration", () => {
    this.CONSUME(reserved.param);
    this.SUBRULE(this.declaredName);
    this.CONSUME(Colon);
    this.SUBRULE(this.typeExpression);
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly letDeclaration = this.RULE("letDeclaration", () => {
    this.CONSUME(reserved.let);
    this.SUBRULE(this.declaredName);
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly defDeclaration = this.RULE("defDeclaration", () => {
    this.CONSUME(reserved.def);
    this.SUBRULE(this.declaredName);
    this.CONSUME(ParenOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.defParameter);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.defParameter);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(ParenClose);
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly defParameter = this.RULE("defParameter", () => {
    this.SUBRULE(this.declaredName);
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.SUBRULE(this.expression, { ARGS: [modes.expression] });
    });
  });

  readonly axisDeclaration = this.RULE("axisDeclaration", () => {
    this.CONSUME(reserved.axis);
    this.SUBRULE(this.declaredName);
    this.OR({
      ERR_MSG: "`=` or `<=`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(Equal);
            this.SUBRULE(this.members);
          },
        },
        {
          ALT: () => {
            this.CONSUME(LessEqual);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
          },
        },
      ],
    });
  });

  readonly segmentDeclaration = this.RULE("segmentDeclaration", () => {
    this.CONSUME(reserved.segment);
    this.SUBRULE(this.declaredName);
    this.CONSUME(Equal);
    this.OR({
      ERR_MSG: "`between(…)` or `runs(…)`",
      DEF: [{ ALT: () => this.CONSUME(clause.between) }, { ALT: () => this.CONSUME(clause.runs) }],
    });
    this.CONSUME(ParenOpen);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
    this.CONSUME(ParenClose);
  });

  readonly termDeclaration = this.RULE("termDeclaration", () => {
    this.OPTION1(() => this.CONSUME(reserved.primary));
    this.CONSUME(reserved.term);
    this.SUBRULE(this.declaredName);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.weightClause, { ARGS: [modes.beforeEqual] }) },
        { ALT: () => this.SUBRULE(this.whenClause) },
      ]);
    });
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.termBody] });
    this.OPTION2(() => {
      this.CONSUME(clause.clip);
      this.SUBRULE(this.range);
    });
  });

  readonly whenClause = this.RULE("whenClause", () => {
    this.CONSUME(reserved.when);
    this.SUBRULE(this.expression, { ARGS: [modes.beforeEqual] });
  });

  readonly termsDeclaration = this.RULE("termsDeclaration", () => {
    this.CONSUME(reserved.terms);
    this.SUBRULE(this.declaredName);
    this.OPTION(() => this.SUBRULE(this.parameters));
    this.CONSUME(BraceOpen);
    this.MANY(() => {
      this.OR({
        ERR_MSG: "a term",
        DEF: [
          { ALT: () => this.SUBRULE(this.termDeclaration) },
          { ALT: () => this.SUBRULE(this.termsDeclaration) },
          { ALT: () => this.SUBRULE(this.letDeclaration) },
        ],
      });
    });
    this.CONSUME(BraceClose);
  });

  readonly objectiveDeclaration = this.RULE("objectiveDeclaration", () => {
    this.CONSUME(reserved.objective);
    this.SUBRULE(this.declaredName);
    this.OPTION1(() => this.SUBRULE(this.parameters));
    this.OPTION2(() => this.SUBRULE(this.readsClause));
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.formula] });
    this.OPTION3(() => this.SUBRULE(this.options));
  });

  readonly shapeDeclaration = this.RULE("shapeDeclaration", () => {
    this.CONSUME(reserved.shape);
    this.OR1({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "`potential`, a machine or an objective",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(clause.potential);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.SUBRULE(this.operand, { ARGS: [modes.expression] });
            this.CONSUME(clause.by);
            this.OR2({
              ERR_MSG: "`value iteration` or `progress`",
              DEF: [
                {
                  ALT: () => {
                    this.CONSUME(clause.value);
                    this.CONSUME(clause.iteration);
                  },
                },
                { ALT: () => this.CONSUME(clause.progress) },
              ],
            });
          },
        },
      ],
    });
    this.MANY(() => {
      this.OR3([
        { ALT: () => this.SUBRULE(this.weightClause, { ARGS: [modes.expression] }) },
        { ALT: () => this.SUBRULE(this.intoClause) },
        { ALT: () => this.SUBRULE(this.options) },
      ]);
    });
  });

  readonly variantDeclaration = this.RULE("variantDeclaration", () => {
    this.CONSUME(reserved.variant);
    this.SUBRULE(this.declaredName);
    this.CONSUME(BraceOpen);
    this.MANY(() => {
      this.OR({
        ERR_MSG: "`set` or a declaration",
        DEF: [{ ALT: () => this.SUBRULE(this.setItem) }, { ALT: () => this.SUBRULE(this.declaration) }],
      });
    });
    this.CONSUME(BraceClose);
  });

  readonly setItem = this.RULE("setItem", () => {
    this.CONSUME(clause.set);
    this.SUBRULE(this.path);
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.termBody] });
  });

  readonly modelDeclaration = this.RULE("modelDeclaration", () => {
    this.CONSUME(reserved.model);
    this.SUBRULE(this.declaredName);
    this.SUBRULE(this.argumentList, { ARGS: [modes.expression] });
    this.CONSUME(Colon);
    this.SUBRULE(this.typeExpression);
    this.CONSUME(clause.trained);
    this.CONSUME(clause.by);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
    this.OPTION(() => this.SUBRULE(this.options));
  });

  abstract readonly declaration: typeof this.setItem;
}

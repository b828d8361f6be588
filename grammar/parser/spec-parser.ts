import { EOF, type IToken } from "chevrotain";
import { modes } from "../mode.js";
import { clause, Colon, Equal, Name, readable, reserved, Word } from "../tokens.js";
import type { Parsed, ParserOptions } from "./base.js";
import { DeclarationParser } from "./declarations.js";

/** The whole grammar. `spec` is a file, `formulaOnly` a formula by itself. */
export class SpecParser extends DeclarationParser {
  constructor(options: ParserOptions = {}) {
    super(options);
    this.performSelfAnalysis();
  }

  /** Parses a whole file. */
  parseSpec(tokens: IToken[]): Parsed {
    return this.parseBy(tokens, () => this.spec());
  }

  /** Parses a formula by itself. */
  parseFormula(tokens: IToken[]): Parsed {
    return this.parseBy(tokens, () => this.formulaOnly());
  }

  /** `reward Name extends Other` or `library Name`; that it comes first, and once, is checked when the tree is built. */
  readonly header = this.RULE("header", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(reserved.reward);
          this.SUBRULE1(this.declaredName);
          this.OPTION(() => {
            this.CONSUME(reserved.extends);
            this.CONSUME(Name);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(reserved.library);
          this.SUBRULE2(this.declaredName);
        },
      },
    ]);
  });

  /** What is worth what in sum, when it ends, and what the trainer and the analysis are told. */
  readonly statement = this.RULE("statement", () => {
    this.OR({
      ERR_MSG: "a declaration",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(readable.total);
            this.CONSUME1(Equal);
            this.SUBRULE1(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(readable.advantage);
            this.CONSUME2(Equal);
            this.SUBRULE2(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.report);
            this.SUBRULE1(this.declaredName);
            this.CONSUME3(Equal);
            this.SUBRULE3(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.keep);
            this.CONSUME(clause.group);
            this.CONSUME1(reserved.when);
            this.SUBRULE4(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.mask);
            this.CONSUME(clause.episode);
            this.CONSUME2(reserved.when);
            this.SUBRULE5(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.constraint);
            this.SUBRULE2(this.declaredName);
            this.CONSUME(Colon);
            this.SUBRULE6(this.expression, { ARGS: [modes.expression] });
            this.OPTION1(() => this.SUBRULE(this.options));
          },
        },
        {
          ALT: () => {
            this.CONSUME(readable.discount);
            this.SUBRULE7(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(readable.dt);
            this.SUBRULE8(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(readable.agents);
            this.SUBRULE9(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.assert);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(readable.nan);
            this.OR1({
              ERR_MSG: "`error`, `zero` or `terminate`",
              DEF: [
                { ALT: () => this.CONSUME(clause.error) },
                { ALT: () => this.CONSUME(clause.zero) },
                { ALT: () => this.CONSUME(reserved.terminate) },
              ],
            });
          },
        },
      ],
    });
  });

  /** `terminate when …` and `truncate when …`; that only the first pays is said when the tree is built. */
  readonly endDeclaration = this.RULE("endDeclaration", () => {
    this.OR1([{ ALT: () => this.CONSUME(reserved.terminate) }, { ALT: () => this.CONSUME(reserved.truncate) }]);
    this.CONSUME(reserved.when);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
    this.MANY(() => {
      this.OR2([
        { ALT: () => this.SUBRULE(this.rewardClause) },
        { ALT: () => this.SUBRULE(this.intoClause) },
        { ALT: () => this.SUBRULE(this.causeClause) },
      ]);
    });
  });

  override readonly declaration = this.RULE("declaration", () => {
    this.OR({
      ERR_MSG: "a declaration",
      DEF: [
        { ALT: () => this.SUBRULE(this.importDeclaration) },
        { ALT: () => this.SUBRULE(this.signalDeclaration) },
        { ALT: () => this.SUBRULE(this.paramDeclaration) },
        { ALT: () => this.SUBRULE(this.letDeclaration) },
        { ALT: () => this.SUBRULE(this.defDeclaration) },
        { ALT: () => this.SUBRULE(this.axisDeclaration) },
        { ALT: () => this.SUBRULE(this.segmentDeclaration) },
        { ALT: () => this.SUBRULE(this.termDeclaration) },
        { ALT: () => this.SUBRULE(this.termsDeclaration) },
        { ALT: () => this.SUBRULE(this.machineDeclaration) },
        { ALT: () => this.SUBRULE(this.objectiveDeclaration) },
        { ALT: () => this.SUBRULE(this.shapeDeclaration) },
        { ALT: () => this.SUBRULE(this.variantDeclaration) },
        { ALT: () => this.SUBRULE(this.modelDeclaration) },
        { ALT: () => this.SUBRULE(this.testDeclaration) },
        { ALT: () => this.SUBRULE(this.endDeclaration) },
        { GATE: () => this.is(Word, 2), ALT: () => this.SUBRULE(this.header) },
        { ALT: () => this.SUBRULE(this.statement) },
      ],
    });
  });

  readonly spec = this.RULE("spec", () => {
    this.MANY({
      GATE: () => !this.is(reserved.reward, 1) || this.is(Word, 2),
      DEF: () => this.SUBRULE(this.declaration),
    });
    this.CONSUME(EOF);
  });

  readonly formulaOnly = this.RULE("formulaOnly", () => {
    this.SUBRULE(this.expression, { ARGS: [modes.formula] });
    this.CONSUME(EOF);
  });
}

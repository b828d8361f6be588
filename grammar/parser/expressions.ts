import {
  condition,
  continuesWith,
  lastBranch,
  modes,
  operatesInFormula,
  readsFormula,
  scopeOperand,
  argument,
  withoutOver,
  type Mode,
} from "../mode.js";
import { levels } from "../precedence.js";
import {
  Bang,
  BraceOpen,
  BracketOpen,
  BracketClose,
  clause,
  Comma,
  Dot,
  formula,
  Infix,
  LessEqual,
  letters,
  Minus,
  Misplaced,
  Name,
  NumberToken,
  ParenClose,
  ParenOpen,
  Placeholder,
  Plus,
  Prefix,
  Question,
  reserved,
  Star,
  StringToken,
  Word,
} from "../tokens.js";
import { OperandParser } from "./operands.js";

/** Operators that `[` turns into bounded ones; `next` and its kin only so that the mistake can be named. */
const boundable = [
  formula.always,
  formula.eventually,
  formula.once,
  formula.historically,
  formula.until,
  formula.release,
  formula.since,
  letters.G,
  letters.F,
  letters.O,
  letters.H,
  letters.U,
  letters.W,
  letters.R,
  letters.M,
  letters.S,
  formula.next,
  formula.previously,
  letters.X,
  letters.N,
  letters.Y,
  letters.Z,
  formula.inclusive,
];
/** Postfixes that are no clause of `over`. */
const postfixStart = [Dot, BracketOpen, ParenOpen, clause.at, Question, BraceOpen, Star, Plus];
const scopeWords = [clause.globally, clause.before, clause.after, clause.between];

/**
 * One flat rule for everything with operators: prefix* operand postfix* (operator prefix* operand postfix*)*. What binds tighter is
 * settled by the fold afterwards, so that long chains cost no stack; what may stand here is settled by the mode.
 */
export abstract class ExpressionParser extends OperandParser {
  readonly expression = this.RULE("expression", (mode: Mode = modes.expression) => {
    this.operandParts(mode);
    this.MANY({
      GATE: () => this.tailFollows(mode),
      DEF: () => this.SUBRULE(this.tail, { ARGS: [mode] }),
    });
    this.OPTION({ GATE: () => mode.on, DEF: () => this.SUBRULE(this.onClause) });
  });

  private tailFollows(mode: Mode): boolean {
    const token = this.LA(1);
    if (continuesWith(mode, token, this.LA(2))) return true;
    if (mode.kind !== "formula" || mode.floor > levels.pattern) return false;
    switch (token.tokenType) {
      case formula.weak:
      case formula.strong:
        return true;
      case clause.at:
        return this.is(clause.most, 2);
      default:
        return this.follows(scopeWords, token);
    }
  }

  /** A binary operator with its right side, or what ends a pattern. */
  readonly tail = this.RULE("tail", (mode: Mode = modes.expression) => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "an operator",
      DEF: [
        {
          GATE: () => readsFormula(mode),
          ALT: () => this.SUBRULE(this.scope),
        },
        {
          ALT: () => {
            this.CONSUME(clause.at);
            this.CONSUME(clause.most);
            this.CONSUME5(NumberToken, { LABEL: "times_count" });
            this.CONSUME(clause.times);
          },
        },
        {
          ALT: () => {
            this.OPTION1(() => this.SUBRULE(this.strength));
            this.CONSUME(Infix);
            this.OPTION2({
              MAX_LOOKAHEAD: 1,
              GATE: () => this.is(formula.responds, 0),
              DEF: () => this.CONSUME(clause.to),
            });
            this.OPTION3({ MAX_LOOKAHEAD: 1, DEF: () => this.CONSUME(formula.inclusive) });
            this.OPTION4({
              MAX_LOOKAHEAD: 1,
              GATE: () => this.follows(boundable, this.LA(0)),
              DEF: () => this.SUBRULE(this.bounds),
            });
            this.operandParts(mode);
          },
        },
      ],
    });
  });

  readonly strength = this.RULE("strength", () => {
    this.OR([{ ALT: () => this.CONSUME(formula.weak) }, { ALT: () => this.CONSUME(formula.strong) }]);
  });

  private prefixFollows(mode: Mode): boolean {
    const token = this.LA(1);
    const next = this.LA(2);
    switch (token.tokenType) {
      case Minus:
      case Bang:
      case reserved.not:
        return true;
      case clause.for:
        return readsFormula(mode) && this.follows([clause.every, clause.some], next);
      default:
        return readsFormula(mode) && this.follows([Prefix], token) && operatesInFormula(token, next);
    }
  }

  readonly operand = this.RULE("operand", (mode: Mode = modes.expression) => {
    this.operandParts(mode);
  });

  /**
   * prefix* operand postfix*. Part of three rules instead of a rule of its own, and with the postfixes in line: each rule on the way
   * from one bracket to the next costs four frames of the call stack, a hundred times.
   */
  private operandParts(mode: Mode): void {
    this.MANY1({
      MAX_LOOKAHEAD: 1,
      GATE: () => this.prefixFollows(mode),
      DEF: () => this.SUBRULE(this.prefixOperator),
    });
    this.OR1({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "an expression",
      DEF: [
        { ALT: () => this.CONSUME(NumberToken) },
        { ALT: () => this.SUBRULE(this.parenthesised, { ARGS: [mode] }) },
        { ALT: () => this.SUBRULE(this.vector, { ARGS: [mode] }) },
        { ALT: () => this.CONSUME(reserved.true) },
        { ALT: () => this.CONSUME(reserved.false) },
        { ALT: () => this.CONSUME(StringToken) },
        { ALT: () => this.SUBRULE(this.ifExpression, { ARGS: [mode] }) },
        { ALT: () => this.SUBRULE(this.matchExpression, { ARGS: [mode] }) },
        {
          GATE: () => mode.kind === "formula" && this.follows([clause.exactly, BraceOpen], this.LA(2)),
          ALT: () => this.SUBRULE(this.sequenceFormula),
        },
        { GATE: () => this.beginsArgument(), ALT: () => this.SUBRULE(this.piecewise, { ARGS: [mode] }) },
        { GATE: () => this.nameFollows(mode), ALT: () => this.CONSUME(Name, { LABEL: "name" }) },
        { ALT: () => this.CONSUME(Placeholder) },
        {
          GATE: () => this.beginsArgument(),
          ALT: () => {
            this.CONSUME(reserved.terms);
            this.OPTION9({ MAX_LOOKAHEAD: 1, DEF: () => this.CONSUME1(Name, { LABEL: "terms_group" }) });
          },
        },
        {
          GATE: () => this.readsAsName() || (mode.test && this.is(reserved.reward, 1)),
          ALT: () => this.CONSUME(Misplaced),
        },
      ],
    });
    let scoped = false;
    this.MANY2({
      MAX_LOOKAHEAD: 1,
      GATE: () => this.postfixFollows(mode, scoped),
      DEF: () => {
        scoped = (scoped && !this.follows(postfixStart, this.LA(1))) || this.is(clause.over, 1);
        this.OR2({
          ERR_MSG: "an operator",
          DEF: [
            {
              ALT: () => {
                this.CONSUME(Dot);
                this.CONSUME(Word, { LABEL: "field" });
              },
            },
            { ALT: () => this.SUBRULE(this.index, { ARGS: [mode] }) },
            { ALT: () => this.SUBRULE(this.argumentList, { ARGS: [mode] }) },
            { ALT: () => this.SUBRULE(this.overClause) },
            {
              ALT: () => {
                this.CONSUME(clause.after);
                this.SUBRULE1(this.operand, { ARGS: [withoutOver(mode)], LABEL: "clause_operand" });
              },
            },
            {
              ALT: () => {
                this.CONSUME(clause.by);
                this.SUBRULE(this.path);
              },
            },
            {
              ALT: () => {
                this.CONSUME(clause.where);
                this.SUBRULE2(this.operand, { ARGS: [withoutOver(mode)], LABEL: "clause_operand" });
              },
            },
            {
              ALT: () => {
                this.CONSUME(clause.except);
                this.CONSUME(clause.self);
              },
            },
            {
              ALT: () => {
                this.CONSUME2(clause.at);
                this.CONSUME2(clause.end);
                this.CONSUME2(clause.of);
                this.CONSUME2(Name, { LABEL: "place_scope" });
              },
            },
            { ALT: () => this.CONSUME(Star) },
            { ALT: () => this.CONSUME(Plus) },
            { ALT: () => this.CONSUME(Question) },
            { ALT: () => this.SUBRULE(this.repetition) },
          ],
        });
      },
    });
  }

  private nameFollows(mode: Mode): boolean {
    const token = this.LA(1);
    return !readsFormula(mode) || token.tokenType === formula.last || !operatesInFormula(token, this.LA(2));
  }

  readonly prefixOperator = this.RULE("prefixOperator", () => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        {
          ALT: () => {
            this.CONSUME(clause.for);
            this.OR1([{ ALT: () => this.CONSUME(clause.every) }, { ALT: () => this.CONSUME(clause.some) }]);
            this.CONSUME(clause.prefix);
          },
        },
        {
          ALT: () => {
            this.CONSUME(formula.infinitely);
            this.CONSUME(clause.often);
          },
        },
        {
          ALT: () => {
            this.CONSUME(formula.weak);
            this.OR2([{ ALT: () => this.CONSUME(formula.next) }, { ALT: () => this.CONSUME(formula.previously) }]);
            this.OPTION1({ GATE: () => this.is(BracketOpen, 1), DEF: () => this.SUBRULE1(this.bounds) });
          },
        },
        {
          ALT: () => {
            this.CONSUME(Prefix);
            this.OPTION2({ GATE: () => this.is(formula.eventually, 0), DEF: () => this.CONSUME(clause.forever) });
            this.OPTION3({ GATE: () => this.follows(boundable, this.LA(0)), DEF: () => this.SUBRULE2(this.bounds) });
          },
        },
      ],
    });
  });

  /** `[low, high]` or `[<= high]` behind a temporal operator; that the second bound is missing is said when the tree is built. */
  readonly bounds = this.RULE("bounds", () => {
    this.CONSUME(BracketOpen);
    this.OR({
      ERR_MSG: "bounds",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(LessEqual);
            this.SUBRULE1(this.expression, { ARGS: [modes.expression], LABEL: "high" });
          },
        },
        {
          ALT: () => {
            this.SUBRULE2(this.expression, { ARGS: [modes.expression], LABEL: "low" });
            this.OPTION(() => {
              this.CONSUME(Comma);
              this.SUBRULE3(this.expression, { ARGS: [modes.expression], LABEL: "high" });
            });
          },
        },
      ],
    });
    this.CONSUME(BracketClose);
  });

  /** `globally`, `before r`, `after q`, `after q until r`, `between q and r` */
  readonly scope = this.RULE("scope", () => {
    this.OR([
      { ALT: () => this.CONSUME(clause.globally) },
      {
        ALT: () => {
          this.CONSUME(clause.before);
          this.SUBRULE1(this.expression, { ARGS: [scopeOperand], LABEL: "end" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(clause.after);
          this.SUBRULE2(this.expression, { ARGS: [scopeOperand], LABEL: "start" });
          this.OPTION(() => {
            this.CONSUME(formula.until);
            this.SUBRULE3(this.expression, { ARGS: [scopeOperand], LABEL: "end" });
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(clause.between);
          this.SUBRULE4(this.expression, { ARGS: [scopeOperand], LABEL: "start" });
          this.CONSUME(reserved.and);
          this.SUBRULE5(this.expression, { ARGS: [scopeOperand], LABEL: "end" });
        },
      },
    ]);
  });

  /** `else if` loops instead of nesting; that `else` is missing is said when the tree is built. */
  readonly ifExpression = this.RULE("ifExpression", (mode: Mode = modes.expression) => {
    this.SUBRULE1(this.ifBranch, { ARGS: [mode] });
    this.MANY({
      GATE: () => this.is(reserved.if, 2),
      DEF: () => {
        this.CONSUME1(reserved.else);
        this.SUBRULE2(this.ifBranch, { ARGS: [mode] });
      },
    });
    this.OPTION({
      GATE: () => !this.is(reserved.when, 2),
      DEF: () => {
        this.CONSUME2(reserved.else);
        this.SUBRULE(this.expression, { ARGS: [lastBranch(mode)] });
      },
    });
  });

  readonly ifBranch = this.RULE("ifBranch", (mode: Mode = modes.expression) => {
    this.CONSUME(reserved.if);
    this.SUBRULE1(this.expression, { ARGS: [condition(mode)], LABEL: "condition" });
    this.CONSUME(reserved.then);
    this.SUBRULE2(this.expression, { ARGS: [argument(mode)], LABEL: "branch" });
  });

  readonly onClause = this.RULE("onClause", () => {
    this.CONSUME(clause.on);
    this.OR({
      ERR_MSG: "`satisfied`, `violated`, `entered(…)`, `rising(…)`, `falling(…)` or `terminated`",
      DEF: [
        {
          ALT: () => {
            this.OR1([{ ALT: () => this.CONSUME(clause.satisfied) }, { ALT: () => this.CONSUME(clause.violated) }]);
            this.SUBRULE(this.operand, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.OR2([
              { ALT: () => this.CONSUME(clause.entered) },
              { ALT: () => this.CONSUME(clause.rising) },
              { ALT: () => this.CONSUME(clause.falling) },
            ]);
            this.CONSUME(ParenOpen);
            this.SUBRULE(this.expression, { ARGS: [modes.expression] });
            this.CONSUME(ParenClose);
          },
        },
        { ALT: () => this.CONSUME(clause.terminated) },
      ],
    });
  });
}

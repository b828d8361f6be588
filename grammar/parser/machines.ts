import { modes } from "../mode.js";
import {
  Arrow,
  BraceClose,
  BraceOpen,
  clause,
  Colon,
  Comma,
  Equal,
  MinusEqual,
  Name,
  PlusEqual,
  reserved,
  StringToken,
} from "../tokens.js";
import { ClauseParser } from "./clauses.js";

const assignments = [Equal, PlusEqual, MinusEqual];

/** Reward machines. */
export abstract class MachineParser extends ClauseParser {
  readonly machineDeclaration = this.RULE("machineDeclaration", () => {
    this.CONSUME(reserved.machine);
    this.SUBRULE(this.declaredName);
    this.OPTION1(() => this.SUBRULE(this.parameters));
    this.OPTION2(() => this.SUBRULE(this.readsClause));
    this.OR({
      ERR_MSG: "`{`, `=` or `from`",
      DEF: [
        { ALT: () => this.SUBRULE(this.machineBody) },
        {
          ALT: () => {
            this.CONSUME(Equal);
            this.CONSUME(Name);
            this.SUBRULE(this.argumentList, { ARGS: [modes.expression] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(clause.from);
            this.CONSUME(StringToken);
            this.OPTION3(() => this.SUBRULE(this.machineLabels));
          },
        },
      ],
    });
  });

  readonly machineLabels = this.RULE("machineLabels", () => {
    this.CONSUME(clause.labels);
    this.CONSUME(BraceOpen);
    this.OPTION(() => {
      this.SUBRULE1(this.machineLabel);
      this.MANY(() => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.machineLabel);
      });
      this.OPTION1(() => this.CONSUME2(Comma));
    });
    this.CONSUME(BraceClose);
  });

  readonly machineLabel = this.RULE("machineLabel", () => {
    this.SUBRULE(this.declaredName);
    this.CONSUME(Arrow);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly machineBody = this.RULE("machineBody", () => {
    this.CONSUME(BraceOpen);
    this.MANY(() => this.SUBRULE(this.machineItem));
    this.CONSUME(BraceClose);
  });

  readonly machineItem = this.RULE("machineItem", () => {
    this.OR({
      ERR_MSG: "a state",
      DEF: [
        { ALT: () => this.SUBRULE(this.counterDeclaration) },
        { ALT: () => this.SUBRULE(this.startDistribution) },
        { ALT: () => this.SUBRULE(this.stateDeclaration) },
      ],
    });
  });

  /** `counter n: int in [0, 5] = 0` */
  readonly counterDeclaration = this.RULE("counterDeclaration", () => {
    this.CONSUME(clause.counter);
    this.SUBRULE(this.declaredName);
    this.CONSUME(Colon);
    this.SUBRULE(this.typeExpression);
    this.CONSUME(Equal);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  /** `start { A: 0.5, B: 0.5 }` */
  readonly startDistribution = this.RULE("startDistribution", () => {
    this.CONSUME(reserved.start);
    this.CONSUME(BraceOpen);
    this.SUBRULE1(this.startEntry);
    this.MANY(() => {
      this.CONSUME1(Comma);
      this.SUBRULE2(this.startEntry);
    });
    this.OPTION(() => this.CONSUME2(Comma));
    this.CONSUME(BraceClose);
  });

  readonly startEntry = this.RULE("startEntry", () => {
    this.CONSUME(Name);
    this.CONSUME(Colon);
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });

  readonly stateDeclaration = this.RULE("stateDeclaration", () => {
    this.MANY1(() => {
      this.OR([
        { ALT: () => this.CONSUME(reserved.start) },
        { ALT: () => this.CONSUME(reserved.final) },
        { ALT: () => this.CONSUME(clause.done) },
      ]);
    });
    this.CONSUME(reserved.state);
    this.SUBRULE1(this.declaredName);
    this.MANY2({
      GATE: () => !this.is(reserved.state, 3),
      DEF: () => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.declaredName);
      },
    });
    this.OPTION1(() => this.CONSUME2(Comma));
    this.OPTION2(() => this.SUBRULE(this.rewardClause));
    this.OPTION3(() => this.SUBRULE(this.stateBody));
  });

  readonly stateBody = this.RULE("stateBody", () => {
    this.CONSUME(BraceOpen);
    this.MANY(() => this.SUBRULE(this.edge));
    this.CONSUME(BraceClose);
  });

  /** An edge; a `reward` that belongs to no edge is taken here, so that the mistake can be named. */
  readonly edge = this.RULE("edge", () => {
    this.OR({
      ERR_MSG: "an edge",
      DEF: [
        {
          ALT: () => {
            this.OPTION(() => this.CONSUME(reserved.else));
            this.CONSUME(reserved.when);
            this.SUBRULE(this.expression, { ARGS: [modes.guard] });
            this.SUBRULE1(this.edgeTarget);
          },
        },
        {
          ALT: () => {
            this.CONSUME(reserved.otherwise);
            this.SUBRULE2(this.edgeTarget);
          },
        },
        { ALT: () => this.SUBRULE(this.rewardClause) },
      ],
    });
  });

  readonly edgeTarget = this.RULE("edgeTarget", () => {
    this.CONSUME(Arrow);
    this.CONSUME(Name);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.rewardClause) }, { ALT: () => this.SUBRULE(this.doClause) }]);
    });
  });

  readonly doClause = this.RULE("doClause", () => {
    this.CONSUME(clause.do);
    this.SUBRULE1(this.update);
    this.MANY({
      GATE: () => this.follows(assignments, this.LA(3)),
      DEF: () => {
        this.CONSUME1(Comma);
        this.SUBRULE2(this.update);
      },
    });
    this.OPTION(() => this.CONSUME2(Comma));
  });

  readonly update = this.RULE("update", () => {
    this.CONSUME(Name);
    this.OR({
      ERR_MSG: "`=`, `+=` or `-=`",
      DEF: [
        { ALT: () => this.CONSUME(Equal) },
        { ALT: () => this.CONSUME(PlusEqual) },
        { ALT: () => this.CONSUME(MinusEqual) },
      ],
    });
    this.SUBRULE(this.expression, { ARGS: [modes.expression] });
  });
}

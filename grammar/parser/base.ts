import {
  CstParser,
  tokenMatcher,
  type CstNode,
  type IRecognitionException,
  type IToken,
  type TokenType,
} from "chevrotain";
import {
  Arrow,
  BraceClose,
  BraceOpen,
  BracketClose,
  BracketOpen,
  Colon,
  Comma,
  Dot,
  Equal,
  Infix,
  Misplaced,
  Name,
  ParenClose,
  ParenOpen,
  parserTokens,
  reserved,
  Word,
} from "../tokens.js";
import { isReserved } from "../words.js";
import { LazyLookahead } from "./lazy-lookahead.js";
import { ErrorMessages } from "./messages.js";

/** A concrete tree, absent where nothing could be made of the text, and what was wrong. */
export interface Parsed {
  readonly node: CstNode | undefined;
  readonly errors: readonly IRecognitionException[];
}

export interface ParserOptions {
  /** Checks the grammar itself, which takes long. Default false. */
  readonly validate?: boolean;
  /** Goes on behind a mistake. Default true. Without it only the first mistake is found and the tree is not to be used, but a text without mistakes is read faster. */
  readonly recovery?: boolean;
}

/** Tokens that a choice looks at. */
const lookahead = 2;

/**
 * What all grammar layers share: names, and lookahead helpers for gates. Each layer adds rules for one part of the language and
 * extends the one below it: base → expressions → formulas → clauses → machines → tests → declarations.
 */
export abstract class BaseParser extends CstParser {
  constructor(
    { validate = false, recovery = true }: ParserOptions,
    private readonly messages: ErrorMessages = new ErrorMessages(),
  ) {
    super(parserTokens, {
      maxLookahead: lookahead,
      lookaheadStrategy: new LazyLookahead(lookahead),
      recoveryEnabled: recovery,
      nodeLocationTracking: "onlyOffset",
      errorMessageProvider: messages,
      skipValidations: !validate,
    });
  }

  /** Parses `tokens` by a rule. The list belongs to the parser from here on. */
  protected parseBy(tokens: IToken[], rule: () => CstNode): Parsed {
    this.messages.begin(tokens);
    this.input = tokens;
    // A rule that could not recover gives nothing, whatever its type says.
    const node = rule() as CstNode | undefined;
    const { errors } = this;
    this.input = [];
    return { node, errors };
  }

  /** A name that is being declared. A reserved word in its place is taken as the name where what follows shows that it is meant so. */
  readonly declaredName = this.RULE("declaredName", () => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "a name",
      DEF: [
        { ALT: () => this.CONSUME(Name) },
        {
          GATE: () => isReserved(this.LA(1).tokenType.name) && this.follows(declared, this.LA(2)),
          ALT: () => this.CONSUME(Word),
        },
      ],
    });
  });

  /** Recovery may leave out a token before the one that it waits for, but never the word that begins the next declaration. */
  protected override canTokenTypeBeDeletedInRecovery(): boolean {
    return !this.follows([Misplaced], this.LA(1));
  }

  /**
   * Recovery never puts a token in. To find out whether it could, Chevrotain would walk the grammar along the whole stack of rules, once
   * for each error and as deep as the brackets nest: both time and the call stack could run out.
   */
  protected getFollowsForInRuleRecovery(): TokenType[] {
    return [];
  }

  protected is(type: TokenType, ahead: number): boolean {
    return this.follows([type], this.LA(ahead));
  }

  protected follows(types: readonly TokenType[], token: IToken): boolean {
    return types.some((type) => tokenMatcher(token, type));
  }

  /** Whether the reserved word here is a name that lacks its backquotes: an operator or the end of a bracket follows. */
  protected readsAsName(): boolean {
    const next = this.LA(2);
    return this.follows(operated, next) && !this.follows([Name], next);
  }
}

/** What stands behind a name that is being declared. */
const declared: readonly TokenType[] = [
  Equal,
  Colon,
  Comma,
  BraceOpen,
  BraceClose,
  ParenOpen,
  ParenClose,
  Arrow,
  reserved.in,
];
/** What stands behind a name that is being read. */
const operated: readonly TokenType[] = [Infix, Dot, Comma, ParenClose, BracketOpen, BracketClose, BraceClose];

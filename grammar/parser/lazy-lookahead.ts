import { LLkLookaheadStrategy, type ILookaheadStrategy } from "chevrotain";

type ForAlternation = ILookaheadStrategy["buildLookaheadForAlternation"];
type ForOptional = ILookaheadStrategy["buildLookaheadForOptional"];

/**
 * Chevrotain's lookahead, each table made where the parser first stands before that choice: a spec uses a part of the grammar, and the tables of all of it take a
 * good part of what a small file takes to be checked from nothing. Tables look at tokens through `this`, which is the parser.
 */
export class LazyLookahead implements ILookaheadStrategy {
  readonly #tables: ILookaheadStrategy;

  constructor(maxLookahead: number) {
    this.#tables = new LLkLookaheadStrategy({ maxLookahead });
  }

  validate(options: Parameters<ILookaheadStrategy["validate"]>[0]): ReturnType<ILookaheadStrategy["validate"]> {
    return this.#tables.validate(options);
  }

  buildLookaheadForAlternation(options: Parameters<ForAlternation>[0]): ReturnType<ForAlternation> {
    return onFirstUse(() => this.#tables.buildLookaheadForAlternation(options));
  }

  buildLookaheadForOptional(options: Parameters<ForOptional>[0]): ReturnType<ForOptional> {
    return onFirstUse(() => this.#tables.buildLookaheadForOptional(options));
  }
}

/** The function that `make` gives, made at the first call; it is called with the same `this`. */
function onFirstUse<A, R>(make: () => (argument?: A) => R): (argument?: A) => R {
  let made: ReturnType<typeof make> | undefined;
  return function (this: unknown, argument) {
    made ??= make();
    return made.call(this, argument);
  };
}

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
    const tables = this.#tables;
    let choose: ReturnType<ForAlternation> | undefined;
    return function (this: unknown, alternatives) {
      choose ??= tables.buildLookaheadForAlternation(options);
      return choose.call(this, alternatives);
    };
  }

  buildLookaheadForOptional(options: Parameters<ForOptional>[0]): ReturnType<ForOptional> {
    const tables = this.#tables;
    let enter: ReturnType<ForOptional> | undefined;
    return function (this: unknown) {
      enter ??= tables.buildLookaheadForOptional(options);
      return enter.call(this);
    };
  }
}

import type { IParserErrorMessageProvider } from "chevrotain";

/**
 * Errors carry only what was expected, in the shortest form: the name of a token type, or the words that the rule gives. The compiler
 * turns that into a sentence once, for the errors that it keeps; a parser that writes prose for each failure is slow on junk.
 */
export const errorMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
  buildNotAllInputParsedMessage: () => "EOF",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "",
};

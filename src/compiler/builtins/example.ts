/** What the reference page shows of a function, and the tests run: an expression and its value, or, where the value depends on steps or signals, the lines of a spec (without the first one) with a test. */
export type Example =
  { readonly expression: string; readonly value: number | readonly number[] } | { readonly spec: readonly string[] };

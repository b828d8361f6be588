/*
 * Expressions nest without a bound where no bracket is written (`a + b + …`, `if … else if …`, chains of `let`s and functions), so
 * the rules of the checker are generators: what a rule needs checked first it defers, and `run` keeps the stack on the heap.
 */

/** A rule at work: it yields what must be done first and returns its own result. */
export type Checking<T> = Generator<Checking<unknown>, T, unknown>;

/** Lets `run` do `work` before the caller goes on. */
export function* defer<T>(work: Checking<T>): Checking<T> {
  return (yield work) as T;
}

/** Does `work` and all that it defers. */
export function run<T>(work: Checking<T>): T {
  const open: Checking<unknown>[] = [work];
  let value: unknown;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { done, value: produced } = top.next(value);
    if (done === true) {
      open.pop();
      value = produced;
    } else {
      open.push(produced as Checking<unknown>);
      value = undefined;
    }
  }
  return value as T;
}

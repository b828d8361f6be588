import type { Maximum } from "../maximum/maximum.js";
import { addItem, clear, copyItem, emptySums } from "../sums.js";
import type { Column } from "./column.js";
import { type Ahead, firstBeyond } from "./past-end.js";
import type { UntilOperands } from "./until.js";

/**
 * Until as it is defined, a position at a time: the maximum, over the j in the window ahead, of the least of right at j and left before j. In time
 * proportional to the window: a smooth maximum does not distribute over a smooth least, so that nothing shorter has the same value; and derivatives
 * that are split evenly need to see all ties.
 */
export class UntilByDefinition {
  readonly #maximum: Maximum;
  readonly #operands: UntilOperands;
  readonly #count: number;
  readonly #ahead: Ahead;
  readonly #beyond: number;
  /** By candidate j, with one for all that lies past the end: what it is worth, and the sums of its members. */
  readonly #worth: Float64Array;
  readonly #inner;
  readonly #before;
  readonly #outer;
  readonly #item;

  constructor(maximum: Maximum, operands: UntilOperands, count: number, ahead: Ahead) {
    this.#maximum = maximum;
    this.#operands = operands;
    this.#count = count;
    this.#ahead = ahead;
    this.#beyond = firstBeyond(ahead, count);
    this.#worth = new Float64Array(count + 1);
    this.#inner = emptySums((count + 1) * maximum.width);
    this.#before = emptySums(maximum.width);
    this.#outer = emptySums(maximum.width);
    this.#item = emptySums(maximum.width);
  }

  /** The value at position i. */
  value(i: number): number {
    const { left, right, rightBeyond, inclusive } = this.#operands;
    clear(this.#before);
    clear(this.#outer);
    const first = i + this.#ahead.low;
    const last = this.#last(i);
    for (let j = i; j <= last; j++) {
      if (inclusive) this.#keep(left[j] as number);
      if (j >= first) this.#candidate(j, right[j] as number);
      if (!inclusive) this.#keep(left[j] as number);
    }
    if (i >= this.#beyond) this.#candidate(this.#count, rightBeyond);
    return this.#maximum.value(this.#outer, 0);
  }

  /** Adds to the gradients of left and right what a result at position i that counts `weight` sends them; returns what it sends to right past the end. */
  pull(i: number, weight: number, intoLeft: Column, intoRight: Column): number {
    const maximum = this.#maximum;
    const { left, right, rightBeyond, inclusive } = this.#operands;
    const value = this.value(i);
    const outer = emptySums(maximum.adjointWidth);
    maximum.adjoint(this.#outer, 0, value, weight, outer, 0);
    const inner = emptySums(maximum.adjointWidth);
    /** Of all candidates from j on: left before j is part of each. */
    const later = emptySums(maximum.adjointWidth);
    const candidate = (j: number, x: number): number => {
      const worth = this.#worth[j] as number;
      maximum.adjoint(this.#inner, j, -worth, maximum.pull(worth, outer, 0), inner, 0);
      addItem(maximum.addition, maximum.adjointWidth, later, 0, inner, 0);
      return maximum.pull(-x, inner, 0);
    };
    const keep = (j: number): void => {
      intoLeft[j] = (intoLeft[j] as number) + maximum.pull(-(left[j] as number), later, 0);
    };
    const beyond = i >= this.#beyond ? candidate(this.#count, rightBeyond) : 0;
    const first = i + this.#ahead.low;
    for (let j = this.#last(i); j >= i; j--) {
      if (!inclusive) keep(j);
      if (j >= first) intoRight[j] = (intoRight[j] as number) + candidate(j, right[j] as number);
      if (inclusive) keep(j);
    }
    return beyond;
  }

  /** The last step of the trace that the window at position i has, or would have if it began earlier. */
  #last(i: number): number {
    return Math.min(i + this.#ahead.high, this.#count - 1);
  }

  #keep(x: number): void {
    this.#maximum.member(-x, this.#item, 0);
    addItem(this.#maximum.addition, this.#maximum.width, this.#before, 0, this.#item, 0);
  }

  #candidate(j: number, x: number): void {
    const { width, addition } = this.#maximum;
    copyItem(width, this.#inner, j, this.#before, 0);
    this.#maximum.member(-x, this.#item, 0);
    addItem(addition, width, this.#inner, j, this.#item, 0);
    const worth = -this.#maximum.value(this.#inner, j);
    this.#worth[j] = worth;
    this.#maximum.member(worth, this.#item, 0);
    addItem(addition, width, this.#outer, 0, this.#item, 0);
  }
}

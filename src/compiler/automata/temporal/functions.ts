import type { Budget } from "./budget.js";
import { doubled, hash } from "./letters.js";

/** A Boolean function: a node times two, plus one for its negation. Equal functions of one package are equal numbers. */
export type BooleanFunction = number;

export const no: BooleanFunction = 0;
export const yes: BooleanFunction = 1;

/** Rows of remembered operations, at most. */
const largestCache = 2 ** 21;

/** The level of the constants, below every variable. */
export const constantLevel = 0x7fffffff;

/**
 * Reduced, shared binary decision diagrams with complemented edges (Bryant 1986; Brace, Rudell and Bryant 1990), their variables named by
 * level. `low` of a node is never complemented, so a node that is not is false where no variable holds. Operations walk explicit stacks.
 */
export class Functions {
  #count = 1;
  #levels: Int32Array;
  #lows: Int32Array;
  #highs: Int32Array;
  #table: Int32Array;
  /** Rows of first, second and third argument and the result; a newer result overwrites an older one. */
  #cache: Int32Array;
  #andStack: Int32Array = new Int32Array(3 * 64);
  #chooseStack: Int32Array = new Int32Array(4 * 64);

  constructor(
    readonly budget: Budget,
    capacity = 1024,
  ) {
    this.#levels = new Int32Array(capacity);
    this.#lows = new Int32Array(capacity);
    this.#highs = new Int32Array(capacity);
    this.#table = new Int32Array(2 * capacity);
    this.#cache = new Int32Array(4 * capacity);
    this.#levels[0] = constantLevel;
  }

  get size(): number {
    return this.#count;
  }

  level(edge: BooleanFunction): number {
    return this.#levels[edge >> 1] as number;
  }

  low(edge: BooleanFunction): BooleanFunction {
    return (this.#lows[edge >> 1] as number) ^ (edge & 1);
  }

  high(edge: BooleanFunction): BooleanFunction {
    return (this.#highs[edge >> 1] as number) ^ (edge & 1);
  }

  variable(level: number): BooleanFunction {
    return this.node(level, no, yes);
  }

  /** The function that is `high` where the variable holds, else `low`; both must test later levels only. */
  node(level: number, low: BooleanFunction, high: BooleanFunction): BooleanFunction {
    if (low === high) return low;
    const sign = low & 1;
    return (this.#find(level, low ^ sign, high ^ sign) << 1) | sign;
  }

  not(edge: BooleanFunction): BooleanFunction {
    return edge ^ 1;
  }

  or(left: BooleanFunction, right: BooleanFunction): BooleanFunction {
    return this.and(left ^ 1, right ^ 1) ^ 1;
  }

  xor(left: BooleanFunction, right: BooleanFunction): BooleanFunction {
    return this.choose(left, right ^ 1, right);
  }

  and(left: BooleanFunction, right: BooleanFunction): BooleanFunction {
    let answer = this.#quickAnd(left, right);
    if (answer >= 0) return answer;
    // Frames of left, right and the result on the low side, −1 while that is unknown; `answer` is what the frame above has just returned.
    let top = this.#pushAnd(0, left, right);
    answer = -1;
    while (top > 0) {
      const stack = this.#andStack;
      const first = stack[top - 3] as number;
      const second = stack[top - 2] as number;
      const firstLevel = this.level(first);
      const secondLevel = this.level(second);
      const level = firstLevel < secondLevel ? firstLevel : secondLevel;
      let low = stack[top - 1] as number;
      if (low < 0) {
        if (answer >= 0) {
          low = answer;
          answer = -1;
        } else {
          const firstLow = firstLevel === level ? this.low(first) : first;
          const secondLow = secondLevel === level ? this.low(second) : second;
          low = this.#quickAnd(firstLow, secondLow);
          if (low < 0) {
            top = this.#pushAnd(top, firstLow, secondLow);
            continue;
          }
        }
        stack[top - 1] = low;
      }
      if (answer < 0) {
        const firstHigh = firstLevel === level ? this.high(first) : first;
        const secondHigh = secondLevel === level ? this.high(second) : second;
        answer = this.#quickAnd(firstHigh, secondHigh);
        if (answer < 0) {
          top = this.#pushAnd(top, firstHigh, secondHigh);
          continue;
        }
      }
      const result = this.node(level, low, answer);
      this.#remember(first, second, -1, result);
      top -= 3;
      answer = result;
    }
    return answer;
  }

  /** `then` where the condition holds, else `otherwise`. */
  choose(condition: BooleanFunction, then: BooleanFunction, otherwise: BooleanFunction): BooleanFunction {
    let answer = this.#quickChoose(condition, then, otherwise);
    if (answer >= 0) return answer;
    let top = this.#pushChoose(0, condition, then, otherwise);
    answer = -1;
    while (top > 0) {
      const stack = this.#chooseStack;
      const first = stack[top - 4] as number;
      const second = stack[top - 3] as number;
      const third = stack[top - 2] as number;
      const firstLevel = this.level(first);
      const secondLevel = this.level(second);
      const thirdLevel = this.level(third);
      const level = Math.min(firstLevel, secondLevel, thirdLevel);
      let low = stack[top - 1] as number;
      if (low < 0) {
        if (answer >= 0) {
          // An answer on the low side may be complemented: kept as it is, all edges are non-negative.
          low = answer;
          answer = -1;
        } else {
          const a = firstLevel === level ? this.low(first) : first;
          const b = secondLevel === level ? this.low(second) : second;
          const c = thirdLevel === level ? this.low(third) : third;
          low = this.#quickChoose(a, b, c);
          if (low < 0) {
            top = this.#pushChoose(top, a, b, c);
            continue;
          }
        }
        stack[top - 1] = low;
      }
      if (answer < 0) {
        const a = firstLevel === level ? this.high(first) : first;
        const b = secondLevel === level ? this.high(second) : second;
        const c = thirdLevel === level ? this.high(third) : third;
        answer = this.#quickChoose(a, b, c);
        if (answer < 0) {
          top = this.#pushChoose(top, a, b, c);
          continue;
        }
      }
      const result = this.node(level, low, answer);
      this.#remember(first, second, third, result);
      top -= 4;
      answer = result;
    }
    return answer;
  }

  #quickAnd(left: BooleanFunction, right: BooleanFunction): BooleanFunction {
    if (left === right || right === yes) return left;
    if (left === yes) return right;
    if (left === no || right === no || left === (right ^ 1)) return no;
    return left < right ? this.#recall(left, right, -1) : this.#recall(right, left, -1);
  }

  #pushAnd(top: number, left: BooleanFunction, right: BooleanFunction): number {
    if (top + 3 > this.#andStack.length) this.#andStack = doubled(this.#andStack);
    const stack = this.#andStack;
    stack[top] = left < right ? left : right;
    stack[top + 1] = left < right ? right : left;
    stack[top + 2] = -1;
    return top + 3;
  }

  #quickChoose(condition: BooleanFunction, then: BooleanFunction, otherwise: BooleanFunction): BooleanFunction {
    if (condition === yes || then === otherwise) return then;
    if (condition === no) return otherwise;
    if (then === yes || then === condition) return this.or(condition, otherwise);
    if (then === no || then === (condition ^ 1)) return this.and(condition ^ 1, otherwise);
    if (otherwise === no || otherwise === condition) return this.and(condition, then);
    if (otherwise === yes || otherwise === (condition ^ 1)) return this.or(condition ^ 1, then);
    return this.#recall(condition, then, otherwise);
  }

  #pushChoose(top: number, condition: BooleanFunction, then: BooleanFunction, otherwise: BooleanFunction): number {
    if (top + 4 > this.#chooseStack.length) this.#chooseStack = doubled(this.#chooseStack);
    const stack = this.#chooseStack;
    stack[top] = condition;
    stack[top + 1] = then;
    stack[top + 2] = otherwise;
    stack[top + 3] = -1;
    return top + 4;
  }

  /** The remembered result, −1 if there is none. A row of zeros is an unused one: no operation on the constant 0 gets here. */
  #recall(first: number, second: number, third: number): BooleanFunction {
    const row = (hash(first, second, third) << 2) & (this.#cache.length - 1);
    const cache = this.#cache;
    return cache[row] === first && cache[row + 1] === second && cache[row + 2] === third
      ? (cache[row + 3] as number)
      : -1;
  }

  #remember(first: number, second: number, third: number, result: BooleanFunction): void {
    const row = (hash(first, second, third) << 2) & (this.#cache.length - 1);
    const cache = this.#cache;
    cache[row] = first;
    cache[row + 1] = second;
    cache[row + 2] = third;
    cache[row + 3] = result;
  }

  #find(level: number, low: number, high: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash(level, low, high) & mask;
    // Node 0 is the constant, which is never looked up: 0 marks a free slot.
    for (let at = table[slot] as number; at !== 0; at = table[slot] as number) {
      if (this.#levels[at] === level && this.#lows[at] === low && this.#highs[at] === high) return at;
      slot = (slot + 1) & mask;
    }
    const id = this.#count++;
    this.#levels[id] = level;
    this.#lows[id] = low;
    this.#highs[id] = high;
    table[slot] = id;
    if ((id & 0xffff) === 0) this.budget.checkTime();
    if (this.#count === this.#levels.length) this.#grow();
    return id;
  }

  #grow(): void {
    this.budget.checkNodes(2 * this.#count);
    this.#levels = doubled(this.#levels);
    this.#lows = doubled(this.#lows);
    this.#highs = doubled(this.#highs);
    const table = new Int32Array(2 * this.#levels.length);
    const mask = table.length - 1;
    for (let id = 1; id < this.#count; id++) {
      let slot = hash(this.#levels[id] as number, this.#lows[id] as number, this.#highs[id] as number) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = id;
    }
    this.#table = table;
    if (this.#cache.length < 4 * largestCache) this.#enlargeCache(4 * this.#levels.length);
  }

  /** Keeps what is remembered: it would be computed once more otherwise. */
  #enlargeCache(length: number): void {
    const old = this.#cache;
    this.#cache = new Int32Array(length);
    for (let row = 0; row < old.length; row += 4) {
      const first = old[row] as number;
      const second = old[row + 1] as number;
      if ((first | second) !== 0) this.#remember(first, second, old[row + 2] as number, old[row + 3] as number);
    }
  }
}

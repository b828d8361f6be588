/** The last (at most) `capacity` values and their mean. */
export class Recent {
  #values: number[] = [];

  constructor(readonly capacity = 100) {}

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.capacity) this.#values.shift();
  }

  get count(): number {
    return this.#values.length;
  }

  /** `undefined` while there are none. */
  mean(): number | undefined {
    if (this.#values.length === 0) return undefined;
    return this.#values.reduce((sum, value) => sum + value, 0) / this.#values.length;
  }

  getState(): readonly number[] {
    return [...this.#values];
  }

  setState(values: readonly number[]): void {
    this.#values = [...values];
  }
}

/** Makes equal nodes one object. A node is plain data, of which the same fields are always named in the same order; the nodes in its fields, and in lists there, are interned already. */
export class Interning<Node extends object> {
  readonly #known = new Map<string, Node>();
  readonly #numbers = new Map<object, number>();

  /** The one object that is equal to `node`. */
  make<N extends Node>(node: N): N {
    const key = JSON.stringify(node, (field, value: unknown) => {
      if (value === Infinity) return "Infinity";
      return field === "" || Array.isArray(value) || typeof value !== "object" || value === null
        ? value
        : this.#numberOf(value);
    });
    const known = this.#known.get(key);
    if (known !== undefined) return known as N;
    this.#known.set(key, node);
    return node;
  }

  #numberOf(part: object): number {
    const number = this.#numbers.get(part) ?? this.#numbers.size;
    this.#numbers.set(part, number);
    return number;
  }
}

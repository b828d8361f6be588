import type { Variable } from "./variable.js";

/** A node of a `Diagrams`; equal functions are equal numbers. */
export type Diagram = number;

/** A diagram outgrew its budget: the guards are too entangled to be judged. Caught where a machine is analysed. */
export class DiagramTooLarge extends Error {}

/** What is found with diagrams, `undefined` where they grow too large. */
export function unlessTooLarge<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof DiagramTooLarge) return undefined;
    throw error;
  }
}

/**
 * Multi-terminal decision diagrams over variables with finitely many cells, reduced and shared (Bryant 1986; Kam, Villa, Brayton and
 * Sangiovanni-Vincentelli 1998). Leaves are whole numbers: 0 and 1 for conditions, any number for outcomes. Nothing recurses, so the number
 * of variables is bounded by memory only.
 */
export class Diagrams {
  readonly #levels: number[] = [];
  readonly #children: (readonly Diagram[])[] = [];
  readonly #leaves: number[] = [];
  readonly #leafByValue = new Map<number, Diagram>();
  readonly #nodeByKey = new Map<string, Diagram>();

  constructor(
    readonly variables: readonly Variable[],
    /** Nodes that one operation may make; all of them together may make twenty times as many. */
    readonly budget: number = 20_000,
  ) {}

  get size(): number {
    return this.#levels.length;
  }

  leaf(value: number): Diagram {
    const known = this.#leafByValue.get(value);
    if (known !== undefined) return known;
    const id = this.#add(this.variables.length, []);
    this.#leaves[id] = value;
    this.#leafByValue.set(value, id);
    return id;
  }

  node(level: number, children: readonly Diagram[]): Diagram {
    const first = children[0];
    if (first === undefined) throw new Error("a node needs children");
    if (children.every((child) => child === first)) return first;
    const key = `${level}:${children.join()}`;
    const known = this.#nodeByKey.get(key);
    if (known !== undefined) return known;
    const id = this.#add(level, children);
    this.#nodeByKey.set(key, id);
    return id;
  }

  /** The variable that the node tests; `variables.length` for a leaf. */
  level(diagram: Diagram): number {
    return this.#levels[diagram] ?? this.variables.length;
  }

  /** One child per cell of the node's variable. */
  children(diagram: Diagram): readonly Diagram[] {
    return this.#children[diagram] ?? [];
  }

  isLeaf(diagram: Diagram): boolean {
    return this.level(diagram) === this.variables.length;
  }

  /** The value of a leaf. */
  value(diagram: Diagram): number {
    const value = this.#leaves[diagram];
    if (value === undefined) throw new Error(`node ${diagram} is not a leaf`);
    return value;
  }

  /** 1 where the variable is in one of the cells, else 0. */
  literal(variable: number, cells: readonly boolean[]): Diagram {
    const count = this.variables[variable]?.cells.length ?? 0;
    return this.node(
      variable,
      Array.from({ length: count }, (_, cell) => this.leaf(cells[cell] === true ? 1 : 0)),
    );
  }

  /**
   * Applies `operation` to the values of both diagrams at every assignment. `shortcut` may know the result for two diagrams at once, as
   * where one of them absorbs the other.
   */
  apply(
    left: Diagram,
    right: Diagram,
    operation: (left: number, right: number) => number,
    shortcut: (left: Diagram, right: Diagram) => Diagram | undefined = () => undefined,
  ): Diagram {
    const done = new Map<number, Diagram>();
    const keyOf = (a: Diagram, b: Diagram): number => a * 0x4000000 + b;
    const stack: (readonly [Diagram, Diagram])[] = [[left, right]];
    const before = this.size;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      const [a, b] = top;
      const key = keyOf(a, b);
      if (done.has(key)) {
        stack.pop();
        continue;
      }
      if (this.size - before > this.budget || done.size > 8 * this.budget) {
        throw new DiagramTooLarge(`more than ${this.budget} nodes at once`);
      }
      const known = shortcut(a, b);
      if (known !== undefined) {
        done.set(key, known);
        stack.pop();
        continue;
      }
      const level = Math.min(this.level(a), this.level(b));
      if (level === this.variables.length) {
        done.set(key, this.leaf(operation(this.value(a), this.value(b))));
        stack.pop();
        continue;
      }
      const children: Diagram[] = [];
      let complete = true;
      const count = this.variables[level]?.cells.length ?? 0;
      for (let cell = 0; cell < count; cell++) {
        const pair = [this.#cofactor(a, level, cell), this.#cofactor(b, level, cell)] as const;
        const child = done.get(keyOf(...pair));
        if (child === undefined) {
          stack.push(pair);
          complete = false;
        } else if (complete) children.push(child);
      }
      if (complete) {
        done.set(key, this.node(level, children));
        stack.pop();
      }
    }
    return this.#result(done, keyOf(left, right));
  }

  /** Rebuilds a diagram from its leaves up; `leaf` gives the new value, `children` may rewrite the rebuilt children of a node. */
  rebuild(
    diagram: Diagram,
    leaf: (value: number) => number,
    children: (level: number, children: readonly Diagram[]) => readonly Diagram[] = (_, same) => same,
  ): Diagram {
    const done = new Map<Diagram, Diagram>();
    for (const node of this.bottomUp(diagram)) {
      if (this.isLeaf(node)) done.set(node, this.leaf(leaf(this.value(node))));
      else {
        const level = this.level(node);
        const rebuilt = this.children(node).map((child) => this.#result(done, child));
        done.set(node, this.node(level, children(level, rebuilt)));
      }
    }
    return this.#result(done, diagram);
  }

  not(condition: Diagram): Diagram {
    return this.rebuild(condition, (value) => 1 - value);
  }

  and(left: Diagram, right: Diagram): Diagram {
    const [no, yes] = [this.leaf(0), this.leaf(1)];
    return this.apply(
      left,
      right,
      (a, b) => a & b,
      (a, b) => (a === b || b === yes ? a : a === yes ? b : a === no || b === no ? no : undefined),
    );
  }

  or(left: Diagram, right: Diagram): Diagram {
    const [no, yes] = [this.leaf(0), this.leaf(1)];
    return this.apply(
      left,
      right,
      (a, b) => a | b,
      (a, b) => (a === b || b === no ? a : a === no ? b : a === yes || b === yes ? yes : undefined),
    );
  }

  /** `value` where the condition holds, else `otherwise`. */
  choose(condition: Diagram, value: number, otherwise: Diagram): Diagram {
    return this.apply(condition, otherwise, (holds, old) => (holds === 1 ? value : old));
  }

  /** Every node below and including `diagram`, children before parents. */
  bottomUp(diagram: Diagram): readonly Diagram[] {
    const order: Diagram[] = [];
    const seen = new Set<Diagram>();
    const stack: { readonly node: Diagram; readonly ready: boolean }[] = [{ node: diagram, ready: false }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (top.ready) order.push(top.node);
      else if (!seen.has(top.node)) {
        seen.add(top.node);
        stack.push({ node: top.node, ready: true });
        const children = this.children(top.node);
        for (let cell = children.length - 1; cell >= 0; cell--) stack.push({ node: children[cell] ?? 0, ready: false });
      }
    }
    return order;
  }

  /** The value at an assignment: the cell of each variable. */
  evaluate(diagram: Diagram, cells: readonly number[]): number {
    let node = diagram;
    while (!this.isLeaf(node)) node = this.children(node)[cells[this.level(node)] ?? 0] ?? 0;
    return this.value(node);
  }

  #cofactor(diagram: Diagram, level: number, cell: number): Diagram {
    return this.level(diagram) === level ? (this.children(diagram)[cell] ?? 0) : diagram;
  }

  #result(done: ReadonlyMap<number, Diagram>, key: number): Diagram {
    const result = done.get(key);
    if (result === undefined) throw new Error("a diagram was not built");
    return result;
  }

  #add(level: number, children: readonly Diagram[]): Diagram {
    if (this.size >= 20 * this.budget) throw new DiagramTooLarge(`more than ${20 * this.budget} nodes`);
    this.#levels.push(level);
    this.#children.push(children);
    return this.#levels.length - 1;
  }
}

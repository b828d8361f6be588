/** A translation outgrew its budget; caught in `translate`, never seen outside. */
export class Exhausted extends Error {
  constructor(
    readonly budget: "states" | "time" | "memory",
    readonly states: number,
  ) {
    super(`the budget of ${budget} is spent`);
  }
}

/** An attempt took more nodes than it was allowed; caught where it was made. */
export class GivenUp extends Error {}

/** The nodes after which an attempt is given up, unless it has found a state for each so many of them. */
interface Attempt {
  readonly nodes: number;
  readonly nodesPerState: number;
}

/** What one translation may use. Throws `Exhausted` as soon as it is used up. */
export class Budget {
  readonly #deadline: number;
  /** The most states that any automaton on the way had so far. */
  #states = 0;

  constructor(
    readonly maxStates: number = 100_000,
    milliseconds: number = Infinity,
    /** Nodes of the decision diagrams of one automaton. About 30 bytes each. */
    readonly maxNodes: number = 2 ** 24,
    readonly attempt: Attempt = { nodes: maxNodes, nodesPerState: 0 },
  ) {
    this.#deadline = performance.now() + milliseconds;
  }

  /** The same budget with fewer nodes; with all nodes for an automaton that has a state for each `nodesPerState` of them. */
  withNodes(nodes: number, nodesPerState = 0): Budget {
    return new Budget(this.maxStates, this.#deadline - performance.now(), this.maxNodes, { nodes, nodesPerState });
  }

  get states(): number {
    return this.#states;
  }

  checkStates(states: number): void {
    if (states > this.#states) this.#states = states;
    if (states > this.maxStates) throw new Exhausted("states", states);
  }

  /** Parts of formulas that are told apart on the way: ten for each state that there may be. */
  checkParts(parts: number): void {
    if (parts > 10 * this.maxStates) throw new Exhausted("memory", this.#states);
    if (parts % 1024 === 0) this.checkTime();
  }

  checkTime(): void {
    if (performance.now() > this.#deadline) throw new Exhausted("time", this.#states);
  }

  checkNodes(nodes: number): void {
    const { attempt } = this;
    if (nodes > this.maxNodes) throw new Exhausted("memory", this.#states);
    if (nodes > attempt.nodes && nodes > attempt.nodesPerState * this.#states) throw new GivenUp();
    this.checkTime();
  }
}

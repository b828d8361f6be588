import { sizeOf } from "../ir/broadcast.js";
import type { Program } from "../ir/program.js";

/**
 * What searches for witnesses may cost, counted in evaluations of nodes and not in time: the same spec gives the same findings on every machine.
 * One budget serves all rules of an analysis, in their order.
 */
export class Work {
  #left: number;
  #cut = false;

  constructor(nodeEvaluations: number) {
    this.#left = nodeEvaluations;
  }

  /** Whether some search had to stop early. */
  get cutShort(): boolean {
    return this.#cut;
  }

  /** Takes what so many steps of the program cost; false where nothing is left. */
  steps(count: number, { nodes }: Program): boolean {
    if (this.#left <= 0) this.#cut = true;
    else this.#left -= count * nodes.reduce((sum, { shape }) => sum + 1 + Math.floor(sizeOf(shape) / elements), 0);
    return !this.#cut;
  }
}

/** So many elements of an array take about as long as what a node takes however small it is. */
const elements = 16;

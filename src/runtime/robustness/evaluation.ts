import { apply, applyGradient, type Semantics } from "./operators/apply.js";
import type { Column } from "./operators/column.js";
import { operandsOfInstruction, type Plan } from "./plan.js";

/** Fills a column with the margins of a channel. */
export type ReadMargins = (channel: number, into: Column) => void;
/** Takes the gradient of a channel. */
export type WriteGradient = (channel: number, gradient: Column) => void;

/** Evaluates a plan on one episode at a time, none longer than `longest`. Columns are reused as soon as nothing reads them any more, so that depth costs no memory. */
export class Evaluation {
  readonly #plan: Plan;
  readonly #semantics: Semantics;
  readonly #longest: number;
  readonly #spare: Column[] = [];
  /** By instruction, those that no later one reads. */
  readonly #released: readonly (readonly number[])[];

  constructor(plan: Plan, semantics: Semantics, longest: number) {
    this.#plan = plan;
    this.#semantics = semantics;
    this.#longest = longest;
    this.#released = releasedAfter(plan);
  }

  /** Calls `receive` with the values of the formula at the `count` steps of an episode; the column is only lent. */
  values(count: number, read: ReadMargins, receive: (values: Column) => void): void {
    const columns = new Map<number, Column>();
    this.#plan.instructions.forEach((_, index) => {
      columns.set(index, this.#computed(index, count, columns, read));
      for (const done of this.#released[index] ?? []) this.#free(done, columns);
    });
    const root = this.#plan.instructions.length - 1;
    receive(columns.get(root) as Column);
    this.#free(root, columns);
  }

  /** The same, and then the gradients of the channels for a formula whose value at a step counts what `receive` returns for that step: reverse mode over the evaluation. */
  gradients(count: number, read: ReadMargins, receive: (values: Column) => Column, write: WriteGradient): void {
    const { instructions } = this.#plan;
    const values = new Map<number, Column>();
    instructions.forEach((_, index) => values.set(index, this.#computed(index, count, values, read)));
    const root = instructions.length - 1;
    const gradients = new Map<number, Column>([[root, this.#column()]]);
    (gradients.get(root) as Column).set(receive(values.get(root) as Column).subarray(0, count));
    for (let index = root; index >= 0; index--) {
      const gradient = gradients.get(index);
      const instruction = instructions[index];
      if (instruction !== undefined && gradient !== undefined) {
        if (instruction.kind === "margin")
          write(instruction.channel, movable(gradient, values.get(index) as Column, count));
        else if (instruction.kind !== "constant") {
          const operands = operandsOfInstruction(instruction);
          for (const operand of operands) {
            if (!gradients.has(operand)) gradients.set(operand, this.#column().fill(0, 0, count));
          }
          applyGradient(
            instruction,
            operands.map((operand) => values.get(operand) as Column),
            count,
            this.#semantics,
            values.get(index) as Column,
            gradient,
            operands.map((operand) => gradients.get(operand) as Column),
          );
        }
        this.#free(index, gradients);
      }
      this.#free(index, values);
    }
  }

  #computed(index: number, count: number, values: ReadonlyMap<number, Column>, read: ReadMargins): Column {
    const instruction = this.#plan.instructions[index];
    const out = this.#column();
    if (instruction?.kind === "constant") out.fill(instruction.value, 0, count);
    else if (instruction?.kind === "margin") read(instruction.channel, out);
    else if (instruction !== undefined) {
      const operands = operandsOfInstruction(instruction).map((operand) => values.get(operand) as Column);
      apply(instruction, operands, count, this.#semantics, out);
    }
    return out;
  }

  #column(): Column {
    return this.#spare.pop() ?? new Float64Array(this.#longest);
  }

  #free(index: number, columns: Map<number, Column>): void {
    const column = columns.get(index);
    if (column !== undefined) this.#spare.push(column);
    columns.delete(index);
  }
}

/** The gradient without what falls on infinite margins: nothing small changes them. */
function movable(gradient: Column, margins: Column, count: number): Column {
  for (let i = 0; i < count; i++) if (!Number.isFinite(margins[i])) gradient[i] = 0;
  return gradient;
}

function releasedAfter({ instructions }: Plan): readonly (readonly number[])[] {
  const lastUse = new Map<number, number>();
  instructions.forEach((instruction, index) => {
    for (const operand of operandsOfInstruction(instruction)) lastUse.set(operand, index);
  });
  const released: number[][] = instructions.map(() => []);
  for (const [operand, index] of lastUse) released[index]?.push(operand);
  return released;
}

import type { QuantitativeFormula } from "../../automata/temporal/quantitative/formula.js";
import type { Positions } from "../../automata/temporal/quantitative/reach.js";
import type { TypedObjective } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { stepIndex } from "../environment.js";
import type { PhaseLowering } from "../spec-lowering.js";
import { marginOf } from "./margin.js";
import { Vectors } from "./vectors.js";

/** What robustness looks at of an objective, whatever that runs as. */
export type MeasuredObjective = Pick<TypedObjective, "name" | "readsSource" | "atoms" | "formula" | "robustness">;

/** The margin of an atom in the letter of this step. An objective that reads the source has the letter of the state that the step leaves. */
export function letterMargin(
  { atoms, readsSource }: MeasuredObjective,
  atom: number,
  name: string,
  lowering: PhaseLowering,
): NodeId {
  const condition = atoms[atom];
  if (condition === undefined) throw new Error(`no atom ${atom}`);
  const { ir } = lowering;
  const here = (): NodeId => marginOf(condition, ir, (value) => lowering.expression(value));
  if (!readsSource) return here();
  const initial = marginOf(condition, ir, (value) => lowering.atReset(value));
  return lowering.state(
    { name: `${name}.source ${atom}`, kind: "objective", dtype: "float", shape: [], initial },
    here,
  );
}

/** What one reading of an objective remembers between steps: margins of the last steps, and the last final value of each operator that looks behind without end. */
export class Memory {
  readonly vectors: Vectors;
  readonly #registers = new Map<number, NodeId>();
  readonly #recursions = new Map<QuantitativeFormula, NodeId>();
  readonly #margins = new Map<number, NodeId>();

  constructor(
    readonly lowering: PhaseLowering,
    private readonly objective: MeasuredObjective,
    private readonly name: string,
    /** The first position at which each formula is looked at. */
    private readonly first: ReadonlyMap<QuantitativeFormula, number>,
  ) {
    this.vectors = new Vectors(lowering.ir);
  }

  firstOf(formula: QuantitativeFormula): number {
    return this.first.get(formula) ?? 0;
  }

  /** The margins of an atom from so many positions ago up to now, where `from` is at most 0. */
  margins(formula: Extract<QuantitativeFormula, { readonly kind: "atom" }>, from: number): NodeId {
    const { vectors } = this;
    const kept = -this.firstOf(formula);
    const now = vectors.ir.reshape(this.#margin(formula.atom), [1]);
    if (from === 0) return now;
    const { atom } = formula;
    let register = this.#registers.get(atom);
    if (register === undefined) {
      register = this.#slot(`margin ${atom}`, 0, kept, (old) =>
        kept === 1 ? now : vectors.join(vectors.slice(old, 1, kept - 1), now),
      );
      this.#registers.set(atom, register);
    }
    return vectors.join(vectors.slice(register, kept + from, -from), now);
  }

  /** The value of an operator that looks behind without end, at the position before its first one; before the start it is `initial`. `next` makes that of its first one. */
  recursion(formula: QuantitativeFormula, initial: number, next: (old: NodeId) => NodeId): NodeId {
    const known = this.#recursions.get(formula);
    if (known !== undefined) return known;
    const slot = this.#slot(`past ${this.#recursions.size + 1}`, initial, 1, next);
    this.#recursions.set(formula, slot);
    return slot;
  }

  /** A slot of `size` numbers, and its value before the step. */
  slot(name: string, initial: readonly number[], next: (old: NodeId) => NodeId): NodeId {
    const { ir } = this.vectors;
    const shape = [initial.length];
    return this.lowering.state(
      {
        name: `${this.name}.${name}`,
        kind: "objective",
        dtype: "float",
        shape,
        initial: ir.constant(initial, "float", shape),
      },
      next,
    );
  }

  /** Of the positions `from … to`, which do not come before the letter that is `start` steps after the first; bool `[n]`. */
  begun(start: number, { from, to }: Positions): NodeId {
    const { ir } = this.vectors;
    const ages = Array.from({ length: to - from + 1 }, (_, index) => Math.max(0, start - (from + index)));
    return ir.binary("greater-equal", stepIndex(this.lowering), ir.constant(ages, "int", [ages.length]));
  }

  #slot(name: string, initial: number, size: number, next: (old: NodeId) => NodeId): NodeId {
    return this.slot(
      name,
      Array.from({ length: size }, () => initial),
      next,
    );
  }

  #margin(atom: number): NodeId {
    const known = this.#margins.get(atom);
    if (known !== undefined) return known;
    const { lowering, objective } = this;
    const margin = letterMargin(objective, atom, this.name, lowering);
    this.#margins.set(atom, margin);
    return margin;
  }
}

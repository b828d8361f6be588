import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { gridProduct, type GridProduct } from "../../src/runtime/environments/grid/product.js";
import { productValues } from "../../src/runtime/environments/grid/product-values.js";
import { shortestPlan } from "../../src/runtime/environments/grid/shortest-plan.js";
import { fixedLetterMap, letterRules } from "../../src/runtime/environments/letter-world.js";
import { letterGrid, type LetterMap, type LetterRules } from "../../src/runtime/environments/letter-world-map.js";
import { compiledKernel } from "../tabular/compiled.js";

/** A formula in a letter world. */
export interface LetterTask {
  readonly rules: LetterRules;
  /** File name in specs/letter. */
  readonly spec: string;
  readonly kernel: RewardKernel;
  /** γ of the spec. */
  readonly discount: number;
}

/** What can be had on one map. */
export interface Optimum {
  readonly product: GridProduct;
  /** Moves of the shortest way to satisfaction. */
  readonly steps: number;
  /** Optimal discounted return from the start, by value iteration. */
  readonly value: number;
}

export function letterTask(world: string, spec: string): LetterTask {
  const rules = letterRules.find(({ name }) => name === world);
  if (rules === undefined)
    throw new RangeError(`no letter world \`${world}\`; there are ${letterRules.map(({ name }) => name).join(", ")}`);
  const kernel = compiledKernel(`specs/letter/${spec}.reward`);
  const { discount } = kernel.descriptor;
  if (discount === undefined) throw new RangeError(`specs/letter/${spec}.reward declares no discount`);
  return { rules, spec, kernel, discount };
}

/** Plans a task on a map: a numbered one, or the letters of a row. */
export function optimum({ rules, kernel, discount }: LetterTask, map: number | LetterMap): Optimum {
  const grid = letterGrid(rules, typeof map === "number" ? fixedLetterMap(rules, map) : map);
  const product = gridProduct(grid, kernel);
  const plan = shortestPlan(grid, kernel);
  if (plan === undefined) throw new Error("there is no way to satisfy the formula on this map");
  const value = productValues(product, discount)[grid.start * product.automaton.states.length + product.start] ?? NaN;
  return { product, steps: plan.actions.length, value };
}

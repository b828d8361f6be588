import { at } from "../at.js";
import { depthFirst } from "../fused/depth-first.js";
import { inputsOf, renumbered, renumberedStores, storedValues } from "../fused/loop-inputs.js";
import type { Loop, LoopTable, ScalarValue, ValueId } from "../fused/loop-program.js";
import { TableList, type Tabulated } from "./table-list.js";

/** A table has an entry for each combination of its conditions. */
const mostConditions = 10;
/** In instructions on four lanes: a look-up, what it takes for each condition beside, and a selection. */
const [costOfTable, costOfCondition, costOfSelection] = [16, 2, 3];

/**
 * The loop with its large decision trees as tables. Which letter an automaton reads is a tree of selections with constant leaves, and without control flow all of its branches are computed. One look-up by the bits
 * of the conditions gives the same in fewer instructions. Equal tables are one; new ones stand behind those that are there.
 */
export function tabulate(loop: Loop, tables: readonly LoopTable[]): Tabulated {
  const trees = new Map(decisionTrees(loop).map((tree) => [tree.root, tree]));
  if (trees.size === 0) return { loop, tables };
  const values: ScalarValue[] = [];
  const list = new TableList(tables);
  const places: ValueId[] = [];
  const place = (id: ValueId): ValueId => at(places, id);
  const push = (value: ScalarValue): ValueId => values.push(value) - 1;
  const lookUp = ({ conditions, root }: Tree, value: ScalarValue): ValueId => {
    const zero = push({ op: "constant", value: 0, type: "int" });
    const bits = conditions.map((condition, bit) => {
      const one = push({ op: "constant", value: 2 ** bit, type: "int" });
      return push({ op: "select", condition: place(condition), then: one, otherwise: zero, type: "int" });
    });
    const index = bits.reduce((left, right) => push({ op: "binary", fn: "add", left, right, type: "int" }));
    const label = value.label ?? "decision";
    const table = list.place({ type: value.type, values: entriesOf(root, conditions, loop), label });
    return push({ op: "table", table, index, type: value.type, label });
  };
  loop.values.forEach((value, id) => {
    const tree = trees.get(id);
    places[id] = tree === undefined ? push(renumbered(value, place)) : lookUp(tree, value);
  });
  // Without the selections that the tables stand for.
  return {
    loop: depthFirst({ values, uniforms: loop.uniforms, ...renumberedStores(loop, place) }),
    tables: list.all,
  };
}

interface Tree {
  readonly root: ValueId;
  readonly conditions: readonly ValueId[];
}

/** Trees of selections down to constants, from roots that something else reads, where a table is cheaper. */
function decisionTrees(loop: Loop): readonly Tree[] {
  const { values, uniforms } = loop;
  const decisions = new Set<ValueId>();
  values.forEach((value, id) => {
    if (value.op !== "select" || value.type === "bool" || id < uniforms) return;
    if ([value.then, value.otherwise].every((side) => decisions.has(side) || isLeaf(side, loop))) decisions.add(id);
  });
  const readOutside = new Set(storedValues(loop));
  values.forEach((value, id) => {
    for (const input of inputsOf(value))
      if (!decisions.has(id) || (value.op === "select" && value.condition === input)) readOutside.add(input);
  });
  return [...decisions]
    .filter((id) => readOutside.has(id))
    .flatMap((root) => {
      const { conditions, selections } = treeAt(root, loop, readOutside);
      const cheaper = costOfTable + costOfCondition * conditions.length < costOfSelection * selections;
      return cheaper && conditions.length <= mostConditions ? [{ root, conditions }] : [];
    });
}

/** What a tree asks, and how many of its selections nothing outside reads, so that they go where it goes. */
function treeAt(root: ValueId, { values }: Loop, readOutside: ReadonlySet<ValueId>) {
  const [seen, conditions] = [new Set<ValueId>(), new Set<ValueId>()];
  let selections = 0;
  const stack = [root];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const value = values[id];
    if (seen.has(id) || value === undefined) continue;
    seen.add(id);
    if (value.op === "unary") conditions.add(value.input);
    if (value.op !== "select") continue;
    conditions.add(value.condition);
    if (id === root || !readOutside.has(id)) selections++;
    stack.push(value.then, value.otherwise);
  }
  return { conditions: [...conditions].sort((a, b) => a - b), selections };
}

/** A constant, or a truth value as a number. */
function isLeaf(id: ValueId, { values }: Loop): boolean {
  const value = values[id];
  if (value?.op === "constant") return true;
  return value?.op === "unary" && value.fn === "cast" && values[value.input]?.type === "bool";
}

/** What the tree gives for each combination: bit by bit the conditions that hold, the first one lowest. */
function entriesOf(root: ValueId, conditions: readonly ValueId[], { values }: Loop): readonly number[] {
  return Array.from({ length: 2 ** conditions.length }, (_, combination) => {
    const holds = (condition: ValueId): boolean => ((combination >> conditions.indexOf(condition)) & 1) === 1;
    let id = root;
    for (;;) {
      const value = at(values, id);
      if (value.op === "select") id = holds(value.condition) ? value.then : value.otherwise;
      else if (value.op === "unary") return Number(holds(value.input));
      else if (value.op === "constant") return value.value;
      else throw new Error(`${value.op} in a decision tree`);
    }
  });
}

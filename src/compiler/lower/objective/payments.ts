import type { TransitionTable } from "../../automata/decision-table.js";
import type { GraphBuilder } from "../../ir/builder.js";
import type { Node, NodeId } from "../../ir/node.js";
import type { ObjectiveOutput } from "../../ir/program.js";

/*
 *   total = a + b + c ──► the addends that depend on the objective ──► each again, with what they read of its state replaced by a list:
 *                         one entry for each pair (state before, state after) of the table that they can tell apart
 */

interface StateNodes {
  readonly before: NodeId;
  readonly after: NodeId;
}

/** More pairs than this are not listed: every step would compute them all. */
const mostPairs = 1024;

/**
 * What the addends of `total` that depend on the objective would pay on this step if its automaton had made another of its moves, everything else being as it is: signals, history, how other
 * machines and objectives have moved (`real` nodes), and `terminated` but for what the objective itself ends. Exact for sums, products, guards and selects of numbers. Where an addend reads the
 * objective through an array or through `real` nodes, or tells too many moves apart, the table says 0 for what it cannot say.
 */
export function paymentsOf(
  table: TransitionTable,
  states: StateNodes,
  real: ReadonlySet<NodeId>,
  total: NodeId,
  ir: GraphBuilder,
): Pick<ObjectiveOutput, "rewardValues" | "edgeReward"> {
  const nothing = { rewardValues: ir.constant(0, "float", [1]), edgeReward: table.next.map(() => 0) };
  const dependent = dependents(states, real, ir);
  const addends = addendsOf(total, ir).filter((id) => dependent.has(id));
  const needed = coneOf(addends, dependent, states, ir);
  if (addends.length === 0 || !needed.every((id) => isNumber(ir.node(id)))) return nothing;
  const { index, before, after } = distinctMoves(table, readsOf(needed, states, ir));
  const pairs = before.length;
  if (pairs > mostPairs) return nothing;
  const clones = new Map([
    [states.before, ir.constant(before, "int", [pairs])],
    [states.after, ir.constant(after, "int", [pairs])],
  ]);
  for (const id of needed) clones.set(id, clone(ir.node(id), clones, ir));
  const paid = addends.map((id) => clones.get(id) ?? id).reduce((sum, addend) => ir.binary("add", sum, addend));
  const isMove = ir.constant(
    before.map((_, place) => (place === 0 ? 0 : 1)),
    "bool",
    [pairs],
  );
  return { rewardValues: ir.select(isMove, paid, ir.constant(0, "float", [pairs])), edgeReward: index };
}

/** Every node that is computed from the states, `real` ones and what comes through them only excepted. */
function dependents({ before, after }: StateNodes, real: ReadonlySet<NodeId>, ir: GraphBuilder): ReadonlySet<NodeId> {
  const found = new Set([before, after]);
  for (const { id, inputs } of ir.nodes) {
    if (!real.has(id) && inputs.some((input) => found.has(input))) found.add(id);
  }
  return found;
}

/** The operands of a chain of additions. */
function addendsOf(total: NodeId, ir: GraphBuilder): readonly NodeId[] {
  const addends: NodeId[] = [];
  const open = [total];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = ir.node(id);
    if (node.op === "binary" && node.fn === "add") open.push(...[...node.inputs].reverse());
    else addends.push(id);
  }
  return addends;
}

/** What the addends are computed from as far as it depends on the states, in the order of the graph. */
function coneOf(
  addends: readonly NodeId[],
  dependent: ReadonlySet<NodeId>,
  { before, after }: StateNodes,
  ir: GraphBuilder,
): readonly NodeId[] {
  const cone = new Set<NodeId>();
  const open = [...addends];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (cone.has(id) || !dependent.has(id) || id === before || id === after) continue;
    cone.add(id);
    open.push(...ir.node(id).inputs);
  }
  return [...cone].sort((left, right) => left - right);
}

function isNumber({ op, shape }: Node): boolean {
  return shape.length === 0 && (op === "unary" || op === "binary" || op === "select" || op === "lookup");
}

/** A use of the state before or after the move: by a table over the states, or of the number itself. */
interface Read {
  readonly which: "before" | "after";
  readonly table: readonly number[] | undefined;
}

function readsOf(nodes: readonly NodeId[], { before, after }: StateNodes, ir: GraphBuilder): readonly Read[] {
  return nodes.flatMap((id) => {
    const node = ir.node(id);
    const table = node.op === "lookup" ? node.table : undefined;
    return node.inputs.flatMap((input): readonly Read[] =>
      input === before ? [{ which: "before", table }] : input === after ? [{ which: "after", table }] : [],
    );
  });
}

/**
 * Moves that read alike are one: `index[u * classes + c]` is the place of the move in the lists of states, from 1; place 0 is kept free for what pays nothing.
 */
function distinctMoves(
  { states, classes, next }: TransitionTable,
  reads: readonly Read[],
): { readonly index: readonly number[]; readonly before: readonly number[]; readonly after: readonly number[] } {
  const kinds = (which: Read["which"]): readonly number[] => {
    const own = reads.filter((read) => read.which === which);
    const ids = new Map<string, number>();
    return Array.from({ length: states }, (_, state) => {
      const key = own.map(({ table }) => (table === undefined ? state : table[state])).join();
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      return id;
    });
  };
  const [kindBefore, kindAfter] = [kinds("before"), kinds("after")];
  const places = new Map<number, number>();
  const [before, after] = [[0], [0]];
  const index = next.map((to, entry) => {
    const from = Math.floor(entry / classes);
    const key = (kindBefore[from] ?? 0) * states + (kindAfter[to] ?? 0);
    const known = places.get(key);
    if (known !== undefined) return known;
    before.push(from);
    after.push(to);
    places.set(key, before.length - 1);
    return before.length - 1;
  });
  return { index, before, after };
}

/** The node once more, on other inputs, which may be lists. */
function clone(node: Node, clones: ReadonlyMap<NodeId, NodeId>, ir: GraphBuilder): NodeId {
  const [first = node.id, second = node.id, third = node.id] = node.inputs.map((input) => clones.get(input) ?? input);
  switch (node.op) {
    case "unary":
      return node.fn === "cast" ? ir.cast(first, node.dtype) : ir.unary(node.fn, first);
    case "binary":
      return ir.binary(node.fn, first, second);
    case "select":
      return ir.select(first, second, third);
    case "lookup":
      return ir.lookup(node.table, first, node.dtype);
    default:
      throw new Error(`node ${node.id} is no operation on numbers`);
  }
}

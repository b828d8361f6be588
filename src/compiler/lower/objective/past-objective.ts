import { evaluate, type TruthAlgebra } from "../../automata/temporal/past/evaluate.js";
import type { Standings } from "../../automata/temporal/past/standings.js";
import type { Lowering } from "../../builtins/builtin.js";
import { showExpression } from "../../check/machines/show-expression.js";
import type { TypedPastObjective } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { write } from "../automaton/move.js";
import { walk } from "../automaton/walk.js";
import type { StartedObjective } from "./started-objective.js";

/*
 *   atoms, bits before ──► bits after ──► what may still become of the trace ──┐
 *          └──────────────► is the trace accepted if it stops here? ───────────┴──► standing: the state that the objective shows
 */

/** First step, as for an automaton: the slots exist, no atom has been lowered. */
export interface PastObjectiveStart extends StartedObjective {
  readonly bitsBefore: readonly NodeId[];
}

export function startPastObjective(
  { name, memory, standings }: TypedPastObjective,
  { ir }: Lowering,
): PastObjectiveStart {
  const stateAtReset = ir.constant(0, "int");
  const slot = ir.slot({
    name: `${name}.state`,
    kind: "objective",
    dtype: "int",
    shape: [],
    initial: stateAtReset,
    persistent: false,
    feature: { encoding: "one-hot", classes: standings.names.length },
  });
  const bits = memory.bits.map((_, bit) =>
    ir.slot({
      name: `${name}.bit ${bit}`,
      kind: "objective",
      dtype: "bool",
      shape: [],
      initial: ir.boolean(false),
      persistent: false,
      feature: { encoding: "value" },
    }),
  );
  return {
    verdicts: standings,
    states: standings.names.length,
    stateBefore: ir.read(slot),
    stateAtReset,
    bitsBefore: bits.map((bit) => ir.read(bit)),
  };
}

/** Second step: the bits after this step's letter, and the standing. */
export function movePastObjective(
  objective: TypedPastObjective,
  { stateBefore, bitsBefore }: PastObjectiveStart,
  lowering: Lowering,
): NodeId {
  const { ir } = lowering;
  const { terms, accepting, bits } = objective.memory;
  const letter = letterOf(objective, lowering);
  const algebra: TruthAlgebra<NodeId> = {
    yes: ir.boolean(true),
    atom: (atom) => letter[atom] ?? ir.boolean(false),
    bit: (bit) => bitsBefore[bit] ?? ir.boolean(false),
    not: (operand) => ir.unary("not", operand),
    and: (left, right) => ir.binary("and", left, right),
    xor: (left, right) => ir.binary("xor", left, right),
  };
  const [accepts = ir.boolean(false), ...after] = evaluate(terms, [accepting, ...bits], algebra);
  bitsBefore.forEach((before, bit) => write(lowering, before, after[bit] ?? before));
  const state = standing(objective.standings, accepts, after, lowering);
  write(lowering, stateBefore, state);
  return state;
}

/** The atoms on this step's letter; the letter before for an objective that reads the source. */
function letterOf({ name, atoms, readsSource }: TypedPastObjective, lowering: Lowering): readonly NodeId[] {
  if (!readsSource) return atoms.map((atom) => lowering.expression(atom));
  return atoms.map((atom) =>
    lowering.state(
      {
        name: `${name}.source(${showExpression(atom)})`,
        kind: "objective",
        dtype: "bool",
        shape: [],
        initial: lowering.atReset(atom),
      },
      () => lowering.expression(atom),
    ),
  );
}

function standing(
  { diagrams, firstBit, afterAccepting, afterRejecting }: Standings,
  accepts: NodeId,
  bits: readonly NodeId[],
  { ir }: Lowering,
): NodeId {
  const [accepted, rejected] = [afterAccepting, afterRejecting].map((root) =>
    walk(ir, diagrams, [root], (level) => ir.cast(bits[level - firstBit] ?? ir.boolean(false), "int"), false),
  );
  return ir.select(accepts, accepted ?? 0, rejected ?? 0);
}

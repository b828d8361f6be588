import { schemeSteps, type SchemeStep } from "../../automata/temporal/omega/scheme.js";
import type { TypedSchemeReference } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { stateOf } from "./objectives.js";
import { randomStop } from "./random-stop.js";

/** What a scheme pays, whether it stops, or its discount, by the state that this step leads to. At a reset it pays nothing and does not stop. */
export function lowerScheme(value: TypedSchemeReference, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const { objective, scheme, part } = value;
  const steps = schemeSteps(scheme, prioritiesOf(objective, whole));
  const atReset = lowering.phase === "reset";
  switch (part) {
    case "stops":
      return atReset ? ir.boolean(false) : stops(value, steps, whole);
    case "value": {
      if (atReset) return ir.constant(0);
      const state = stateOf(objective, whole);
      const [stopping, going] = [steps.map((step) => step.stopping), steps.map((step) => step.going)];
      if (stopping.every((paid, index) => paid === going[index])) return ir.lookup(going, state, "float");
      return ir.select(
        stops(value, steps, whole),
        ir.lookup(stopping, state, "float"),
        ir.lookup(going, state, "float"),
      );
    }
    case "discount": {
      const { discount } = whole.spec;
      const own = discount === undefined ? ir.constant(1) : ir.cast(lowering.expression(discount), "float");
      if (atReset) return own;
      const state = stateOf(objective, whole);
      const sets = steps.map((step) => Number(step.discount !== undefined));
      const set = steps.map((step) => step.discount ?? 1);
      return ir.select(ir.lookup(sets, state, "bool"), ir.lookup(set, state, "float"), own);
    }
    default:
      return unreachable(part);
  }
}

/** One draw in each step, whoever asks. */
function stops({ objective, scheme }: TypedSchemeReference, steps: readonly SchemeStep[], whole: SpecLowering): NodeId {
  const { ir } = whole;
  const probabilities = steps.map(({ stop }) => stop);
  if (probabilities.every((probability) => probability === 0)) return ir.boolean(false);
  const name = `${objective}.${scheme.kind}${"zeta" in scheme ? `(${scheme.zeta})` : ""}`;
  return whole.once(`stop of ${name}`, () => randomStop(name, probabilities, stateOf(objective, whole), whole.step));
}

function prioritiesOf(name: string, whole: SpecLowering): readonly number[] {
  const objective = whole.objective(name);
  if (!("automaton" in objective && "priorities" in objective.automaton))
    throw new Error(`${name} is an objective on finite traces`);
  return objective.automaton.priorities;
}

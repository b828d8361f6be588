import { Diagrams, unlessTooLarge } from "../../automata/diagram.js";
import type { GuardedMachine, StateDecision } from "../../automata/guarded-machine.js";
import { mealy, type Mealy } from "../../automata/mealy.js";
import type { TypedEdge, TypedExpression, TypedMachine } from "../typed.js";
import { constantValue } from "./constant-value.js";
import { everyExpression } from "./children.js";
import { expressionsOfMachine } from "./expressions.js";
import { ExpressionKeys } from "./expression-keys.js";
import { theoryOf, type Theory } from "./theory.js";

/** Everything that is known of a machine by looking at it alone. */
export interface MachineAnalysis {
  readonly machine: TypedMachine;
  readonly keys: ExpressionKeys;
  readonly theory: Theory;
  readonly diagrams: Diagrams;
  readonly guarded: GuardedMachine;
  readonly table: Mealy;
  /** By state: which edge each label takes. */
  readonly decisions: readonly StateDecision[];
}

/** The analysis of a machine, or `undefined` where its guards are too entangled for decision diagrams. */
export function analyseMachine(machine: TypedMachine): MachineAnalysis | undefined {
  const keys = new ExpressionKeys();
  const theory = theoryOf(guardsOf(machine), keys);
  const diagrams = new Diagrams(theory.variables.map(({ variable }) => variable));
  const guarded = guardedMachine(machine, theory, keys);
  return unlessTooLarge(() => ({ machine, keys, theory, diagrams, guarded, ...mealy(diagrams, guarded) }));
}

/** Every guard in the order of the file. */
export function guardsOf(machine: TypedMachine): readonly TypedExpression[] {
  return machine.states.flatMap(({ edges }) => edges.flatMap(({ guard }) => (guard === undefined ? [] : [guard])));
}

/** Whether some expression of the machine has been reported as ill-typed, so that nothing more can be said. */
export function isBroken(machine: TypedMachine): boolean {
  return everyExpression(expressionsOfMachine(machine)).some(({ kind }) => kind === "error");
}

/** The machine with its guards as formulas over the variables of a theory that was made for them. */
export function guardedMachine(machine: TypedMachine, theory: Theory, keys: ExpressionKeys): GuardedMachine {
  const effects = new Map<string, number>([["", 0]]);
  return {
    start: machine.start,
    states: machine.states.map(({ name, end, edges }) => ({
      name,
      end,
      edges: edges.map((edge) => {
        const key = effectKey(edge, keys);
        const effect = effects.get(key) ?? effects.size;
        effects.set(key, effect);
        return {
          ...(edge.guard === undefined ? {} : { guard: theory.formula(edge.guard) }),
          onlyElse: edge.form === "else-when",
          target: edge.target,
          effect,
        };
      }),
    })),
  };
}

/** What an edge does beside moving: equal texts, equal rewards and counters. Empty: nothing. */
function effectKey(edge: TypedEdge, keys: ExpressionKeys): string {
  const updates = edge.updates.map(({ counter, value }) => `${counter} = ${keys.key(value)}`).sort();
  const paid =
    edge.reward === undefined || constantValue(edge.reward) === 0 ? [] : [`reward ${rewardKey(edge.reward, keys)}`];
  return [...paid, ...updates].join("; ");
}

function rewardKey(reward: TypedExpression, keys: ExpressionKeys): string {
  const constant = constantValue(reward);
  return constant === undefined ? `#${keys.key(reward)}` : String(constant);
}

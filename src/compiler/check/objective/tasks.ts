import * as formulas from "../../automata/temporal/formula.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import { unreachable } from "../../unreachable.js";

/*
 * Tasks as in SPECTRL (Jothimurugan, Alur and Bastani, "A composable specification language for reinforcement learning tasks", NeurIPS 2019): a task is done by
 * the steps σᵢ … σⱼ if they are one of its words, and what is done stays done. There a task is judged on the whole trajectory, so that what a last `ensuring` asks
 * for goes on after the goal; here it ends with the task.
 *
 * Each task is a formula around what comes after it: `achieve p ensuring q`, and then f, is q U (q ∧ p ∧ X f). Regular expressions would say the same, but
 * a translator knows that a later `until` follows from an earlier one.
 */

export type Task =
  | { readonly kind: "achieve"; readonly goal: TemporalFormula }
  /** Every step of the task satisfies the condition. */
  | { readonly kind: "ensuring"; readonly task: Task; readonly condition: TemporalFormula }
  /** `then`: the second begins in the step after the first is done. */
  | { readonly kind: "then" | "or"; readonly left: Task; readonly right: Task };

/** A formula that is made later. */
interface Slot {
  formula: TemporalFormula;
}

type Work =
  | {
      readonly kind: "visit";
      readonly task: Task;
      /** The conditions of all `ensuring` around the task. */
      readonly ensured: TemporalFormula | undefined;
      /** What holds in the step after the task is done; made before the task is visited. */
      readonly after: Slot | undefined;
      readonly into: Slot;
    }
  | { readonly kind: "either"; readonly left: Slot; readonly right: Slot; readonly into: Slot };

/** Some prefix of the trace does the task. Needs no stack. */
export function taskFormula(root: Task): TemporalFormula {
  const whole = slot();
  const stack: Work[] = [{ kind: "visit", task: root, ensured: undefined, after: undefined, into: whole }];
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    if (work.kind === "either") {
      work.into.formula = formulas.or(work.left.formula, work.right.formula);
      continue;
    }
    const { task, ensured, after } = work;
    switch (task.kind) {
      case "achieve":
        work.into.formula = achieve(task.goal, ensured, after?.formula);
        break;
      case "ensuring": {
        const both = ensured === undefined ? task.condition : formulas.and(ensured, task.condition);
        stack.push({ ...work, task: task.task, ensured: both });
        break;
      }
      case "then": {
        const second = slot();
        stack.push({ ...work, task: task.left, after: second }, { ...work, task: task.right, into: second });
        break;
      }
      case "or": {
        const [left, right] = [slot(), slot()];
        stack.push({ kind: "either", left, right, into: work.into });
        stack.push({ ...work, task: task.left, into: left }, { ...work, task: task.right, into: right });
        break;
      }
      default:
        unreachable(task);
    }
  }
  return whole.formula;
}

function slot(): Slot {
  return { formula: formulas.never };
}

function achieve(
  goal: TemporalFormula,
  ensured: TemporalFormula | undefined,
  after: TemporalFormula | undefined,
): TemporalFormula {
  const end = [...(ensured === undefined ? [] : [ensured]), goal];
  if (after !== undefined) end.push(formulas.unary("next", after));
  return formulas.binary("until", ensured ?? formulas.always, formulas.and(...end));
}

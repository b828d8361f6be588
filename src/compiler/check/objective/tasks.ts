import * as formulas from "../../automata/temporal/formula.js";
import type { RegularExpression, TemporalFormula } from "../../automata/temporal/formula.js";
import { unreachable } from "../../unreachable.js";

/*
 * Tasks as in SPECTRL (Jothimurugan, Alur and Bastani, "A composable specification language for reinforcement learning tasks", NeurIPS 2019), as regular
 * expressions over steps: a task is done by the first prefix that is one of its words. There a task is judged on the whole trajectory, so that what a last
 * `ensuring` asks for goes on after the goal; here it ends with the task, and what is done stays done.
 */

export type Task =
  | { readonly kind: "achieve"; readonly goal: TemporalFormula }
  /** Every step of the task satisfies the condition. */
  | { readonly kind: "ensuring"; readonly task: Task; readonly condition: TemporalFormula }
  /** `then`: the second begins in the step after the first is done. */
  | { readonly kind: "then" | "or"; readonly left: Task; readonly right: Task };

export function taskFormula(task: Task): TemporalFormula {
  return { kind: "matches", exactly: false, expression: words(task) };
}

/** The words of a task; conditions of `ensuring` go into every letter below. Needs no stack. */
function words(root: Task): RegularExpression {
  const done: RegularExpression[] = [];
  const stack: { readonly task: Task; readonly ensured: readonly TemporalFormula[]; readonly ready: boolean }[] = [
    { task: root, ensured: [], ready: false },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { task, ensured, ready } = top;
    switch (task.kind) {
      case "achieve":
        done.push(achieve(task.goal, ensured));
        break;
      case "ensuring":
        stack.push({ task: task.task, ensured: [...ensured, task.condition], ready: false });
        break;
      case "then":
      case "or":
        if (ready) {
          const right = done.pop();
          const left = done.pop();
          if (left === undefined || right === undefined) throw new Error("a task has two parts");
          done.push({ kind: task.kind === "then" ? "concatenation" : "union", items: [left, right] });
        } else {
          stack.push({ task, ensured, ready: true }, { task: task.right, ensured, ready: false });
          stack.push({ task: task.left, ensured, ready: false });
        }
        break;
      default:
        unreachable(task);
    }
  }
  const [expression] = done;
  if (expression === undefined) throw new Error("a task has words");
  return expression;
}

function achieve(goal: TemporalFormula, ensured: readonly TemporalFormula[]): RegularExpression {
  const on = formulas.and(...ensured);
  return {
    kind: "concatenation",
    items: [
      { kind: "repetition", item: { kind: "letter", condition: on }, minimum: 0 },
      { kind: "letter", condition: formulas.and(...ensured, goal) },
    ],
  };
}

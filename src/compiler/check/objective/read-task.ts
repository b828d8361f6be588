import type { TemporalFormula } from "../../automata/temporal/formula.js";
import type { Expression } from "../../syntax/ast/index.js";
import { defer } from "../task.js";
import type { Read } from "./read-all.js";
import type { Task } from "./tasks.js";

/** `achieve p ensuring q then …`; `read` reads goals and conditions. */
export function* readTask(expression: Expression, read: (operand: Expression) => Read<TemporalFormula>): Read<Task> {
  switch (expression.kind) {
    case "achieve": {
      const goal = yield* defer(read(expression.goal));
      return goal && { kind: "achieve", goal };
    }
    case "ensuring": {
      const task = yield* defer(readTask(expression.task, read));
      const condition = yield* defer(read(expression.condition));
      return task && condition && { kind: "ensuring", task, condition };
    }
    case "task-then":
    case "task-or": {
      const left = yield* defer(readTask(expression.left, read));
      const right = yield* defer(readTask(expression.right, read));
      return left && right && { kind: expression.kind === "task-then" ? "then" : "or", left, right };
    }
    case "error":
      return undefined;
    default:
      throw new Error("the parser lets only tasks stand in tasks");
  }
}

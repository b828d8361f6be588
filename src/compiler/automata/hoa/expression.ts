import type { HoaCursor } from "./cursor.js";

/** How the parts of an expression are put together. */
export interface Connectives<T> {
  /** Reads what stands between the connectives. */
  operand(cursor: HoaCursor): T;
  not(operand: T): T;
  and(left: T, right: T): T;
  or(left: T, right: T): T;
}

/** `|` over `&` over `!`, with parentheses; a stack of its own, so depth is bounded by memory only. */
export function readExpression<T>(cursor: HoaCursor, connectives: Connectives<T>): T {
  type Waiting = { readonly mark: "(" } | { readonly mark: "!" } | { readonly mark: "&" | "|"; readonly left: T };
  const waiting: Waiting[] = [];
  const reduce = (value: T, marks: string): T => {
    let result = value;
    for (
      let top = waiting.at(-1);
      top !== undefined && top.mark !== "(" && marks.includes(top.mark);
      top = waiting.at(-1)
    ) {
      waiting.pop();
      if (top.mark === "!") result = connectives.not(result);
      else result = top.mark === "&" ? connectives.and(top.left, result) : connectives.or(top.left, result);
    }
    return result;
  };
  for (;;) {
    if (cursor.try("mark", "!") !== undefined) {
      waiting.push({ mark: "!" });
      continue;
    }
    if (cursor.try("mark", "(") !== undefined) {
      waiting.push({ mark: "(" });
      continue;
    }
    let value = reduce(connectives.operand(cursor), "!");
    while (waiting.some(({ mark }) => mark === "(") && cursor.is("mark", ")")) {
      cursor.take("mark", "`)`", ")");
      value = reduce(value, "!&|");
      waiting.pop();
      value = reduce(value, "!");
    }
    if (cursor.try("mark", "&") !== undefined) waiting.push({ mark: "&", left: reduce(value, "!&") });
    else if (cursor.try("mark", "|") !== undefined) waiting.push({ mark: "|", left: reduce(value, "!&|") });
    else {
      const result = reduce(value, "!&|");
      return waiting.length > 0 ? cursor.fail("`&`, `|` or `)`") : result;
    }
  }
}

import type { Span } from "../../source/span.js";
import { allObjectives } from "../all-objectives.js";
import { Masks } from "../masks.js";
import type { TypedExpression, TypedObjectiveReference, TypedSpec, TypedTermReference } from "../typed.js";
import { walk, childrenOf } from "../walk.js";

/** A step's values, or those that stand when an episode starts. */
export type Moment = "step" | "reset";

/** A named value of a step and what it reads, with the place of the first reading. */
export interface Quantity {
  readonly name: string;
  readonly span: Span;
  readonly reads: ReadonlyMap<string, Span>;
}

/** What every named value of the spec reads in the same step. `prev` and `captured` read an earlier one, which breaks a cycle. */
export function dependencies(spec: TypedSpec, moment: Moment): ReadonlyMap<string, Quantity> {
  const graph = new Map<string, Quantity>();
  const masks = Masks.of(spec);
  const add = (
    key: string,
    name: string,
    span: Span,
    roots: readonly (TypedExpression | undefined)[],
    others: readonly string[] = [],
  ): void => {
    const reads = readsOf(
      roots.flatMap((root) => root ?? []),
      moment,
    );
    for (const other of others) if (!reads.has(other)) reads.set(other, span);
    graph.set(key, { name, span, reads });
  };
  spec.lets.forEach((declaration) =>
    add(letKey(declaration.name, declaration.span), `\`${declaration.name}\``, declaration.span, [declaration.value]),
  );
  for (const term of spec.terms) {
    const { name, span, weight, when, body, clip, paid } = term;
    const ends = paid === "episode" && moment === "step" ? ["truncated"] : [];
    add(termKey(name, "weight"), `\`${name}.weight\``, span, [weight]);
    const read = masks.ofTerm(term) ? [weight, when, body] : [when];
    add(termKey(name, "active"), `\`${name}.active\``, span, read, ends);
    add(termKey(name, "raw"), `\`${name}.raw\``, span, [body]);
    add(termKey(name, "contribution"), `\`${name}\``, span, [clip?.low, clip?.high, weight, when, body], ends);
  }
  for (const machine of spec.machines) {
    const expressions = machine.states.flatMap(({ edges }) =>
      edges.flatMap(({ guard, updates }) => [guard, ...updates.map(({ value }) => value)]),
    );
    const rewards = machine.states.flatMap(({ reward, edges }) => [reward, ...edges.map((edge) => edge.reward)]);
    // At a reset a machine stands in its start state, whatever its guards read.
    const moves = moment === "step" && !machine.readsSource;
    add(`machine ${machine.name}`, `\`${machine.name}\``, machine.span, moves ? expressions : []);
    add(`reward ${machine.name}`, `\`${machine.name}.reward\``, machine.span, moment === "step" ? rewards : [], [
      `machine ${machine.name}`,
    ]);
  }
  for (const { name, span, atoms, readsSource } of allObjectives(spec)) {
    add(`objective ${name}`, `\`${name}\``, span, moment === "step" && !readsSource ? atoms : []);
    const ends = moment === "step" ? ["terminated"] : [];
    add(`verdict ${name}`, `the verdict of \`${name}\``, span, [], [`objective ${name}`, ...ends]);
  }
  const conditions = (kind: "terminated" | "truncated"): readonly TypedExpression[] =>
    spec.endings.flatMap((ending) => (ending.kind === kind && ending.form === "condition" ? [ending.condition] : []));
  const finals = spec.endings.flatMap((ending) => (ending.form === "machine" ? [`machine ${ending.machine}`] : []));
  const place = spec.endings[0]?.span ?? spec.total.span;
  if (moment === "step") {
    // Ends by `nan terminate` are not what `terminated` reads: the term that is not finite may read it itself.
    add("terminated", "`terminated`", place, conditions("terminated"), finals);
    add("truncated", "`truncated`", place, conditions("truncated"), ["terminated"]);
  }
  add("total", "`total`", spec.total.span, [spec.total]);
  const advantage = spec.finish?.advantage;
  if (advantage !== undefined) add("advantage", "`advantage`", advantage.span, [advantage]);
  return graph;
}

function readsOf(roots: readonly TypedExpression[], moment: Moment): Map<string, Span> {
  const reads = new Map<string, Span>();
  const visit = (start: readonly TypedExpression[]): void =>
    walk(
      start,
      (expression) => {
        const key = keyOf(expression);
        if (key !== undefined && !reads.has(key)) reads.set(key, expression.span);
        // What stands in a buffer was there before the update.
        if (expression.kind === "buffer") return false;
        if (expression.kind !== "call" || !isDelayed(expression.builtin)) return true;
        visit(inputsAt(moment, expression));
        return false;
      },
      { lets: false },
    );
  visit(roots);
  return reads;
}

function isDelayed(builtin: string): boolean {
  return builtin === "prev" || builtin === "captured";
}

/** What a delayed value reads now: nothing in a step (but with `init: current`), its first value at a reset. */
function inputsAt(moment: Moment, call: Extract<TypedExpression, { kind: "call" }>): readonly TypedExpression[] {
  if (call.options.init === "current") return childrenOf(call);
  if (moment === "step") return [];
  return call.arguments.init === undefined ? childrenOf(call) : [call.arguments.init];
}

function keyOf(expression: TypedExpression): string | undefined {
  switch (expression.kind) {
    case "let":
      return letKey(expression.let.name, expression.let.span);
    case "term":
      return termKey(expression.term, expression.part);
    case "machine":
      if (expression.field.kind === "counter" && expression.field.source) return undefined;
      return expression.field.kind === "reward" ? `reward ${expression.machine}` : `machine ${expression.machine}`;
    case "objective": {
      const judges = judging.has(expression.field);
      return `${judges ? "verdict" : "objective"} ${expression.objective}`;
    }
    case "scheme":
      return `objective ${expression.objective}`;
    case "environment":
      switch (expression.name) {
        case "terminated":
        case "truncated":
        case "total":
        case "advantage":
          return expression.name;
        case "return":
          return "total";
        case "ended":
          return "truncated";
        case "first_step":
        case "step_index":
        case "time":
        case "reward":
          return undefined;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** What reads whether the episode ends here. */
const judging: ReadonlySet<TypedObjectiveReference["field"]> = new Set([
  "fires-satisfied",
  "fires-violated",
  "verdict",
  "robustness.low",
  "robustness.high",
]);

function letKey(name: string, { file, start }: Span): string {
  return `let ${name} ${file} ${start}`;
}

function termKey(term: string, part: TypedTermReference["part"]): string {
  return `${part} ${term}`;
}

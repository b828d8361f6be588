import { translateInfinite } from "../../automata/temporal/omega/translate.js";
import { pastMemory } from "../../automata/temporal/past/memory.js";
import { translateOnce } from "../../automata/temporal/translate-once.js";
import { report } from "../../diagnostics/report.js";
import type { ObjectiveDeclaration } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { readAtReset } from "../machines/read-at-reset.js";
import { scopeOf, type Scope } from "../scope.js";
import type { Checking } from "../task.js";
import type { TypedExpression, TypedInfiniteObjective, TypedObjective, TypedPastObjective } from "../typed.js";
import { isInfinite, readInfinite } from "./infinite.js";
import { templateCall } from "./instance.js";
import { pastParts } from "./past.js";
import { robustnessOptions } from "./options.js";
import { FormulaReader } from "./read-formula.js";

/** What an objective may take while a spec is checked: an editor waits for it. */
const budget = { maxStates: 20_000, milliseconds: 4000 } as const;
/** For one that can also run without an automaton: which of the two it does must not depend on the machine. */
const budgetBesideBits = { maxStates: 20_000, maxNodes: 2 ** 20 } as const;

/** An objective with its automaton, on finite traces or on infinite ones, or with the bits that it is kept as. */
export type CheckedObjective =
  | { readonly name: string; readonly form: "finite"; readonly objective: TypedObjective }
  | { readonly name: string; readonly form: "past"; readonly objective: TypedPastObjective }
  | { readonly name: string; readonly form: "infinite"; readonly objective: TypedInfiniteObjective };

/** The formula that a declaration stands for, through an instance of a template; `undefined` after a mistake. */
export function* bodyOf(
  { declaration, home }: DefinitionOf<"objective">,
  context: Context,
): Checking<{ readonly declaration: ObjectiveDeclaration; readonly scope: Scope } | undefined> {
  let [formula, scope] = [declaration.formula, scopeOf(home)];
  let { readsSource } = declaration;
  while (formula.kind === "call") {
    const inside = yield* templateCall(formula, scope, context);
    if (inside === "none") break;
    if (inside === undefined) return undefined;
    ({ formula, scope } = inside);
    readsSource ||= inside.template.declaration.readsSource;
  }
  return { declaration: { ...declaration, formula, readsSource }, scope };
}

/** An objective with its conditions and its automaton; `undefined` after a mistake, which is reported. */
export function* checkObjective(
  name: string,
  definition: DefinitionOf<"objective">,
  context: Context,
): Checking<CheckedObjective | undefined> {
  const outer = scopeOf(definition.home);
  const robustness = yield* robustnessOptions(definition.declaration.options, outer, context);
  const body = yield* bodyOf(definition, context);
  if (body === undefined) return undefined;
  const { declaration, scope } = body;
  const reader = new FormulaReader(context);
  const common = (): Omit<TypedObjective, "formula" | "automaton"> => ({
    name,
    readsSource: declaration.readsSource,
    atoms: reader.atoms.expressions,
    spans: reader.spans,
    text: definition.home.source.slice(definition.declaration.formula.span),
    ...(robustness === undefined ? {} : { robustness }),
    ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
    span: definition.declaration.name.span,
  });
  if (isInfinite(declaration.formula, scope, context)) {
    const formula = yield* readInfinite(declaration.formula, scope, context, (operand, inside) =>
      reader.read(operand, inside),
    );
    if (declaration.readsSource) checkSource(name, reader.atoms.expressions, outer, context);
    if (formula === undefined) return undefined;
    const result = translateInfinite(formula, reader.atoms.expressions.length, budget);
    if (result.kind === "too-large") return tooLarge(result, name, definition, context);
    return { name, form: "infinite", objective: { ...common(), formula, automaton: result.automaton } };
  }
  const formula = yield* reader.read(declaration.formula, scope);
  if (declaration.readsSource) checkSource(name, reader.atoms.expressions, outer, context);
  if (formula === undefined) return undefined;
  const atoms = reader.atoms.expressions;
  const memory = pastMemory(formula, atoms.length);
  const result = translateOnce(formula, atoms.length, memory === undefined ? budget : budgetBesideBits);
  if (result.kind === "dfa")
    return { name, form: "finite", objective: { ...common(), formula, automaton: result.dfa } };
  const past = memory && pastParts(memory, atoms);
  if (past === undefined) return tooLarge(result, name, definition, context);
  return { name, form: "past", objective: { ...common(), formula, ...past } };
}

/** Letter 0 of an objective that `reads source` is the reset, which brings no action. */
function checkSource(name: string, atoms: readonly TypedExpression[], scope: Scope, context: Context): void {
  for (const value of atoms.flatMap(readAtReset)) {
    if (value.kind !== "signal" || !context.isAction(value.name)) continue;
    const found = { machine: name, value: `the action \`${value.name}\`` };
    context.report(scope, report("source-has-no-value", value.span, found, { label: "an action has no source" }));
  }
}

function tooLarge(
  { budget: spent, states }: { readonly budget: "states" | "time" | "memory"; readonly states: number },
  name: string,
  { declaration, home }: DefinitionOf<"objective">,
  context: Context,
): undefined {
  context.report(
    scopeOf(home),
    report(
      "objective-too-large",
      declaration.name.span,
      { objective: name, reason: reasons[spent] },
      {
        notes: [`${states} states were there by then`],
        help: "split it into several objectives, which run side by side, or shorten its bounds",
      },
    ),
  );
}

const reasons = {
  states: "more than 20000 states",
  time: "more than four seconds to be built",
  memory: "more room than a compiler should take",
} as const;

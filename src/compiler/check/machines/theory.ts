import * as formulas from "../../automata/formula.js";
import type { Formula } from "../../automata/formula.js";
import { compares, ordered, type Comparison, type OrderedVariable } from "../../automata/ordered.js";
import { enumeration, freeBoolean, type Variable } from "../../automata/variable.js";
import { unreachable } from "../../unreachable.js";
import type { TypedExpression } from "../typed.js";
import type { ExpressionKeys } from "./expression-keys.js";
import { guardForm, operandsOf, type GuardForm } from "./guard-form.js";
import { showExpression } from "./show-expression.js";

/** A variable of the guards with the expression that decides it. */
export type TheoryVariable =
  | { readonly kind: "boolean"; readonly variable: Variable; readonly atom: TypedExpression }
  | { readonly kind: "enum"; readonly variable: Variable; readonly subject: TypedExpression }
  | { readonly kind: "ordered"; readonly variable: OrderedVariable; readonly subject: TypedExpression }
  /** Two expressions compared with each other: less, equal, greater, and (only real numbers) not comparable. */
  | {
      readonly kind: "pair";
      readonly variable: Variable;
      readonly left: TypedExpression;
      readonly right: TypedExpression;
    };

export interface Theory {
  readonly variables: readonly TheoryVariable[];
  /** The guard as a formula over the variables; it must be one of those that the theory was made for. */
  formula(guard: TypedExpression): Formula;
}

/** What the guards can tell apart, in the order in which they mention it. Equal atoms are one variable. */
export function theoryOf(guards: readonly TypedExpression[], keys: ExpressionKeys): Theory {
  const subjects = new Map<string, Subject>();
  const forms = new Map<TypedExpression, GuardForm>();
  for (const guard of guards) {
    for (const value of postorder(guard, forms)) collect(forms.get(value), subjects, keys);
  }
  const variables = [...subjects.values()].map(variableOf);
  const positions = new Map([...subjects.keys()].map((key, index) => [key, index]));
  const made = new Map<TypedExpression, Formula>();
  return {
    variables,
    formula(guard) {
      const operand = (inner: TypedExpression): Formula => made.get(inner) ?? formulas.never;
      const test = (key: string): Literal => literalAt(positions.get(key) ?? -1, variables);
      for (const value of postorder(guard, forms)) {
        if (!made.has(value)) made.set(value, formulaOf(forms.get(value), operand, test, keys));
      }
      return made.get(guard) ?? formulas.never;
    },
  };
}

interface Subject {
  readonly kind: TheoryVariable["kind"];
  readonly left: TypedExpression;
  readonly right?: TypedExpression;
  readonly constants: Set<number>;
}

/** Connectives below a guard, operands first, each object once; nothing below an atom. */
function postorder(guard: TypedExpression, forms: Map<TypedExpression, GuardForm>): readonly TypedExpression[] {
  const order: TypedExpression[] = [];
  const seen = new Set<TypedExpression>();
  const stack = [{ value: guard, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { value, ready } = top;
    if (ready) {
      order.push(value);
      continue;
    }
    if (seen.has(value)) continue;
    seen.add(value);
    const form = forms.get(value) ?? guardForm(value);
    forms.set(value, form);
    stack.push({ value, ready: true });
    for (const operand of [...operandsOf(form)].reverse()) stack.push({ value: operand, ready: false });
  }
  return order;
}

function collect(form: GuardForm | undefined, subjects: Map<string, Subject>, keys: ExpressionKeys): void {
  const key = form === undefined ? undefined : subjectKey(form, keys);
  if (form === undefined || key === undefined) return;
  const known = subjects.get(key);
  const constants = known?.constants ?? new Set();
  if (form.kind === "ordered") constants.add(form.constant);
  if (known !== undefined) return;
  if (form.kind === "ordered") subjects.set(key, { kind: "ordered", left: form.subject, constants });
  else if (form.kind === "member") subjects.set(key, { kind: "enum", left: form.subject, constants });
  else if (form.kind === "atom") subjects.set(key, { kind: "boolean", left: form.atom, constants });
  else if (form.kind === "pair") {
    const [left, right] = swapped(form, keys) ? [form.right, form.left] : [form.left, form.right];
    subjects.set(key, { kind: "pair", left, right, constants });
  }
}

function subjectKey(form: GuardForm, keys: ExpressionKeys): string | undefined {
  if (form.kind === "ordered") return `ordered ${keys.key(form.subject)}`;
  if (form.kind === "member") return `enum ${keys.key(form.subject)}`;
  if (form.kind === "atom") return `atom ${keys.key(form.atom)}`;
  if (form.kind !== "pair") return undefined;
  const [left, right] = [keys.key(form.left), keys.key(form.right)];
  return `pair ${Math.min(left, right)} ${Math.max(left, right)}`;
}

/** Whether the pair is kept the other way round, so that `a < b` and `b > a` are one test. */
function swapped(
  form: { readonly left: TypedExpression; readonly right: TypedExpression },
  keys: ExpressionKeys,
): boolean {
  return keys.key(form.left) > keys.key(form.right);
}

function variableOf({ kind, left, right, constants }: Subject): TheoryVariable {
  const name = showExpression(left);
  switch (kind) {
    case "boolean":
      return { kind, variable: freeBoolean(name, / /.test(name) ? `not (${name})` : `not ${name}`), atom: left };
    case "enum":
      return { kind, variable: enumeration(name, left.type.members ?? []), subject: left };
    case "ordered":
      return { kind, variable: ordered(name, [...constants], domainOf(left)), subject: left };
    case "pair": {
      const other = right ?? left;
      const cells = ["<", "==", ">"].map((sign) => ({
        name: `${name} ${sign} ${showExpression(other)}`,
        possible: true,
      }));
      const comparable = left.type.element !== "float" && other.type.element !== "float";
      const incomparable = { name: `${name} and ${showExpression(other)} do not compare`, possible: false };
      return {
        kind,
        variable: {
          name,
          cells: comparable ? cells : [...cells, incomparable],
          describe: (accepted) => `${name} ${pairSign(accepted)} ${showExpression(other)}`,
        },
        left,
        right: other,
      };
    }
    default:
      return unreachable(kind);
  }
}

function domainOf(subject: TypedExpression): Parameters<typeof ordered>[2] {
  const [low, high] = subject.type.range ?? [-Infinity, Infinity];
  return { whole: subject.type.element !== "float", low, high, closed: subject.kind === "machine" };
}

type Literal = (accepts: (cell: number, variable: TheoryVariable) => boolean) => Formula;

function literalAt(index: number, variables: readonly TheoryVariable[]): Literal {
  const variable = variables[index];
  return (accepts) =>
    variable === undefined
      ? formulas.never
      : formulas.literal(
          index,
          variable.variable.cells.map((_, cell) => accepts(cell, variable)),
        );
}

function formulaOf(
  form: GuardForm | undefined,
  made: (operand: TypedExpression) => Formula,
  literal: (key: string) => Literal,
  keys: ExpressionKeys,
): Formula {
  if (form === undefined) return formulas.never;
  const test = literal(subjectKey(form, keys) ?? "");
  switch (form.kind) {
    case "constant":
      return form.value ? formulas.always : formulas.never;
    case "same":
      return made(form.operand);
    case "not":
      return formulas.not(made(form.operand));
    case "and":
      return formulas.and(...form.operands.map(made));
    case "or":
      return formulas.or(...form.operands.map(made));
    case "xor":
      return formulas.xor(...form.operands.map(made));
    case "iff":
      return formulas.not(formulas.xor(...form.operands.map(made)));
    case "select": {
      const condition = made(form.condition);
      return formulas.or(
        formulas.and(condition, made(form.then)),
        formulas.and(formulas.not(condition), made(form.else)),
      );
    }
    case "ordered":
      return test(
        (cell, variable) =>
          variable.kind === "ordered" &&
          compares(variable.variable.pieces[cell] ?? { kind: "nan" }, form.operator, form.constant),
      );
    case "member":
      return test((cell) => (cell === form.member) === form.equal);
    case "pair": {
      const [less, greater] = swapped(form, keys) ? [2, 0] : [0, 2];
      const accepted = pairCells[form.operator].map((cell) => (cell === 0 ? less : cell === 2 ? greater : 1));
      return test((cell) => accepted.includes(cell));
    }
    case "atom":
      return test((cell) => cell === 1);
    default:
      return unreachable(form);
  }
}

/** Cells of a pair that a comparison accepts: 0 less, 1 equal, 2 greater; never 3, not comparable. */
const pairCells: Readonly<Record<Comparison, readonly number[]>> = {
  "<": [0],
  "<=": [0, 1],
  "==": [1],
  "!=": [0, 2],
  ">=": [1, 2],
  ">": [2],
};

/** The comparison that accepts these cells; never all of them, nor none. */
function pairSign(accepted: readonly boolean[]): Comparison {
  const cells = [0, 1, 2].filter((cell) => accepted[cell] === true).join();
  return (Object.keys(pairCells) as Comparison[]).find((sign) => pairCells[sign].join() === cells) ?? "==";
}

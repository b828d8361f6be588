import * as formulas from "../../automata/temporal/formula.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import { unreachable } from "../../unreachable.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { guardForm, operandsOf, type GuardForm } from "../machines/guard-form.js";
import type { TypedExpression } from "../typed.js";

/**
 * The propositions of one objective: Boolean step expressions are split at their connectives, and leaves that are always equal are one atom. A comparison is
 * a leaf: `x > 2` and `x > 5` are two atoms, which the theory keeps from contradicting each other at run time.
 */
export class Atoms {
  readonly #keys = new ExpressionKeys();
  readonly #indices = new Map<string, number>();
  readonly #atoms: TypedExpression[] = [];

  get expressions(): readonly TypedExpression[] {
    return this.#atoms;
  }

  /** The condition as a formula over atoms, without temporal operators. Needs no stack. */
  formula(condition: TypedExpression): TemporalFormula {
    const made = new Map<TypedExpression, TemporalFormula>();
    const forms = new Map<TypedExpression, GuardForm>();
    const stack = [condition];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (made.has(top)) {
        stack.pop();
        continue;
      }
      const form = forms.get(top) ?? guardForm(top);
      forms.set(top, form);
      const missing = operandsOf(form).filter((operand) => !made.has(operand));
      if (missing.length > 0) {
        stack.push(...[...missing].reverse());
        continue;
      }
      stack.pop();
      made.set(
        top,
        this.#combined(top, form, (operand) => made.get(operand) ?? formulas.never),
      );
    }
    return made.get(condition) ?? formulas.never;
  }

  #combined(
    value: TypedExpression,
    form: GuardForm,
    made: (operand: TypedExpression) => TemporalFormula,
  ): TemporalFormula {
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
        return formulas.xor(made(form.operands[0]), made(form.operands[1]));
      case "iff":
        return formulas.iff(made(form.operands[0]), made(form.operands[1]));
      case "select":
        return choice(made(form.condition), made(form.then), made(form.else));
      case "ordered":
        return this.#atom(`${this.#keys.key(form.subject)} ${form.operator} ${form.constant}`, value);
      case "member": {
        const member = this.#atom(`${this.#keys.key(form.subject)} is ${form.member}`, equality(value, form.equal));
        return form.equal ? member : formulas.not(member);
      }
      case "pair":
      case "atom":
        return this.#atom(String(this.#keys.key(value)), value);
      default:
        return unreachable(form);
    }
  }

  #atom(key: string, value: TypedExpression): TemporalFormula {
    const known = this.#indices.get(key);
    if (known !== undefined) return formulas.atom(known);
    const index = this.#atoms.length;
    this.#indices.set(key, index);
    this.#atoms.push(value);
    return formulas.atom(index);
  }
}

/** `if condition then a else b`. */
export function choice(condition: TemporalFormula, then: TemporalFormula, otherwise: TemporalFormula): TemporalFormula {
  return formulas.or(formulas.and(condition, then), formulas.and(formulas.not(condition), otherwise));
}

/** `x == A` for what is written `x != A`; enums have no value that compares with nothing. */
function equality(value: TypedExpression, equal: boolean): TypedExpression {
  return !equal && value.kind === "binary" ? { ...value, fn: "equal" } : value;
}

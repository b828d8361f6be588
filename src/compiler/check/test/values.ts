import { report } from "../../diagnostics/report.js";
import { sizesOf } from "../../builtins/typing/types.js";
import { clockCounts } from "../../ir/clock.js";
import type { ClockCount } from "../../ir/node.js";
import { sizeOf } from "../../ir/broadcast.js";
import { usualValue } from "../../ir/usual-value.js";
import type { RecordedClock, RecordedValues } from "../../recording/line.js";
import { disagreement, inFirstPlaces, joinLengths, lengthValues, type Lengths } from "../../recording/varying.js";
import type { Expression, TestValue } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import { declaredValue } from "../declared-value.js";
import type { Elaboration } from "../elaboration.js";
import { suggestion } from "../expression/name.js";
import { booleanConstant } from "../make.js";
import type { CheckedSignal } from "../declaration/signal.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric } from "../type/element.js";
import { isRagged, lengthsOf } from "../type/ragged.js";
import type { Axis, TypedExpression, TypedTestClock, TypedTestValue } from "../typed.js";

/**
 * What a test sets of signals at one place: whole signals, flags of the environment, and the learner's clock under the names of what it counts, unless a signal is
 * called so. Values that are not set keep their default; a clock that is not set stands at 0.
 */
export class TestValues {
  readonly #values: Map<string, readonly number[]>;
  /** For each signal that is set, how long its axes of varying length are. */
  readonly #lengths: Map<string, Lengths>;
  terminated = false;
  truncated = false;

  constructor(
    private readonly context: Elaboration,
    private readonly scope: Scope,
    values: ReadonlyMap<string, readonly number[]> = new Map(),
    public clock: TypedTestClock = { steps: 0, updates: 0, episodes: 0 },
    lengths: ReadonlyMap<string, Lengths> = new Map(),
  ) {
    this.#values = new Map(values);
    this.#lengths = new Map(lengths);
  }

  copy(): TestValues {
    return new TestValues(this.context, this.scope, this.#values, this.clock, this.#lengths);
  }

  get values(): readonly TypedTestValue[] {
    return [...this.#values].map(([name, value]) => ({ name, value }));
  }

  /** Sets what a line of a recording says. */
  record(values: RecordedValues, clock: RecordedClock): void {
    for (const [name, value] of Object.entries(values)) this.#values.set(name, value);
    this.clock = { ...this.clock, ...clock };
  }

  /** Sets what a block writes; actions have no value at a reset. */
  *set(values: readonly TestValue[], place: "step" | "reset" | "given" = "given"): Checking<void> {
    for (const value of values) yield* this.#setOne(value, place);
    const joined = joinLengths(this.#lengths);
    if (!("signal" in joined)) {
      for (const [name, value] of Object.entries(lengthValues(joined))) this.#values.set(name, value);
      return;
    }
    const { name, found, expected } = disagreement(joined);
    const wrong =
      values.find((value) => value.name.name === name) ?? values.find((value) => this.#lengths.has(value.name.name));
    if (wrong !== undefined) this.#refuse(wrong, `found ${found}, expected ${expected}`);
  }

  *#setOne(value: TestValue, place: "step" | "reset" | "given"): Checking<void> {
    const { name, span } = value.name;
    if (name === "terminated" || name === "truncated") {
      if (place !== "step") this.#refuse(value, "it belongs to a step");
      else if (typeof value.value !== "string" || value.index.length > 0)
        this.#refuse(value, `write \`${name}\` or \`not ${name}\``);
      else this[name] = value.value === "true";
      return;
    }
    const signal = this.context.checkedSignal(name);
    if (signal === undefined) {
      const counts = clockCounts.find((count) => count === name);
      if (counts !== undefined && this.context.unit.names.get(name)?.kind !== "signal") {
        yield* this.#setClock(counts, value);
        return;
      }
      if (!this.#isFaulty(name)) {
        const known = this.context.signals.map(({ declaration }) => declaration.name);
        this.context.report(
          this.scope,
          report("test-value", span, { name, reason: "it is no signal" }, suggestion(name, known, span)),
        );
      }
      return;
    }
    if (place === "reset" && signal.declaration.role === "action") {
      this.#refuse(value, "an action has no value at a reset");
      return;
    }
    const constant = yield* this.#constant(value, signal);
    if (constant !== undefined) this.#values.set(name, constant);
  }

  /** `steps = 5e5`: what the learner has done. */
  *#setClock(counts: ClockCount, value: TestValue): Checking<void> {
    if (typeof value.value === "string" || value.index.length > 0) {
      this.#refuse(value, `it is a number: write \`${counts} = …\``);
      return;
    }
    const typed = yield* defer(this.context.check(value.value, this.scope));
    if (typed.kind === "error") return;
    const time = typed.type.shape.length === 0 && isNumeric(typed.type) ? evaluate(typed)?.[0] : undefined;
    if (time !== undefined && time >= 0 && time < Infinity) this.clock = { ...this.clock, [counts]: time };
    else this.#refuse(value, "the learner's clock is a constant number from 0");
  }

  /** Whether the signal is declared and has been reported. */
  #isFaulty(name: string): boolean {
    return this.context.unit.names.get(name)?.kind === "signal";
  }

  *#constant(value: TestValue, signal: CheckedSignal): Checking<readonly number[] | undefined> {
    const { declared, declaration } = signal;
    const expected = declared.type.element === "enum" ? declared.type : undefined;
    if (isEmptyList(value) && declared.type.shape[0]?.ragged !== undefined) return this.#none(signal);
    const typed: TypedExpression =
      typeof value.value === "string"
        ? booleanConstant(value.value === "true", value.span)
        : yield* defer(this.context.check(value.value, this.scope, expected));
    if (typeof value.value === "string" && declared.type.element !== "bool") {
      this.#refuse(value, `it is no \`bool\`: write \`${declaration.name} = …\``);
      return undefined;
    }
    if (isRagged(declared.type)) return this.#list(value, typed, signal);
    if (value.index.length === 0) return declaredValue(typed, declared, declaration.name, this.scope, this.context);
    const places = yield* this.#places(value.index, signal);
    if (places === undefined) return undefined;
    const shape = declared.raw.shape.slice(value.index.length);
    const part = declaredValue(
      typed,
      { ...declared, raw: { ...declared.raw, shape }, type: { ...declared.type, shape } },
      declaration.name,
      this.scope,
      this.context,
    );
    if (part === undefined) return undefined;
    const usual = usualValue({ shape: sizesOf(declared.raw), default: declaration.default });
    const whole = [...(this.#values.get(declaration.name) ?? usual)];
    part.forEach((number, offset) => {
      whole[places + offset] = number;
    });
    return whole;
  }

  /** The items of an array of varying length, the places after them filled with 0. */
  #list(
    value: TestValue,
    typed: TypedExpression,
    { declared, declaration }: CheckedSignal,
  ): readonly number[] | undefined {
    if (typed.kind === "error") return undefined;
    if (value.index.length > 0 || typed.type.shape.length === 0) {
      this.#refuse(value, "it varies in length: write the list of its items");
      return undefined;
    }
    const long = declared.raw.shape.find(
      ({ ragged, size }, axis) => ragged !== undefined && (typed.type.shape[axis]?.size ?? 0) > size,
    );
    if (long !== undefined) {
      this.#refuse(value, `it has more than the ${long.size} items that \`${long.name ?? ""}\` has at most`);
      return undefined;
    }
    const shape = declared.raw.shape.map((axis, place): Axis => {
      const size = typed.type.shape[place]?.size ?? 0;
      return axis.ragged === undefined ? axis : { size };
    });
    const given = declaredValue(
      typed,
      { ...declared, raw: { ...declared.raw, shape }, type: { ...declared.type, shape } },
      declaration.name,
      this.scope,
      this.context,
    );
    if (given === undefined) return undefined;
    const sizes = shape.map(({ size }) => size);
    this.#lengths.set(
      declaration.name,
      new Map(lengthsOf(declared.raw).map(({ axis, signal }) => [signal, sizes[axis] ?? 0])),
    );
    return inFirstPlaces(given, sizes, sizesOf(declared.raw));
  }

  /** `xs = []`. Other axes of varying length are then as long as another signal says. */
  #none({ declared, declaration }: CheckedSignal): readonly number[] {
    const first = lengthsOf(declared.raw).filter(({ axis }) => axis === 0);
    this.#lengths.set(declaration.name, new Map(first.map(({ signal }) => [signal, 0])));
    return usualValue({ shape: sizesOf(declared.raw) });
  }

  /** Offset of the element, or of the block, that `name[i, j]` names. */
  *#places(index: readonly Expression[], { declared, declaration }: CheckedSignal): Checking<number | undefined> {
    const sizes = sizesOf(declared.raw);
    let offset = 0;
    for (const [axis, expression] of index.entries()) {
      const size = sizes[axis];
      if (size === undefined) {
        this.context.report(
          this.scope,
          report("not-indexable", expression.span, { found: `\`${declaration.name}\``, index: axis + 1 }),
        );
        return undefined;
      }
      const member =
        expression.kind === "name" ? (declared.raw.shape[axis]?.members?.indexOf(expression.name) ?? -1) : -1;
      const typed = member >= 0 ? undefined : yield* defer(this.context.check(expression, this.scope));
      if (typed?.kind === "error") return undefined;
      const place =
        typed === undefined
          ? member
          : typed.type.element === "int" && typed.type.shape.length === 0
            ? evaluate(typed)?.[0]
            : undefined;
      if (place === undefined) {
        this.context.report(
          this.scope,
          report("not-constant", expression.span, { what: "an index in a test", rate: typed?.rate ?? "step" }),
        );
        return undefined;
      }
      if (place < 0 || place >= size) {
        this.context.report(this.scope, report("index-out-of-range", expression.span, { index: place, size }));
        return undefined;
      }
      offset += place * sizeOf(sizes.slice(axis + 1));
    }
    return offset;
  }

  #refuse(value: TestValue, reason: string): void {
    this.context.report(this.scope, report("test-value", value.name.span, { name: value.name.name, reason }));
  }
}

function isEmptyList({ value, index }: TestValue): boolean {
  return typeof value !== "string" && value.kind === "vector" && value.items.length === 0 && index.length === 0;
}

import { report } from "../../diagnostics/report.js";
import { lookUp } from "../../resolve/index.js";
import type { TypeDimension, TypeExpression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context, DeclaredType } from "../context.js";
import { shown } from "../expect.js";
import { findLocal, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { Axis, TypedSignalDeclaration, ValueType } from "../typed.js";
import { suggestion } from "../expression/name.js";
import { constantSize } from "./size.js";
import { unitOf } from "./units.js";

type Base = Pick<ValueType, "element" | "members" | "quaternion" | "shape">;

/** The signal that has a type, and what it comes for. */
export type SignalOwner = Pick<TypedSignalDeclaration, "name" | "per">;

/**
 * A type as written; `undefined` after a mistake or where the type is not in this version, which is reported. `owner`: the signal that has the type, for an axis of
 * varying length of its own.
 */
export function* declaredType(
  expression: TypeExpression,
  owner: SignalOwner | undefined,
  scope: Scope,
  context: Context,
): Checking<DeclaredType | undefined> {
  const base = baseOf(expression, scope, context);
  const shape: Axis[] = [];
  for (const dimension of expression.dimensions) {
    const axis = yield* axisOf(dimension, owner, scope, context);
    if (axis === undefined) return undefined;
    if (axis.ragged?.own === true && shape.some(({ ragged }) => ragged?.own === true)) {
      context.notYet(scope, "a second axis of varying length without a name", dimension.span);
      return undefined;
    }
    shape.push(axis);
  }
  if (base === undefined) return undefined;
  const numeric = base.element === "int" || base.element === "float";
  if (!numeric && (expression.range !== undefined || expression.unit !== undefined)) {
    const span = expression.range?.span ?? expression.unit?.span ?? expression.span;
    context.report(
      scope,
      report("type-mismatch", span, {
        what: "what has a range or a unit",
        expected: "`int` or `float`",
        found: `\`${base.element}\``,
      }),
    );
    return undefined;
  }
  const unit = expression.unit && unitOf(expression.unit);
  if (expression.unit !== undefined && unit === undefined) {
    context.report(
      scope,
      report("counting-unit", expression.unit.span, { unit: expression.unit.factors.map(([name]) => name).join("·") }),
    );
    return undefined;
  }
  const scale = unit?.scale ?? 1;
  const range = expression.range === undefined ? undefined : yield* rangeOf(expression.range, scale, scope, context);
  if (expression.range !== undefined && range === undefined) return undefined;
  const type: ValueType = {
    ...base,
    shape: [...shape, ...base.shape],
    ...(unit === undefined ? {} : { unit: unit.dimension }),
  };
  if (range === undefined) return { type, raw: type, scale };
  return { type: { ...type, range: [range[0] * scale, range[1] * scale] }, raw: { ...type, range }, scale };
}

function baseOf({ base }: TypeExpression, scope: Scope, context: Context): Base | undefined {
  switch (base.kind) {
    case "enum": {
      const names = base.members.map(({ name }) => name);
      const twice = base.members.find(({ name }, place) => names.indexOf(name) !== place);
      if (twice !== undefined) {
        context.report(scope, report("duplicate-name", twice.span, { name: twice.name }));
        return undefined;
      }
      return { element: "enum", members: names, shape: [] };
    }
    case "reference":
      context.report(
        scope,
        report(
          "unknown-type",
          base.name.span,
          { name: base.name.name },
          suggestion(base.name.name, ["bool", "int", "float", "vec2", "vec3", "vec4"], base.name.span),
        ),
      );
      return undefined;
    case "named":
      switch (base.name) {
        case "bool":
        case "int":
        case "float":
          return { element: base.name, shape: [] };
        case "vec2":
          return { element: "float", shape: [{ size: 2 }] };
        case "vec3":
          return { element: "float", shape: [{ size: 3 }] };
        case "vec4":
          return { element: "float", shape: [{ size: 4 }] };
        case "quat wxyz":
          return { element: "float", shape: [{ size: 4 }], quaternion: "wxyz" };
        case "quat xyzw":
          return { element: "float", shape: [{ size: 4 }], quaternion: "xyzw" };
      }
  }
}

/** A size or a declared axis. */
function* axisOf(
  { size, ragged, span }: TypeDimension,
  owner: SignalOwner | undefined,
  scope: Scope,
  context: Context,
): Checking<Axis | undefined> {
  if (ragged && owner === undefined) {
    context.notYet(scope, "`<= n` in a type that is no signal's", span);
    return undefined;
  }
  if (size.kind === "name" && findLocal(scope, size.name) === undefined) {
    const definition = lookUp(context.unit, size.name, scope.home);
    if (definition?.kind === "axis" && !ragged) return yield* context.axis(definition);
  }
  const value = yield* constantSize(size, scope, context);
  if (value === undefined) return undefined;
  return ragged && owner !== undefined ? context.ownAxis(owner, value, span) : { size: value };
}

/** The constant ends of a range, in units of `scale`: a literal with a unit is converted, a bare number is in the unit already. */
function* rangeOf(
  range: NonNullable<TypeExpression["range"]>,
  scale: number,
  scope: Scope,
  context: Context,
): Checking<readonly [number, number] | undefined> {
  const ends: number[] = [];
  for (const end of [range.low, range.high]) {
    const typed = yield* defer(context.check(end, scope));
    if (typed.kind === "error") return undefined;
    const value = typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
    if (value === undefined) {
      context.report(scope, report("not-constant", end.span, { what: "the end of a range", rate: typed.rate }));
      return undefined;
    }
    if (typed.type.element !== "int" && typed.type.element !== "float") {
      context.report(
        scope,
        report("type-mismatch", end.span, { what: "the end of a range", expected: "a number", found: shown(typed) }),
      );
      return undefined;
    }
    ends.push(typed.type.unit === undefined ? value : value / scale);
  }
  const [low = 0, high = 0] = ends;
  if (low <= high) return [low, high];
  context.report(
    scope,
    report("invalid-range", range.span, { low, high, problem: "is empty" }, { label: "low end above high end" }),
  );
  return undefined;
}

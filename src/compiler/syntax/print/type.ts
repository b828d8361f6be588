import type { TypedParameter, TypeExpression } from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { printUnit } from "./expression-pieces.js";
import { printDeclared, printReference } from "./place.js";
import { printExpression } from "./print-expression.js";

const builtIn: ReadonlySet<string> = new Set(["bool", "int", "float", "vec2", "vec3", "vec4", "enum", "quat"]);

/** `float[foot, 3] in [0, 2] unit m/s` */
export function printType(type: TypeExpression): string {
  const dimensions = type.dimensions.map(({ size, ragged }) => `${ragged ? "<= " : ""}${printExpression(size)}`);
  return [
    printBase(type.base) + (dimensions.length === 0 ? "" : `[${dimensions.join(", ")}]`),
    ...(type.range === undefined ? [] : [`in ${printRange(type.range)}`]),
    ...(type.unit === undefined ? [] : [`unit ${printTypeUnit(type.unit)}`]),
  ].join(" ");
}

function printBase(base: TypeExpression["base"]): string {
  switch (base.kind) {
    case "named":
      return base.name;
    case "enum":
      return `enum { ${base.members.map((member) => printDeclared(member.name)).join(", ")} }`;
    case "reference":
      return builtIn.has(base.name.name) ? `\`${base.name.name}\`` : printReference(base.name.name);
    default:
      return unreachable(base);
  }
}

/** Unlike a number's, a type's unit may begin with a division: `1/s`. */
function printTypeUnit(unit: NonNullable<TypeExpression["unit"]>): string {
  const [first] = unit.factors;
  return first === undefined ? "1" : printUnit(unit);
}

/** `[low, high]` */
export function printRange(range: NonNullable<TypeExpression["range"]>): string {
  return `[${printExpression(range.low)}, ${printExpression(range.high)}]`;
}

/** `(a, b: bool)`, or nothing. */
export function printParameters(parameters: readonly TypedParameter[]): string {
  if (parameters.length === 0) return "";
  const groups = parameters.map(({ names, type }) => {
    const list = names.map((name) => printDeclared(name.name)).join(", ");
    return type === undefined ? list : `${list}: ${printType(type)}`;
  });
  return `(${groups.join(", ")})`;
}

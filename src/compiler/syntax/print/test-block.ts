import type { TestDeclaration, TestItem, TestValue } from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { printString } from "./expression-pieces.js";
import { block } from "./lines.js";
import { printPlaces, printReference } from "./place.js";
import { printExpression } from "./print-expression.js";

/** The lines of a test. */
export function testLines(test: TestDeclaration): string[] {
  const settings = [
    ...(test.variant === undefined ? [] : [`variant ${printReference(test.variant.name)}`]),
    ...test.parameters.map(({ name, value }) => `${printReference(name.name)} = ${printExpression(value)}`),
  ];
  const head = `test ${printString(test.name.value)}${settings.length === 0 ? "" : ` with ${settings.join(", ")}`}`;
  return block(head, test.items.flatMap(itemLines));
}

function itemLines(item: TestItem): string[] {
  switch (item.kind) {
    case "given":
    case "reset":
      return [`${item.kind} ${printValues(item.values)}`];
    case "step":
      return [
        `step ${item.repeat === undefined ? "" : `* ${printExpression(item.repeat)} `}${printValues(item.values)}`,
      ];
    case "end":
      return [
        `end${item.explicit ? ` ${item.how}` : ""}${item.values.length === 0 ? "" : ` ${printValues(item.values)}`}`,
      ];
    case "expect":
      return [
        `expect ${item.expectations
          .map(
            ({ condition, tolerance }) =>
              printExpectation(condition) + (tolerance === undefined ? "" : ` ± ${printExpectation(tolerance)}`),
          )
          .join(", ")}`,
      ];
    case "trace":
      return [`trace ${printString(item.path.value)}`];
    case "episode":
    case "group":
    case "batch":
      return block(item.kind, item.items.flatMap(itemLines));
    default:
      return unreachable(item);
  }
}

function printExpectation(expression: Parameters<typeof printExpression>[0]): string {
  return printExpression(expression, printPlaces.test);
}

function printValues(values: readonly TestValue[]): string {
  return values.length === 0 ? "{ }" : `{ ${values.map(printValue).join(", ")} }`;
}

function printValue({ name, index, value }: TestValue): string {
  const target =
    printReference(name.name) + (index.length === 0 ? "" : `[${index.map((one) => printExpression(one)).join(", ")}]`);
  if (value === "true") return target;
  return value === "false" ? `not ${target}` : `${target} = ${printExpression(value)}`;
}

import type { Diagnostic, Label } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import { behindColon, describeInputs } from "../../runtime/kernel/errors.js";
import type { Values } from "../../runtime/reference/index.js";
import { declaredParams, inputsBelow } from "./inputs-below.js";

/** The finding that an assertion of the program did not hold: where, and on what it read. */
export function brokenAssert(
  program: Program,
  index: number,
  where: string,
  given: Values,
  related: Label,
): readonly Diagnostic[] {
  const broken = program.asserts[index];
  if (broken === undefined) return [];
  const defaults = Object.fromEntries(
    program.signals.flatMap(({ name, default: value }) => (value ? [[name, value]] : [])),
  );
  const inputs = inputsBelow(program, [broken.condition], { ...declaredParams(program), ...defaults, ...given });
  const notes = [`${where}${behindColon(describeInputs(inputs))}`];
  return [
    report("assert-failed", broken.span, { text: broken.text }, { label: "does not hold", related: [related], notes }),
  ];
}

import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Unit } from "../../resolve/index.js";
import { misplaced } from "./misplaced.js";
import { shadowed } from "./shadowed.js";
import { unused } from "./unused.js";

/** Findings that need names only. `unit` is the base spec. */
export function lintNames(unit: Unit): readonly Diagnostic[] {
  return [...misplaced(unit.modules), ...unused(unit), ...shadowed(unit)];
}

import type { Identifiers } from "../../names/identifiers.js";
import type { Leaves } from "./leaves.js";
import type { Tables } from "./tables.js";

/** What all functions of a module share. */
export interface ModuleContext {
  readonly tables: Tables;
  readonly leaves: Leaves;
  readonly moduleNames: Identifiers;
}

import { and, last, windowed, type TemporalFormula } from "../formula.js";
import { unreachable } from "../../../unreachable.js";
import { buildFormula } from "./build.js";
import type { Dialect, ForeignDialectName } from "./dialect.js";
import { ltlf2dfa } from "./ltlf2dfa.js";
import { lydia } from "./lydia.js";
import { owl } from "./owl.js";
import { parseFormula } from "./parse.js";
import { spot } from "./spot.js";
import { tlsf } from "./tlsf.js";
import type { FormulaProblem, FormulaTree } from "./tree.js";

/** A formula with the names of its atoms, by index. */
export interface NamedFormula {
  readonly formula: TemporalFormula;
  readonly atoms: readonly string[];
}

export type ReadFormula = NamedFormula | { readonly problem: FormulaProblem };

/**
 * Reads a formula as the tool does. `known`: atoms that have numbers already, as where two formulas are compared; others follow in the order in which they appear.
 * Stops at the first mistake.
 */
export function readFormula(text: string, dialect: ForeignDialectName, known: readonly string[] = []): ReadFormula {
  const parsed = parseFormula(text, tableOf(dialect));
  if ("problem" in parsed) return parsed;
  const indices = new Map(known.map((name, index) => [name, index]));
  const index = (name: string): number => {
    const found = indices.get(name) ?? indices.size;
    indices.set(name, found);
    return found;
  };
  const built = buildFormula(parsed.tree, index);
  if ("problem" in built) return built;
  const atoms = [...indices.keys()];
  const { formula } = built.value;
  if (dialect !== "ltlf2dfa") return { formula, atoms };
  const { past, future } = tenses(parsed.tree);
  if (past !== undefined && future !== undefined)
    return {
      problem: {
        kind: "unsupported",
        place: past.place,
        construct: "past beside future: it has one language for each",
      },
    };
  // PLTLf judges a formula at the last letter.
  return { formula: past === undefined ? formula : windowed("eventually", and(last, formula)), atoms };
}

function tableOf(dialect: ForeignDialectName): Dialect {
  switch (dialect) {
    case "spot":
      return spot;
    case "ltlf2dfa":
      return ltlf2dfa;
    case "lydia":
      return lydia;
    case "owl":
      return owl;
    case "tlsf":
      return tlsf;
    default:
      return unreachable(dialect);
  }
}

/** A part that looks back, and one that looks ahead. */
function tenses(root: FormulaTree): { readonly past?: FormulaTree; readonly future?: FormulaTree } {
  let past: FormulaTree | undefined;
  let future: FormulaTree | undefined;
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "atom") continue;
    if (["previously", "once", "historically", "since", "start"].includes(node.meaning)) past = node;
    if (["next", "weak-next", "eventually", "always", "until", "release", "last"].includes(node.meaning)) future = node;
    if (node.kind === "operation") stack.push(...node.operands);
  }
  return { ...(past === undefined ? {} : { past }), ...(future === undefined ? {} : { future }) };
}

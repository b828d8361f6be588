import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { atomsOf } from "../atoms-of.js";
import type { NamedFormula } from "../family.js";
import { beem } from "./beem.js";
import { declare } from "./declare.js";
import { dwyer } from "./dwyer.js";
import { etessamiHolzmann } from "./etessami-holzmann.js";
import { liberouter } from "./liberouter.js";
import { parametrised } from "./parametrised.js";
import { robotics } from "./robotics.js";
import { somenziBloem } from "./somenzi-bloem.js";
import { tasks } from "./tasks.js";

const sources: Readonly<Record<string, readonly TemporalFormula[]>> = {
  dwyer,
  "etessami-holzmann": etessamiHolzmann,
  "somenzi-bloem": somenziBloem,
  beem,
  liberouter,
  parametrised,
  declare,
  robotics,
  tasks,
};

/** Formulas such as people write them, from the literature: more than 200, most of them small. Numbered from 1 within each source. */
export const literature: readonly NamedFormula[] = Object.entries(sources).flatMap(([source, formulas]) =>
  formulas.map((formula, index) => ({ name: `${source} ${index + 1}`, atoms: atomsOf(formula), formula })),
);

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readFormula } from "../../src/compiler/automata/temporal/dialects/read.js";
import type { NamedFormula } from "./family.js";

/** The specifications in the `.tlsf` files of a folder and those below it, in the order of their paths. Throws if one is not a basic TLSF file. */
export function tlsfSet(folder: string): readonly NamedFormula[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tlsf"))
    .sort()
    .map((path) => readTlsf(join(folder, path)));
}

/** Assumptions imply guarantees; atoms are numbered as they are declared, inputs first. */
function readTlsf(file: string): NamedFormula {
  const text = readFileSync(file, "utf8");
  const section = (name: string): readonly string[] =>
    (new RegExp(`\\b${name}\\s*\\{([^}]*)\\}`).exec(text)?.[1] ?? "")
      .split(";")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  const conjunction = (lines: readonly string[]): string =>
    lines.length === 0 ? "true" : lines.map((line) => `(${line})`).join(" && ");
  const names = [...section("INPUTS"), ...section("OUTPUTS")];
  const [assumptions, guarantees] = [section("ASSUMPTIONS"), section("GUARANTEES")];
  if (guarantees.length === 0) throw new Error(`${file} has no guarantees`);
  const read = readFormula(`(${conjunction(assumptions)}) -> (${conjunction(guarantees)})`, "tlsf", names);
  if ("problem" in read) throw new Error(`${file}: ${JSON.stringify(read.problem)}`);
  return { name: basename(file, ".tlsf"), atoms: read.atoms.length, formula: read.formula };
}

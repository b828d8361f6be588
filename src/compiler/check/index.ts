import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import { resolve, unitOf } from "../resolve/index.js";
import type { Modules } from "../resolve/module.js";
import type { CompilerHost } from "../source/host.js";
import { SourceFile } from "../source/source-file.js";
import { findCycles } from "./dataflow/cycles.js";
import { findLateValues } from "./dataflow/late-values.js";
import { findMaskedValues } from "./dataflow/masked-values.js";
import { findUnfitRates } from "./dataflow/rates.js";
import { findMissingResetValues } from "./dataflow/reset-values.js";
import { firstError } from "./complete.js";
import { keyOf, type Fact } from "./findings.js";
import { limited } from "./limited.js";
import { lintNames } from "./lint/index.js";
import { checkMachines } from "./machines/index.js";
import { checkObjectives } from "./objectives/index.js";
import { checkRobustness } from "./objectives/robustness.js";
import { elaborate } from "./spec.js";
import type { TypedSpec } from "./typed.js";

export type { Fact } from "./findings.js";

export interface CheckOptions {
  /** Checks this variant; without it the base spec, and all variants for what is wrong with them. */
  readonly variant?: string;
  /** Reproduces a fault of published reward machines; see `importMachine`. */
  readonly compatibility?: "falling-off-pays";
  /** Says where a machine has no edge for some label. */
  readonly completeness?: boolean;
}

export interface CheckResult {
  /** Absent after any error. */
  readonly spec?: TypedSpec;
  /** What was read of the file, errors and all: to explain, not to lower. Absent where it could not be read. */
  readonly draft?: TypedSpec;
  /** At most fifty for each file, in order of position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Types and rates of the expressions of the spec, for editors. */
  readonly facts: readonly Fact[];
}

/**
 * From a file to a typed spec:
 *
 *     path ── resolve ──▶ modules with their names ── unitOf ──▶ one spec under one variant
 *          ── elaborate ──▶ TypedSpec ── findCycles, findUnfitRates, findLateValues, findMissingResetValues, findMaskedValues, checkMachines, checkRobustness, checkObjectives, lintNames ──▶ diagnostics
 *
 * Never throws for a mistake in a spec. A library by itself has no `dt`: the spec that imports it declares one.
 */
export function checkSpec(path: string, host: CompilerHost, options: CheckOptions = {}): CheckResult {
  const resolved = resolve(path, host);
  const sources = new Map(resolved.sources);
  const found = new Map<string, Diagnostic>();
  const add = (diagnostics: readonly Diagnostic[]): void => {
    for (const diagnostic of diagnostics) if (!found.has(keyOf(diagnostic))) found.set(keyOf(diagnostic), diagnostic);
  };
  const hasErrors = (): boolean => [...found.values()].some(({ severity }) => severity === "error");
  add(resolved.diagnostics);
  const { modules } = resolved;
  const isLibrary = modules?.main.file.kind === "library";
  if (modules === undefined) {
    // The file could not be read: it has an empty text, so that the finding can be shown.
    sources.set(path, new SourceFile(path, ""));
    return { diagnostics: [...found.values()], sources: resolved.sources, facts: [] };
  }
  const imports = {
    host,
    compatibility: options.compatibility,
    source: (file: SourceFile) => void sources.set(file.path, file),
  };
  const checkVariant = (variant: string | undefined): { readonly spec: TypedSpec; readonly facts: readonly Fact[] } => {
    const { unit, diagnostics } = unitOf(modules, variant);
    add(diagnostics);
    const { spec, elaboration } = elaborate(unit, imports);
    add(elaboration.findings.diagnostics.filter(({ name }) => !(isLibrary && name === "missing-dt")));
    const cycles = findCycles(spec);
    add(cycles);
    if (!hasErrors()) add(findUnfitRates(spec));
    if (!hasErrors()) add(findLateValues(spec));
    if (!hasErrors()) add(findMissingResetValues(spec));
    if (!hasErrors()) add(findMaskedValues(spec));
    if (cycles.length === 0)
      add(checkMachines(spec, options.completeness === undefined ? {} : { completeness: options.completeness }));
    if (!hasErrors()) add(checkRobustness(spec));
    if (!hasErrors()) add(checkObjectives(spec, sources));
    const error = hasErrors() || isLibrary ? undefined : firstError(spec);
    if (error !== undefined)
      add([report("internal-error", error.span, { reason: "this could not be checked, and nothing says why" })]);
    return { spec, facts: elaboration.findings.facts };
  };
  add(unknownVariants(modules, options.variant));
  const { spec, facts } = checkVariant(options.variant);
  if (options.variant === undefined) spec.variants.forEach(checkVariant);
  add(lintNames(unitOf(modules, undefined).unit));
  const failed = hasErrors();
  const diagnostics = [...found.values()].filter((diagnostic) => !failed || !mayFollow(diagnostic));
  return {
    ...(failed || isLibrary ? {} : { spec }),
    draft: spec,
    diagnostics: limited(diagnostics, path),
    sources,
    facts,
  };
}

/** Whether a warning may follow from an error: what an ill-typed expression reads is not seen, and a state may seem lost. */
function mayFollow({ severity, code }: Diagnostic): boolean {
  return severity !== "error" && (code.startsWith("RWD7") || code === "RWD2010" || code === "RWD6105");
}

/** The variant that is asked for, and those that tests name. */
function unknownVariants(modules: Modules, variant: string | undefined): readonly Diagnostic[] {
  const { main } = modules;
  const { unit } = unitOf(modules, undefined);
  const known = unit.variants.map(({ name }) => name.name);
  const spec = main.file.name?.name ?? main.path;
  const help = (name: string): { readonly help?: string } => {
    const near = suggest(name, known);
    return near === undefined ? {} : { help: `did you mean \`${near}\`?` };
  };
  const asked =
    variant === undefined || known.includes(variant)
      ? []
      : [report("unknown-variant", main.file.name?.span ?? main.file.span, { spec, name: variant }, help(variant))];
  const named = main.file.declarations.flatMap((declaration) => {
    const name = declaration.kind === "test" ? declaration.variant : undefined;
    return name === undefined || known.includes(name.name)
      ? []
      : [report("unknown-variant", name.span, { spec, name: name.name }, help(name.name))];
  });
  return [...asked, ...named];
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Declaration, VariantDeclaration } from "../syntax/ast/index.js";
import { definitionsOf, describeDefinition, type Definition } from "./definition.js";
import { duplicate } from "./link.js";
import type { Module, Modules } from "./module.js";
import { predeclaredNames } from "./predeclared.js";
import { setTarget } from "./set-target.js";
import type { Overridable, Override, Unit } from "./unit.js";

const settings: ReadonlySet<Declaration["kind"]> = new Set(["total", "advantage", "discount", "dt", "nan"]);

/** Puts a spec together under `variant`. */
export function unitOf(
  modules: Modules,
  variant: string | undefined,
): { readonly unit: Unit; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const chain = chainOf(modules.main, diagnostics);
  const names = new Map<string, Definition>();
  const declarations: { readonly declaration: Declaration; readonly home: Module; readonly layer: number }[] = [];
  chain.forEach((home, layer) => {
    for (const [name, definition] of home.declared) names.set(name, definition);
    for (const declaration of home.file.declarations) {
      if (declaration.kind === "import" || (declaration.kind === "test" && home !== modules.main)) continue;
      declarations.push({ declaration, home, layer });
    }
  });
  const variants = variantsOf(
    declarations.map(({ declaration }) => declaration),
    diagnostics,
  );
  const chosen = variants.find(({ name }) => name.name === variant);
  const home = modules.main;
  for (const item of chosen?.items ?? []) {
    if (item.kind === "set") continue;
    for (const definition of definitionsOf(item, home)) {
      const first = names.get(definition.name);
      if (predeclaredNames.has(definition.name))
        diagnostics.push(report("read-only-name", definition.span, { name: definition.name }));
      else if (first === undefined) names.set(definition.name, definition);
      else diagnostics.push(duplicate(definition, first));
    }
    declarations.push({ declaration: item, home, layer: chain.length });
  }
  const definitions = byDeclaration(names.values());
  const last = new Map(declarations.map(({ declaration, layer }) => [declaration.kind, layer]));
  const entries = declarations
    .filter(({ declaration, layer }) => !settings.has(declaration.kind) || layer === last.get(declaration.kind))
    .map(({ declaration, home }) => ({ declaration, home, definitions: definitions.get(declaration) ?? [] }));
  const overrides = new Map<Overridable, Override>();
  const unit: Unit = { modules, variant: chosen, variants, entries, overrides, names, chain };
  for (const item of chosen?.items ?? []) {
    if (item.kind !== "set") continue;
    const target = setTarget(unit, item);
    if ("diagnostic" in target) diagnostics.push(target.diagnostic);
    else
      overrides.set(target.declaration, {
        ...overrides.get(target.declaration),
        [target.part]: { expression: item.value, home },
      });
  }
  return { unit, diagnostics };
}

/** The file and the specs that it extends, the base first. Imports have no cycles, so neither has this. */
function chainOf(main: Module, diagnostics: Diagnostic[]): readonly Module[] {
  const chain = [main];
  for (let derived = main; derived.file.extends !== undefined;) {
    const { name, span } = derived.file.extends;
    const definition = derived.imports.get(name)?.definition ?? derived.declared.get(name);
    if (definition === undefined) {
      if (!derived.missing.has(name))
        diagnostics.push(report("unknown-name", span, { name }, { help: `import \`${name}\` from its file` }));
      break;
    }
    if (definition.kind !== "spec" || definition.declaration.kind !== "spec") {
      diagnostics.push(report("wrong-base", span, { name, what: describeDefinition(definition) }));
      break;
    }
    derived = definition.home;
    chain.unshift(derived);
  }
  return chain;
}

function variantsOf(declarations: readonly Declaration[], diagnostics: Diagnostic[]): readonly VariantDeclaration[] {
  const variants = new Map<string, VariantDeclaration>();
  for (const declaration of declarations) {
    if (declaration.kind !== "variant") continue;
    const before = variants.get(declaration.name.name);
    if (before !== undefined && before.span.file === declaration.span.file)
      diagnostics.push(duplicate(declaration.name, before.name));
    else variants.set(declaration.name.name, declaration);
  }
  return [...variants.values()];
}

function byDeclaration(definitions: Iterable<Definition>): ReadonlyMap<unknown, readonly Definition[]> {
  const groups = new Map<unknown, Definition[]>();
  for (const definition of definitions) {
    const group = groups.get(definition.declaration);
    if (group === undefined) groups.set(definition.declaration, [definition]);
    else group.push(definition);
  }
  return groups;
}

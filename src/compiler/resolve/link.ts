import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import type { ImportDeclaration, Identifier } from "../syntax/ast/index.js";
import { definitionsOf, type Definition } from "./definition.js";
import type { Loaded, LoadedFile } from "./load.js";
import type { Import, Module } from "./module.js";
import { predeclaredNames } from "./predeclared.js";

interface LinkedModule extends Module {
  readonly declared: Map<string, Definition>;
  readonly imports: Map<string, Import>;
  readonly missing: Set<string>;
}

/** Gives each file the names that it declares and imports. Files come in the order of `Loaded.files`: what is imported is linked before. */
export function link(loaded: Loaded): {
  readonly modules: ReadonlyMap<string, Module>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const modules = new Map<string, Module>();
  const diagnostics: Diagnostic[] = [];
  for (const [path, file] of loaded.files) {
    const { source, incomplete, standard } = file;
    const module: LinkedModule = {
      path,
      source,
      file: file.file,
      declared: new Map(),
      imports: new Map(),
      missing: new Set(),
      incomplete,
      standard,
    };
    declare(module, diagnostics);
    for (const declaration of file.file.declarations) {
      if (declaration.kind === "import") importNames(module, declaration, file, modules, diagnostics);
    }
    modules.set(path, module);
  }
  return { modules, diagnostics };
}

function declare(module: LinkedModule, diagnostics: Diagnostic[]): void {
  for (const definition of module.file.declarations.flatMap((declaration) => definitionsOf(declaration, module))) {
    if (predeclaredNames.has(definition.name)) {
      module.missing.add(definition.name);
      diagnostics.push(report("read-only-name", definition.span, { name: definition.name }));
      continue;
    }
    const first = module.declared.get(definition.name);
    if (first === undefined) module.declared.set(definition.name, definition);
    else diagnostics.push(duplicate(definition, first));
  }
}

/** The second declaration of a name is ignored. */
export function duplicate(
  second: { readonly name: string; readonly span: Identifier["span"] },
  first: { readonly span: Identifier["span"] },
): Diagnostic {
  return report(
    "duplicate-name",
    second.span,
    { name: second.name },
    { label: "declared again", related: [{ span: first.span, label: "first declared here" }] },
  );
}

function importNames(
  module: LinkedModule,
  declaration: ImportDeclaration,
  file: LoadedFile,
  modules: ReadonlyMap<string, Module>,
  diagnostics: Diagnostic[],
): void {
  const target = modules.get(file.targets.get(declaration) ?? "");
  if (target === undefined) {
    for (const { name, alias } of declaration.names) module.missing.add((alias ?? name).name);
    return;
  }
  const exported = exportsOf(target);
  for (const { name, alias } of declaration.names) {
    const definition = exported.get(name.name);
    if (definition === undefined) {
      module.missing.add((alias ?? name).name);
      if (target.incomplete) continue;
      diagnostics.push(unknownImport(name, declaration, exported.keys()));
      continue;
    }
    const local = alias ?? name;
    const before = module.imports.get(local.name);
    const declared = module.declared.get(local.name);
    if (predeclaredNames.has(local.name)) diagnostics.push(report("read-only-name", local.span, { name: local.name }));
    else if (before?.definition === definition) {
      diagnostics.push(
        report(
          "duplicate-import",
          local.span,
          { name: local.name, file: declaration.from.value },
          { related: [{ span: before.span, label: "first imported here" }] },
        ),
      );
    } else if (before !== undefined) diagnostics.push(duplicate(local, before));
    else if (declared !== undefined) diagnostics.push(duplicate(declared, local));
    else module.imports.set(local.name, { name: local.name, span: local.span, definition });
  }
}

/** What other files may import: all that a file declares, and the spec itself as something to extend. */
function exportsOf(module: Module): ReadonlyMap<string, Definition> {
  const { file } = module;
  if (file.name === undefined || module.declared.has(file.name.name)) return module.declared;
  return new Map([
    ...module.declared,
    [file.name.name, { kind: "spec", ...file.name, home: module, declaration: file }],
  ]);
}

function unknownImport(name: Identifier, declaration: ImportDeclaration, known: Iterable<string>): Diagnostic {
  const near = suggest(name.name, known);
  return report(
    "unknown-import",
    name.span,
    { file: declaration.from.value, name: name.name },
    near === undefined
      ? {}
      : {
          help: `did you mean \`${near}\`?`,
          fixes: [{ title: `import \`${near}\``, edits: [{ span: name.span, text: near }], applicability: "maybe" }],
        },
  );
}

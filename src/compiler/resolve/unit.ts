import type {
  Declaration,
  Expression,
  LetDeclaration,
  ParamDeclaration,
  TermDeclaration,
  VariantDeclaration,
} from "../syntax/ast/index.js";
import type { Definition } from "./definition.js";
import type { Module, Modules } from "./module.js";

/** An expression and the file whose names it sees. */
export interface Placed {
  readonly expression: Expression;
  readonly home: Module;
}

/** What a variant's `set` puts in place of the parts of a declaration. */
export interface Override {
  readonly body?: Placed;
  readonly weight?: Placed;
  readonly when?: Placed;
}
export type Overridable = LetDeclaration | ParamDeclaration | TermDeclaration;

/** A declaration of the unit with those of its names that were not overridden. */
export interface Entry {
  readonly declaration: Declaration;
  readonly home: Module;
  readonly definitions: readonly Definition[];
}

/** One spec as it is checked: a file with the specs that it extends, under at most one of its variants. */
export interface Unit {
  readonly modules: Modules;
  readonly variant: VariantDeclaration | undefined;
  readonly variants: readonly VariantDeclaration[];
  /** The base's declarations first, then in file order, then the variant's. */
  readonly entries: readonly Entry[];
  readonly overrides: ReadonlyMap<Overridable, Override>;
  /** The names that the spec's own files see, without imports. */
  readonly names: ReadonlyMap<string, Definition>;
  /** The files of the spec and its bases. */
  readonly chain: readonly Module[];
}

/** What a name stands for in the file `home`; bases see what the specs that extend them override. */
export function lookUp(unit: Unit, name: string, home: Module): Definition | undefined {
  const own = unit.chain.includes(home) ? unit.names.get(name) : home.declared.get(name);
  return own ?? home.imports.get(name)?.definition ?? unit.modules.prelude?.declared.get(name);
}

/** All names that the file `home` sees, nearest first. */
export function visibleNames(unit: Unit, home: Module): readonly string[] {
  const own = unit.chain.includes(home) ? unit.names : home.declared;
  return [...own.keys(), ...home.imports.keys(), ...(unit.modules.prelude?.declared.keys() ?? [])];
}

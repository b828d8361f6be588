import type { DefinitionOf } from "../context.js";
import { scopeOf, withLocals, type Local, type Scope } from "../scope.js";
import type { LetDeclaration, TermDeclaration, TermsDeclaration } from "../../syntax/ast/index.js";

interface RegisteredTerm {
  readonly path: string;
  readonly declaration: TermDeclaration;
  readonly scope: Scope;
}

/** All terms of a spec by their full names, in the order in which they were declared, and the groups that they stand in. */
export class TermsRegistry {
  readonly #paths = new Map<DefinitionOf<"term" | "terms">["declaration"], string>();
  readonly #terms = new Map<string, RegisteredTerm>();
  readonly #groups = new Map<string, ReadonlyMap<string, Local>>();
  readonly #lets: { readonly declaration: LetDeclaration; readonly scope: Scope }[] = [];

  /** Adds a term, or a group with its members, under `name`. A term that is known keeps its name. */
  add(definition: DefinitionOf<"term" | "terms">, name: string): string {
    const known = this.#paths.get(definition.declaration);
    if (known !== undefined) return known;
    this.#paths.set(definition.declaration, name);
    const scope = scopeOf(definition.home);
    if (definition.kind === "term") this.#terms.set(name, { path: name, declaration: definition.declaration, scope });
    else this.#addGroup(definition.declaration, name, scope);
    return name;
  }

  get terms(): ReadonlyMap<string, RegisteredTerm> {
    return this.#terms;
  }

  /** The lets inside groups. */
  get lets(): readonly { readonly declaration: LetDeclaration; readonly scope: Scope }[] {
    return this.#lets;
  }

  members(group: string): ReadonlyMap<string, Local> {
    return this.#groups.get(group) ?? new Map();
  }

  /** Full names of the terms of a group, nested ones included. */
  within(group: string | undefined): readonly string[] {
    const all = [...this.#terms.keys()];
    return group === undefined ? all : all.filter((path) => path.startsWith(`${group}.`));
  }

  #addGroup(declaration: TermsDeclaration, path: string, outer: Scope): void {
    const members = new Map<string, Local>();
    this.#groups.set(path, members);
    const scope = withLocals(outer, members);
    for (const member of declaration.members) {
      const name = `${path}.${member.name.name}`;
      if (members.has(member.name.name)) continue;
      switch (member.kind) {
        case "term":
          members.set(member.name.name, { kind: "term", path: name });
          this.#terms.set(name, { path: name, declaration: member, scope });
          break;
        case "terms":
          members.set(member.name.name, { kind: "terms", path: name });
          this.#addGroup(member, name, scope);
          break;
        case "let":
          members.set(member.name.name, { kind: "let", declaration: member, scope });
          this.#lets.push({ declaration: member, scope });
          break;
      }
    }
  }
}

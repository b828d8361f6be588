import { lookUp, type Unit } from "../../resolve/index.js";
import type { LetDeclaration, OverExpression, TermDeclaration } from "../../syntax/ast/index.js";
import { isExpression, walk, type SyntaxNode } from "../../syntax/visit.js";
import { findLocal, scopeOf, type Scope } from "../scope.js";
import type { TermsRegistry } from "../declaration/terms-registry.js";

/** A part of the text, the names that it sees, and those that its own parameters hide. */
interface Place {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly hidden?: ReadonlySet<string>;
}

/**
 * What differs from agent to agent: a signal `per agent`, and whatever reads one outside of an aggregate over all agents. It goes by the text alone, so that a
 * term can be asked about before it is checked.
 */
export class PerAgent {
  readonly #terms = new Map<string, boolean>();
  readonly #lets = new Map<LetDeclaration, boolean>();

  constructor(
    private readonly unit: Unit,
    private readonly registry: TermsRegistry,
  ) {}

  /** A term by its full name. */
  term(path: string): boolean {
    const known = this.#terms.get(path) ?? this.#reaches(this.#term(path));
    this.#terms.set(path, known);
    return known;
  }

  let(declaration: LetDeclaration, scope: Scope): boolean {
    const known = this.#lets.get(declaration) ?? this.#reaches([this.#let(declaration, scope)]);
    this.#lets.set(declaration, known);
    return known;
  }

  expression(node: SyntaxNode, scope: Scope): boolean {
    return this.#reaches([{ node, scope }]);
  }

  /** What a step pays. */
  total(): boolean {
    return this.#reaches(this.#total());
  }

  #reaches(roots: readonly Place[]): boolean {
    const seen = new Set<SyntaxNode>();
    const pending = [...roots];
    let found = false;
    for (let place = pending.pop(); place !== undefined && !found; place = pending.pop()) {
      if (seen.has(place.node)) continue;
      seen.add(place.node);
      const { scope, hidden } = place;
      walk(place.node, (node) => {
        if (found) return false;
        if (isOfAllAgents(node)) {
          found = readsSelf(node);
          return false;
        }
        const next = this.#readBy(node, scope, hidden);
        if (next === "agent") found = true;
        else pending.push(...next);
        return !found;
      });
    }
    return found;
  }

  #readBy(node: SyntaxNode, scope: Scope, hidden: Place["hidden"]): readonly Place[] | "agent" {
    if (!isExpression(node)) return [];
    if (node.kind === "over") return node.scope.kind === "named" && node.scope.name.name === "agents" ? "agent" : [];
    if (node.kind === "terms") {
      if (node.group === undefined) return this.registry.within(undefined).flatMap((path) => this.#term(path));
      return this.#named(node.group.name, scope);
    }
    return node.kind === "name" && hidden?.has(node.name) !== true ? this.#named(node.name, scope) : [];
  }

  #named(name: string, scope: Scope): readonly Place[] | "agent" {
    const local = findLocal(scope, name);
    switch (local?.kind) {
      case undefined:
        break;
      case "term":
        return this.#term(local.path);
      case "terms":
        return this.registry.within(local.path).flatMap((path) => this.#term(path));
      case "let":
        return [this.#let(local.declaration, local.scope)];
      case "agent":
        return "agent";
      case "value":
      case "member":
        return [];
    }
    const definition = lookUp(this.unit, name, scope.home);
    switch (definition?.kind) {
      case undefined:
        return name === "agent" ? "agent" : name === "total" || name === "return" ? this.#total() : [];
      case "signal":
        return definition.declaration.perAgent ? "agent" : [];
      case "let":
        return [this.#let(definition.declaration, scopeOf(definition.home))];
      case "term":
        return this.#term(this.registry.add(definition, definition.name));
      case "terms":
        // A group with parameters has been reported where it is declared.
        if (definition.declaration.parameters.length > 0) return [];
        return this.registry.within(this.registry.add(definition, definition.name)).flatMap((path) => this.#term(path));
      case "def": {
        const hidden = new Set(definition.declaration.parameters.map((parameter) => parameter.name.name));
        return [{ node: definition.declaration.body, scope: scopeOf(definition.home), hidden }];
      }
      default:
        return [];
    }
  }

  #let(declaration: LetDeclaration, scope: Scope): Place {
    const set = this.unit.overrides.get(declaration)?.body;
    return set === undefined
      ? { node: declaration.value, scope }
      : { node: set.expression, scope: { ...scope, home: set.home } };
  }

  #term(path: string): readonly Place[] {
    const registered = this.registry.terms.get(path);
    if (registered === undefined) return [];
    const { declaration, scope } = registered;
    const parts = (["weight", "when", "body"] as const).flatMap((part) => this.#part(declaration, part, scope));
    const { clip } = declaration;
    return clip === undefined ? parts : [...parts, { node: clip.low, scope }, { node: clip.high, scope }];
  }

  #part(declaration: TermDeclaration, part: "weight" | "when" | "body", scope: Scope): readonly Place[] {
    const set = this.unit.overrides.get(declaration)?.[part];
    if (set !== undefined) return [{ node: set.expression, scope: { ...scope, home: set.home } }];
    const written = declaration[part];
    return written === undefined ? [] : [{ node: written, scope }];
  }

  #total(): readonly Place[] {
    const declared = this.unit.entries.find(({ declaration }) => declaration.kind === "total");
    if (declared?.declaration.kind === "total")
      return [{ node: declared.declaration.value, scope: scopeOf(declared.home) }];
    return this.registry.within(undefined).flatMap((path) => this.#term(path));
  }
}

/** `f(x) over agents`: one value for all of them. */
function isOfAllAgents(node: SyntaxNode): node is OverExpression {
  return (
    isExpression(node) &&
    node.kind === "over" &&
    node.scope.kind === "named" &&
    node.scope.name.name === "agents" &&
    !node.exceptSelf
  );
}

/** Whether an aggregate over all agents compares each with `this` one. */
function readsSelf(root: SyntaxNode): boolean {
  let found = false;
  walk(root, (node) => {
    if (isExpression(node) && node.kind === "name" && node.name === "this") found = true;
  });
  return found;
}

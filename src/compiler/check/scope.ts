import type { Module } from "../resolve/module.js";
import type { Span } from "../source/span.js";
import type { DefDeclaration, Expression, LetDeclaration, ObjectiveDeclaration } from "../syntax/ast/index.js";
import type { TypedExpression } from "./typed.js";

/** What a name stands for near by: a parameter, the variable of a comprehension, a member of the group around. */
export type Local =
  | { readonly kind: "value"; readonly value: TypedExpression }
  /** A term or a group, by its full name. */
  | { readonly kind: "term" | "terms"; readonly path: string }
  | { readonly kind: "let"; readonly declaration: LetDeclaration; readonly scope: Scope }
  /** One of the two episodes that an aggregate over pairs compares; its fields are the names that `scope` sees. */
  | { readonly kind: "member"; readonly side: "this" | "other"; readonly scope: Scope }
  /** One of the agents that an aggregate goes over; its fields are the names that `scope` sees. */
  | { readonly kind: "agent"; readonly agent: number; readonly scope: Scope };

/** A call of a function, or of a template of objectives, that an expression stands in, innermost first. */
export interface CallSite {
  readonly declaration: DefDeclaration | ObjectiveDeclaration;
  /** What is called stands in the standard library. */
  readonly standard: boolean;
  /** What is written for each parameter; those left out are not there. */
  readonly arguments: ReadonlyMap<string, Expression>;
  readonly span: Span;
  readonly outer: CallSite | undefined;
}

interface Frame {
  readonly names: ReadonlyMap<string, Local>;
  readonly outer: Frame | undefined;
}

/** Where an expression stands: which names it sees and through which calls it was reached. */
export interface Scope {
  /** The file whose names are seen. */
  readonly home: Module;
  readonly locals: Frame | undefined;
  readonly calls: CallSite | undefined;
  /** Inside a test: what is read is a row, or the episode after its end. */
  readonly test?: "row" | "end";
  /** The body of a call, of a template of objectives or of a comprehension: it is checked once for each copy. */
  readonly copied: boolean;
  /** The agent that the place belongs to; `all` where what is read is an array over them. Absent: it belongs to the environment. */
  readonly agent?: number | "all";
}

/** Outside of everything in a file. */
export function scopeOf(home: Module): Scope {
  return { home, locals: undefined, calls: undefined, copied: false };
}

export function withLocals(scope: Scope, names: ReadonlyMap<string, Local>): Scope {
  return { ...scope, locals: { names, outer: scope.locals } };
}

/** The nearest local of this name. */
export function findLocal(scope: Scope, name: string): Local | undefined {
  for (let frame = scope.locals; frame !== undefined; frame = frame.outer) {
    const local = frame.names.get(name);
    if (local !== undefined) return local;
  }
  return undefined;
}

export function localNames(scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let frame = scope.locals; frame !== undefined; frame = frame.outer) names.push(...frame.names.keys());
  return names;
}

import type { Span } from "../source/span.js";
import type {
  AxisDeclaration,
  ConstraintDeclaration,
  Declaration,
  DefDeclaration,
  LetDeclaration,
  MachineDeclaration,
  ModelDeclaration,
  ObjectiveDeclaration,
  ParamDeclaration,
  SegmentDeclaration,
  SignalDeclaration,
  SpecFile,
  TermDeclaration,
  TermsDeclaration,
} from "../syntax/ast/index.js";
import type { Module } from "./module.js";

/** What a name stands for: one declared name with its declaration and the file whose names the declaration sees. */
export type Definition = { readonly name: string; readonly span: Span; readonly home: Module } & (
  | { readonly kind: "signal"; readonly declaration: SignalDeclaration }
  | { readonly kind: "param"; readonly declaration: ParamDeclaration }
  | { readonly kind: "let"; readonly declaration: LetDeclaration }
  | { readonly kind: "def"; readonly declaration: DefDeclaration }
  | { readonly kind: "axis"; readonly declaration: AxisDeclaration }
  | { readonly kind: "segment"; readonly declaration: SegmentDeclaration }
  | { readonly kind: "term"; readonly declaration: TermDeclaration }
  | { readonly kind: "terms"; readonly declaration: TermsDeclaration }
  | { readonly kind: "machine"; readonly declaration: MachineDeclaration }
  | { readonly kind: "objective"; readonly declaration: ObjectiveDeclaration }
  | { readonly kind: "constraint"; readonly declaration: ConstraintDeclaration }
  | { readonly kind: "model"; readonly declaration: ModelDeclaration }
  | { readonly kind: "spec"; readonly declaration: SpecFile }
);

export type DefinitionKind = Definition["kind"];

/** `a signal`, `an axis`: what a definition is, in a sentence. */
export function describeDefinition(definition: Definition): string {
  switch (definition.kind) {
    case "signal":
      return definition.declaration.role === "action" ? "an action" : "a signal";
    case "param":
      return "a param";
    case "let":
      return "a `let`";
    case "def":
      return "a function";
    case "axis":
      return "an axis";
    case "segment":
      return "a segment";
    case "term":
      return "a term";
    case "terms":
      return "a group of terms";
    case "machine":
      return definition.declaration.parameters.length > 0 ? "a machine template" : "a machine";
    case "objective":
      return "an objective";
    case "constraint":
      return "a constraint";
    case "model":
      return "a model";
    case "spec":
      return definition.declaration.kind === "library" ? "a library" : "a spec";
  }
}

/** The definitions that one declaration makes: a `signal` makes one for each of its names, most others one, some none. */
export function definitionsOf(declaration: Declaration, home: Module): readonly Definition[] {
  switch (declaration.kind) {
    case "signal":
      return declaration.names.map(({ name, span }) => ({ kind: "signal", name, span, home, declaration }));
    case "param":
      return [{ kind: "param", ...declaration.name, home, declaration }];
    case "let":
      return [{ kind: "let", ...declaration.name, home, declaration }];
    case "def":
      return [{ kind: "def", ...declaration.name, home, declaration }];
    case "axis":
      return [{ kind: "axis", ...declaration.name, home, declaration }];
    case "segment":
      return [{ kind: "segment", ...declaration.name, home, declaration }];
    case "term":
      return [{ kind: "term", ...declaration.name, home, declaration }];
    case "terms":
      return [{ kind: "terms", ...declaration.name, home, declaration }];
    case "machine":
      return [{ kind: "machine", ...declaration.name, home, declaration }];
    case "objective":
      return [{ kind: "objective", ...declaration.name, home, declaration }];
    case "constraint":
      return [{ kind: "constraint", ...declaration.name, home, declaration }];
    case "model":
      return [{ kind: "model", ...declaration.name, home, declaration }];
    case "import":
    case "shape":
    case "total":
    case "advantage":
    case "keep":
    case "mask":
    case "report":
    case "terminate":
    case "truncate":
    case "discount":
    case "dt":
    case "nan":
    case "assert":
    case "variant":
    case "agents":
    case "test":
      return [];
  }
}

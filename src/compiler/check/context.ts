import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Definition, DefinitionKind } from "../resolve/definition.js";
import type { Unit } from "../resolve/index.js";
import type { Span } from "../source/span.js";
import type {
  DefDeclaration,
  Expression,
  LetDeclaration,
  ObjectiveDeclaration,
  TypeExpression,
} from "../syntax/ast/index.js";
import type { PerAgent } from "./agents/per-agent.js";
import type { CheckedObjective } from "./objective/objective.js";
import type { Local, Scope } from "./scope.js";
import type { Checking } from "./task.js";
import type { SignalOwner } from "./type/type-expression.js";
import type { Axis, TypedExpression, TypedSegment, TypedTermReference, ValueType } from "./typed.js";

export type DefinitionOf<Kind extends DefinitionKind> = Extract<Definition, { readonly kind: Kind }>;

/** What other expressions may read of a machine before its guards are checked. */
export interface MachineInterface {
  readonly name: string;
  readonly states: readonly string[];
  readonly counters: ReadonlyMap<string, { readonly low: number; readonly high: number }>;
}

/** What other expressions may read of an objective before its conditions are checked. */
export interface ObjectiveInterface {
  readonly name: string;
  /** On infinite traces: it has a state and may be decided for good, but no step ends it. */
  readonly infinite: boolean;
  /** Its robustness is smooth, which only whole trajectories have. */
  readonly smooth: boolean;
}

/** A declared type. */
export interface DeclaredType {
  /** As expressions see it: in SI units. */
  readonly type: ValueType;
  /** As values come in: a range is in the unit that is declared. */
  readonly raw: ValueType;
  /** One declared unit in SI units: π/180 for `deg`. */
  readonly scale: number;
}

/** What the rules for expressions see of the spec that is being checked. */
export interface Context {
  readonly unit: Unit;
  /** Seconds per step, where the spec declares `dt`. */
  readonly dt: number | undefined;
  /** How many agents each environment has, where the spec declares `agents`. */
  readonly agents: number | undefined;
  readonly perAgent: PerAgent;
  /** The type, rate and value of an expression. Where an enum is expected its members are seen. */
  check(expression: Expression, scope: Scope, expected?: ValueType): Checking<TypedExpression>;
  report(scope: Scope, diagnostic: Diagnostic): void;
  /** Says once that a construct of the language is not in this version. */
  notYet(scope: Scope, construct: string, span: Span): void;
  /** A reference to a `let`, which is checked in `home` when it is first read; `reader`: whose value is meant, of one that differs from agent to agent. */
  readLet(declaration: LetDeclaration, home: Scope, reader: Scope, span: Span): Checking<TypedExpression>;
  readSignal(definition: DefinitionOf<"signal">, scope: Scope, span: Span): Checking<TypedExpression>;
  readParam(definition: DefinitionOf<"param">, span: Span): Checking<TypedExpression>;
  /** The full name of a term or of a group of terms. */
  pathOf(definition: DefinitionOf<"term" | "terms">): string;
  readTerm(path: string, part: TypedTermReference["part"], scope: Scope, span: Span): TypedExpression;
  /** The members of a group by their names. */
  membersOf(group: string): ReadonlyMap<string, Local>;
  /** `undefined`: the declaration is faulty and has been reported. */
  machine(definition: DefinitionOf<"machine">): Checking<MachineInterface | undefined>;
  /** What can be read of an objective; `undefined`: the declaration is faulty and has been reported. */
  objectiveInterface(definition: DefinitionOf<"objective">): Checking<ObjectiveInterface | undefined>;
  /** The objective with its automaton, for what needs to know it. */
  objective(definition: DefinitionOf<"objective">): Checking<CheckedObjective | undefined>;
  /** A segment with its condition; `undefined`: the declaration is faulty and has been reported. */
  segment(definition: DefinitionOf<"segment">): Checking<TypedSegment | undefined>;
  /** What `report NAME` and `advantage` are, for tests. */
  finished(name: string): TypedExpression | undefined;
  axis(definition: DefinitionOf<"axis">): Checking<Axis | undefined>;
  /** The axis of a signal `T[<= n]`, called like the signal. */
  ownAxis(signal: SignalOwner, size: number, span: Span): Axis;
  /** `owner`: the signal whose type it is. */
  type(expression: TypeExpression, scope: Scope, owner?: SignalOwner): Checking<DeclaredType | undefined>;
  /** Full names of the terms of a group, nested ones included; of all terms without a name. */
  termsOf(group: string | undefined): readonly string[];
  /** The spec's discount, for expressions that read it. */
  discount(scope: Scope, span: Span): Checking<TypedExpression>;
  isAction(signal: string): boolean;
  /** Names of shapings, for tests. */
  shapings(): readonly string[];
  /** Notes that a function or a template of objectives is called, so that its body needs no check of its own. */
  called(declaration: DefDeclaration | ObjectiveDeclaration): void;
  /** Counts what functions, templates and comprehensions write out once more; false, reported once, where that is too much. */
  copied(scope: Scope, span: Span): boolean;
}

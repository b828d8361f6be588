import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Definition } from "../resolve/definition.js";
import type { Unit } from "../resolve/index.js";
import type { Span } from "../source/span.js";
import type {
  DefDeclaration,
  Expression,
  Identifier,
  LetDeclaration,
  ObjectiveDeclaration,
  TypeExpression,
} from "../syntax/ast/index.js";
import { agentsAt, nameOf, ofAgent, together } from "./agents/at-place.js";
import { PerAgent } from "./agents/per-agent.js";
import type { Context, DeclaredType, DefinitionOf, MachineInterface, ObjectiveInterface } from "./context.js";
import { checkExpression } from "./expression/index.js";
import { Findings } from "./findings.js";
import { checkParam, readParam, type CheckedParam } from "./declaration/param.js";
import { checkSignal, readSignal, type CheckedSignal } from "./declaration/signal.js";
import { checkSegment } from "./declaration/segment.js";
import { TermsRegistry } from "./declaration/terms-registry.js";
import { errorAt, atParam, atStep, index } from "./make.js";
import { MachinesRegistry } from "./machine/registry.js";
import type { ImportOptions } from "./machine/import.js";
import type { CheckedObjective } from "./objective/objective.js";
import { ObjectivesRegistry } from "./objective/registry.js";
import { scopeOf, type Local, type Scope } from "./scope.js";
import { defer, type Checking } from "./task.js";
import { axisOf } from "./type/axis.js";
import { isLength, lengthSignals, raggedAxis } from "./type/ragged.js";
import { declaredType, type SignalOwner } from "./type/type-expression.js";
import { Unfinished } from "./unfinished.js";
import type {
  Axis,
  TypedExpression,
  TypedLet,
  TypedSegment,
  TypedSignalDeclaration,
  TypedTermReference,
  ValueType,
} from "./typed.js";

/** Expressions that functions and comprehensions of one spec may write out. */
const copyLimit = 100_000;

/** What is known of the spec that is being checked: each declaration is checked once, when it is first read. */
export class Elaboration implements Context {
  readonly terms = new TermsRegistry();
  readonly machines: MachinesRegistry;
  readonly objectives: ObjectivesRegistry;
  readonly findings = new Findings();
  readonly #signals = new Map<
    string,
    { readonly definition: DefinitionOf<"signal">; readonly checked: CheckedSignal | undefined }
  >();
  readonly #params = new Map<
    string,
    { readonly definition: DefinitionOf<"param">; readonly checked: CheckedParam | undefined }
  >();
  readonly perAgent: PerAgent;
  /** One for all; of one that differs from agent to agent, one for each. */
  readonly #lets = new Map<LetDeclaration, Map<number | undefined, TypedLet>>();
  readonly #unfinished = new Unfinished();
  readonly #axes = new Map<DefinitionOf<"axis">, Axis | undefined>();
  /** Axes of varying length, by the signals that say how long they are. */
  readonly #ragged = new Map<string, { readonly axis: Axis; readonly span: Span }>();
  readonly #called = new Set<DefDeclaration | ObjectiveDeclaration>();
  readonly #segments = new Map<DefinitionOf<"segment">, TypedSegment | undefined>();
  #finished: ReadonlyMap<string, TypedExpression> = new Map();
  #copies = 0;
  #shapings: readonly string[] = [];
  #dt: number | undefined;
  #agents: number | undefined;
  #discount: TypedExpression | undefined;

  constructor(
    readonly unit: Unit,
    readonly imports: ImportOptions,
  ) {
    this.perAgent = new PerAgent(unit, this.terms);
    this.machines = new MachinesRegistry(this, imports);
    this.objectives = new ObjectivesRegistry(this);
  }

  get dt(): number | undefined {
    return this.#dt;
  }

  get agents(): number | undefined {
    return this.#agents;
  }

  /** What `agents` says, which signals are as long as. */
  settleAgents(agents: number | undefined): void {
    this.#agents = agents;
  }

  /** What the spec's settings say, checked before everything that reads them. */
  settle(settings: { readonly dt: number | undefined; readonly discount: TypedExpression | undefined }): void {
    this.#dt = settings.dt;
    this.#discount = settings.discount;
  }

  get lets(): readonly TypedLet[] {
    return [...this.#lets.values()].flatMap((copies) => [...copies.values()]);
  }

  get segments(): readonly TypedSegment[] {
    return [...this.#segments.values()].flatMap((segment) => segment ?? []);
  }

  get signals(): readonly CheckedSignal[] {
    return [...this.#signals.values()].flatMap(({ checked }) => checked ?? []);
  }

  checkedSignal(name: string): CheckedSignal | undefined {
    return this.#signals.get(name)?.checked;
  }

  get params(): readonly CheckedParam[] {
    return [...this.#params.values()].flatMap(({ checked }) => checked ?? []);
  }

  *check(expression: Expression, scope: Scope, expected?: ValueType): Checking<TypedExpression> {
    if (scope.copied) {
      return this.copied(scope, expression.span)
        ? yield* checkExpression(expression, scope, this, expected)
        : errorAt(expression.span);
    }
    const typed = yield* checkExpression(expression, scope, this, expected);
    this.findings.fact(expression.span, typed);
    return typed;
  }

  copied(scope: Scope, span: Span): boolean {
    this.#copies++;
    if (this.#copies === copyLimit) this.report(scope, report("too-large", span, { limit: copyLimit }));
    return this.#copies < copyLimit;
  }

  report(scope: Scope, diagnostic: Diagnostic): void {
    this.findings.report(diagnostic, scope.calls);
  }

  notYet(scope: Scope, construct: string, span: Span): void {
    this.report(scope, report("not-in-this-version", span, { construct }));
  }

  *readLet(declaration: LetDeclaration, home: Scope, reader: Scope, span: Span): Checking<TypedExpression> {
    if (!this.perAgent.let(declaration, home)) return yield* this.#readOneLet(declaration, home, undefined, span);
    const values: TypedExpression[] = [];
    for (const agent of agentsAt(declaration.name.name, span, reader, this) ?? [])
      values.push(yield* this.#readOneLet(declaration, home, agent, span));
    return together(values, span, reader, this);
  }

  *#readOneLet(
    declaration: LetDeclaration,
    home: Scope,
    agent: number | undefined,
    span: Span,
  ): Checking<TypedExpression> {
    const typed = this.#lets.get(declaration)?.get(agent) ?? (yield* this.#checkLet(declaration, home, agent, span));
    if (typed === undefined || typed.value.kind === "error") return errorAt(span);
    const { type, rate, availability } = typed.value;
    return { kind: "let", type, rate, availability, span, let: typed };
  }

  *#checkLet(
    declaration: LetDeclaration,
    home: Scope,
    agent: number | undefined,
    span: Span,
  ): Checking<TypedLet | undefined> {
    const scope = agent === undefined ? home : ofAgent(home, agent);
    if (this.#isCyclic(declaration, declaration.name, scope, span)) return undefined;
    const set = this.unit.overrides.get(declaration)?.body;
    const place = set === undefined ? scope : { ...scope, home: set.home };
    const value = yield* defer(this.check(set?.expression ?? declaration.value, place));
    this.#unfinished.end(declaration);
    const name = nameOf(declaration.name.name, agent);
    const typed: TypedLet = { name, value, span: declaration.name.span };
    this.#lets.set(declaration, (this.#lets.get(declaration) ?? new Map()).set(agent, typed));
    return typed;
  }

  /** Whether a declaration is needed to check itself, which is reported; else it has begun and must end. */
  #isCyclic(key: object, { name, span: declared }: Identifier, scope: Scope, span: Span): boolean {
    const cycle = this.#unfinished.begin(key, name);
    if (cycle === undefined) return false;
    const path = cycle.map((step) => `\`${step}\``).join(" → ");
    const related = [{ span: declared, label: "declared here" }];
    this.report(scope, report("cyclic-definition", span, { name, path }, { related }));
    return true;
  }

  *signal(definition: DefinitionOf<"signal">): Checking<CheckedSignal | undefined> {
    const known = this.#signals.get(definition.name);
    if (known === undefined) {
      if (this.#isCyclic(definition, definition, scopeOf(definition.home), definition.span)) return undefined;
      const checked = yield* defer(checkSignal(definition, this));
      this.#unfinished.end(definition);
      this.#signals.set(definition.name, { definition, checked });
      return checked;
    }
    if (known.definition !== definition) this.#conflict(definition, known.definition);
    return known.checked;
  }

  *readSignal(definition: DefinitionOf<"signal">, scope: Scope, span: Span): Checking<TypedExpression> {
    const signal = readSignal(yield* this.signal(definition), span);
    if (!definition.declaration.perAgent || signal.kind === "error" || scope.agent === "all") return signal;
    const [agent] = agentsAt(definition.name, span, scope, this) ?? [];
    if (agent === undefined) return errorAt(span);
    const type: ValueType = { ...signal.type, shape: signal.type.shape.slice(1) };
    return index(signal, [{ kind: "point", index: agent }], type, span);
  }

  *param(definition: DefinitionOf<"param">): Checking<CheckedParam | undefined> {
    const known = this.#params.get(definition.name);
    if (known === undefined) {
      if (this.#isCyclic(definition, definition, scopeOf(definition.home), definition.span)) return undefined;
      const checked = yield* defer(checkParam(definition, this.unit.overrides.get(definition.declaration)?.body, this));
      this.#unfinished.end(definition);
      this.#params.set(definition.name, { definition, checked });
      return checked;
    }
    if (known.definition !== definition) this.#conflict(definition, known.definition);
    return known.checked;
  }

  *readParam(definition: DefinitionOf<"param">, span: Span): Checking<TypedExpression> {
    return readParam(yield* this.param(definition), span);
  }

  /** The world outside knows one signal or param of a name. */
  #conflict(definition: Definition, known: Definition): void {
    const options = {
      related: [{ span: known.span, label: "first declared here" }],
      notes: ["signals and params of all files share their names"],
    };
    this.report(
      scopeOf(definition.home),
      report("duplicate-name", definition.span, { name: definition.name }, options),
    );
  }

  pathOf(definition: DefinitionOf<"term" | "terms">): string {
    return this.terms.add(definition, definition.name);
  }

  membersOf(group: string): ReadonlyMap<string, Local> {
    return this.terms.members(group);
  }

  termsOf(group: string | undefined): readonly string[] {
    return this.terms.within(group);
  }

  readTerm(path: string, part: TypedTermReference["part"], scope: Scope, span: Span): TypedExpression {
    const type: ValueType = { element: part === "active" ? "bool" : "float", shape: [] };
    const read = (term: string): TypedExpression => ({
      kind: "term",
      type,
      ...(part === "weight" ? atParam : atStep),
      span,
      term,
      part,
    });
    if (!this.perAgent.term(path)) return read(path);
    const agents = agentsAt(path, span, scope, this) ?? [];
    return together(
      agents.map((agent) => read(nameOf(path, agent))),
      span,
      scope,
      this,
    );
  }

  machine(definition: DefinitionOf<"machine">): Checking<MachineInterface | undefined> {
    return this.machines.interface(definition);
  }

  objectiveInterface(definition: DefinitionOf<"objective">): Checking<ObjectiveInterface | undefined> {
    return this.objectives.interface(definition);
  }

  objective(definition: DefinitionOf<"objective">): Checking<CheckedObjective | undefined> {
    return this.objectives.typed(definition);
  }

  *segment(definition: DefinitionOf<"segment">): Checking<TypedSegment | undefined> {
    if (this.#segments.has(definition)) return this.#segments.get(definition);
    const { declaration } = definition;
    if (this.#isCyclic(declaration, declaration.name, scopeOf(definition.home), definition.span)) return undefined;
    const segment = yield* defer(checkSegment(definition, this));
    this.#unfinished.end(declaration);
    this.#segments.set(definition, segment);
    return segment;
  }

  finished(name: string): TypedExpression | undefined {
    return this.#finished.get(name);
  }

  /** Tests read reports and the advantage by name. */
  nameFinished(values: ReadonlyMap<string, TypedExpression>): void {
    this.#finished = values;
  }

  *axis(definition: DefinitionOf<"axis">): Checking<Axis | undefined> {
    if (this.#axes.has(definition)) return this.#axes.get(definition);
    if (this.#isCyclic(definition, definition, scopeOf(definition.home), definition.span)) return undefined;
    const axis = yield* defer(axisOf(definition, this));
    this.#unfinished.end(definition);
    this.#axes.set(definition, axis);
    if (axis !== undefined) this.#noteLength(axis, definition.span);
    return axis;
  }

  ownAxis(signal: SignalOwner, size: number, span: Span): Axis {
    const axis = raggedAxis(signal.name, size, signal);
    this.#noteLength(axis, span);
    return axis;
  }

  #noteLength(axis: Axis, span: Span): void {
    const length = axis.ragged?.length;
    if (typeof length === "string") this.#ragged.set(length, { axis, span });
  }

  /** The inputs that say how long axes are. */
  get lengths(): readonly TypedSignalDeclaration[] {
    return lengthSignals(
      this.#ragged,
      this.signals.map(({ declaration }) => declaration),
    );
  }

  type(expression: TypeExpression, scope: Scope, owner?: SignalOwner): Checking<DeclaredType | undefined> {
    return declaredType(expression, owner, scope, this);
  }

  *discount(scope: Scope, span: Span): Checking<TypedExpression> {
    if (this.#discount === undefined) {
      this.report(scope, report("unknown-name", span, { name: "discount" }, { help: "declare it: `discount 0.99`" }));
      return errorAt(span);
    }
    return this.#discount;
  }

  isAction(signal: string): boolean {
    if (isLength(signal)) return this.lengths.some(({ name, role }) => name === signal && role === "action");
    return this.#signals.get(signal)?.checked?.declaration.role === "action";
  }

  shapings(): readonly string[] {
    return this.#shapings;
  }

  /** Tests read shapings by name. */
  nameShapings(names: readonly string[]): void {
    this.#shapings = names;
  }

  called(declaration: DefDeclaration | ObjectiveDeclaration): void {
    this.#called.add(declaration);
  }

  isCalled(declaration: DefDeclaration | ObjectiveDeclaration): boolean {
    return this.#called.has(declaration);
  }
}

import { report } from "../diagnostics/report.js";
import type { Definition } from "../resolve/definition.js";
import { lookUp, type Entry, type Unit } from "../resolve/index.js";
import { nameOf, ofAgent, ofAll } from "./agents/at-place.js";
import { Timings } from "./dataflow/timings.js";
import { Elaboration } from "./elaboration.js";
import { checkEnding } from "./declaration/ending.js";
import { checkAgents, checkDiscount, checkDt, single } from "./declaration/settings.js";
import { checkUncalled } from "./declaration/uncalled.js";
import { checkFinish } from "./declaration/finish.js";
import { checkShape } from "./declaration/shape.js";
import { checkTerm } from "./declaration/term.js";
import { laterConstruct } from "./declaration/later.js";
import { expectBoolean, expectScalar } from "./expect.js";
import type { ImportOptions } from "./machine/import.js";
import type { CheckedObjective } from "./objective/objective.js";
import { schemeEffects } from "./objective/schemes.js";
import { paidAt, paidOnce } from "./paid-once.js";
import { scopeOf, type Scope } from "./scope.js";
import { defer, run, type Checking } from "./task.js";
import { checkTest } from "./test/test.js";
import { baseline, isAveraged } from "./total/average-call.js";
import { checkAverageFits } from "./total/average-fits.js";
import { checkTotal } from "./total/total.js";
import type {
  TypedEnding,
  TypedExpression,
  TypedFinish,
  TypedMachine,
  TypedShape,
  TypedSpec,
  TypedTerm,
} from "./typed.js";

/** One unit with types, and what was found on the way. The spec may hold errors: whoever asks looks at the findings first. */
export function elaborate(
  unit: Unit,
  imports: ImportOptions,
): { readonly spec: TypedSpec; readonly elaboration: Elaboration } {
  const elaboration = new Elaboration(unit, imports);
  return { spec: run(elaborateUnit(unit, elaboration)), elaboration };
}

function* elaborateUnit(unit: Unit, elaboration: Elaboration): Checking<TypedSpec> {
  const { entries } = unit;
  const dt = yield* checkDt(entries, elaboration);
  elaboration.settleAgents(yield* checkAgents(entries, elaboration));
  elaboration.settle({ dt, discount: undefined });
  const discount = yield* checkDiscount(entries, elaboration);
  elaboration.settle({ dt, discount });
  registerImports(unit, elaboration);
  for (const { definitions } of entries)
    for (const definition of definitions)
      if (definition.kind === "machine") elaboration.machines.name(definition, definition.name);
      else if (definition.kind === "objective") elaboration.objectives.name(definition, definition.name);
  registerTerms(entries, elaboration);
  for (const entry of entries) yield* checkDeclared(entry, elaboration);
  for (const { declaration, scope } of elaboration.terms.lets)
    yield* elaboration.readLet(declaration, scope, ofAll(scope), declaration.name.span);

  const asserts: TypedSpec["asserts"][number][] = [];
  const shapes: TypedShape[] = [];
  const beside = isAveraged(unit) ? [baseline] : [];
  for (const { declaration, home } of entries) {
    if (declaration.kind === "assert") {
      const scope = scopeOf(home);
      const value = yield* defer(elaboration.check(declaration.condition, scope));
      const condition = expectScalar(
        expectBoolean(value, "an assertion", scope, elaboration),
        "an assertion",
        scope,
        elaboration,
      );
      asserts.push({ condition, text: home.source.slice(declaration.condition.span), span: declaration.span });
    } else if (declaration.kind === "shape") {
      const shape = yield* defer(
        checkShape(declaration, new Set([...shapes.map(({ name }) => name), ...beside]), home, elaboration),
      );
      if (shape !== undefined) shapes.push(shape);
      if (discount === undefined && !entries.some((entry) => entry.declaration.kind === "discount")) {
        elaboration.report(
          scopeOf(home),
          report("missing-discount", declaration.span, {}, { help: "declare it: `discount 0.99`" }),
        );
      }
    }
  }
  const { total: written, components, average, agents } = yield* checkTotal(unit, elaboration);
  const unpaid = yield* checkTerms(elaboration);
  const finish = yield* checkFinish(entries, elaboration);
  const { total, onlineTotal, terms } = paid(
    written,
    new Timings(unpaid, undefined, finish?.advantage),
    unpaid,
    scopeOf(unit.modules.main),
    elaboration,
  );
  const { machines, endings } = yield* checkMachinesAndEndings(entries, elaboration);
  const objectives = yield* checkObjectives(entries, elaboration);
  elaboration.nameFinished(finishedNames(finish));
  const schemes = schemeEffects(terms, objectives.infiniteObjectives);
  for (const diagnostic of schemes.diagnostics) elaboration.report(scopeOf(unit.modules.main), diagnostic);
  yield* checkUncalled(
    entries.flatMap(({ definitions }) => definitions),
    elaboration,
  );
  elaboration.nameShapings([...shapes.map(({ name }) => name), ...beside]);
  if (average !== undefined)
    checkAverageFits(
      {
        terms,
        shapes,
        ...(discount === undefined ? {} : { discount }),
        ...(schemes.stepDiscount === undefined ? {} : { stepDiscount: schemes.stepDiscount }),
        ...(onlineTotal === undefined ? {} : { onlineTotal }),
        ...(finish === undefined ? {} : { finish }),
      },
      entries,
      elaboration,
    );
  const nan = single(entries, "nan", elaboration)?.declaration.policy ?? "error";
  const tests = [];
  for (const { declaration, home } of entries) {
    if (declaration.kind !== "test" || declaration.variant?.name !== unit.variant?.name.name) continue;
    const test = yield* defer(checkTest(declaration, home, elaboration));
    if (test !== undefined) tests.push(test);
  }
  const { file } = unit.modules.main;
  return {
    name: file.name?.name ?? "",
    span: file.name?.span ?? { ...file.span, end: file.span.start },
    ...(file.documentation === undefined ? {} : { documentation: file.documentation }),
    signals: [...elaboration.signals.map(({ declaration }) => declaration), ...elaboration.lengths],
    params: elaboration.params.map(({ declaration }) => declaration),
    lets: elaboration.lets,
    segments: elaboration.segments,
    terms,
    machines,
    ...objectives,
    shapes,
    endings: [...endings, ...schemes.endings],
    total,
    ...(onlineTotal === undefined ? {} : { onlineTotal }),
    ...(components === undefined ? {} : { components }),
    ...(average === undefined ? {} : { average }),
    ...(agents === undefined ? {} : { agents }),
    ...(finish === undefined ? {} : { finish }),
    ...(discount === undefined ? {} : { discount }),
    ...(schemes.stepDiscount === undefined ? {} : { stepDiscount: schemes.stepDiscount }),
    ...(dt === undefined ? {} : { dt }),
    nan,
    asserts,
    tests,
    variants: unit.variants.map(({ name }) => name.name),
  };
}

/** Terms and machines that the spec's files import are part of the spec, under the names that they have there. */
function registerImports(unit: Unit, elaboration: Elaboration): void {
  for (const home of unit.chain) {
    for (const { name, definition } of home.imports.values()) {
      if (definition.kind === "term" || (definition.kind === "terms" && definition.declaration.parameters.length === 0))
        elaboration.terms.add(definition, name);
      else if (definition.kind === "machine") elaboration.machines.name(definition, name);
      else if (definition.kind === "objective") elaboration.objectives.name(definition, name);
    }
  }
}

function registerTerms(entries: readonly Entry[], elaboration: Elaboration): void {
  for (const definition of entries.flatMap(({ definitions }) => definitions)) {
    if (definition.kind === "term") elaboration.terms.add(definition, definition.name);
    else if (definition.kind === "terms" && definition.declaration.parameters.length === 0)
      elaboration.terms.add(definition, definition.name);
  }
}

/** Signals, params, axes and lets of the spec are checked whether something reads them or not. */
function* checkDeclared({ declaration, definitions, home }: Entry, elaboration: Elaboration): Checking<void> {
  const construct = laterConstruct(declaration);
  if (construct !== undefined) elaboration.notYet(scopeOf(home), construct, declaration.span);
  for (const definition of definitions) {
    switch (definition.kind) {
      case "signal":
        yield* defer(elaboration.signal(definition));
        break;
      case "param":
        yield* defer(elaboration.param(definition));
        break;
      case "let":
        yield* defer(elaboration.readLet(definition.declaration, scopeOf(home), ofAll(scopeOf(home)), definition.span));
        break;
      case "axis":
        elaboration.axis(definition);
        break;
      case "segment":
        yield* defer(elaboration.segment(definition));
        break;
      default:
        break;
    }
  }
}

/** When each term, and each addend of `total`, is paid. */
function paid(
  total: TypedExpression,
  timings: Timings,
  terms: readonly TypedTerm[],
  scope: Scope,
  elaboration: Elaboration,
): Pick<TypedSpec, "total" | "onlineTotal" | "terms"> {
  const { total: whole, online } = paidOnce(total, timings, (diagnostic) => elaboration.report(scope, diagnostic));
  return {
    total: whole,
    ...(online === undefined ? {} : { onlineTotal: online }),
    terms: terms.map((term) => {
      const time = paidAt(term, timings);
      return time === "step" ? term : { ...term, paid: time };
    }),
  };
}

/** What tests read of the end by name. */
function finishedNames(finish: TypedFinish | undefined): ReadonlyMap<string, TypedExpression> {
  return new Map([
    ...(finish?.reports ?? []).map(({ name, value }) => [name, value] as const),
    ...(finish?.advantage === undefined ? [] : [["advantage", finish.advantage] as const]),
  ]);
}

/** The agents that have a term each; `undefined`: one term for all. */
function agentsOf(path: string, { agents, perAgent }: Elaboration): readonly (number | undefined)[] {
  return agents !== undefined && perAgent.term(path)
    ? Array.from({ length: agents }, (_, agent) => agent)
    : [undefined];
}

/** A term may be found while another is checked: a library's `let` may read it. */
function* checkTerms(elaboration: Elaboration): Checking<readonly TypedTerm[]> {
  const checked = new Map<string, TypedTerm>();
  const known = new Set<string>();
  for (let before = -1; before < checked.size;) {
    before = checked.size;
    for (const { path, declaration, scope } of [...elaboration.terms.terms.values()]) {
      if (known.has(path)) continue;
      const override = elaboration.unit.overrides.get(declaration);
      for (const agent of agentsOf(path, elaboration)) {
        const place = agent === undefined ? scope : ofAgent(scope, agent);
        const name = nameOf(path, agent);
        checked.set(name, yield* defer(checkTerm(name, declaration, override, place, elaboration)));
      }
      known.add(path);
    }
  }
  return [...checked.values()];
}

function* checkMachinesAndEndings(
  entries: readonly Entry[],
  elaboration: Elaboration,
): Checking<{ readonly machines: readonly TypedMachine[]; readonly endings: readonly TypedEnding[] }> {
  const machines = new Map<unknown, TypedMachine | undefined>();
  const endings: TypedEnding[] = [];
  const add = function* (definition: Parameters<typeof elaboration.machines.typed>[0]): Checking<void> {
    if (machines.has(definition.declaration)) return;
    const machine = yield* defer(elaboration.machines.typed(definition));
    machines.set(definition.declaration, machine);
    if (machine?.states.some(({ end }) => end === "final") === true)
      endings.push({
        form: "machine",
        kind: "terminated",
        cause: machine.name,
        machine: machine.name,
        span: machine.span,
      });
  };
  for (const { name } of elaboration.unit.chain.flatMap(({ imports }) => [...imports.values()])) {
    const definition = lookUp(elaboration.unit, name, elaboration.unit.modules.main);
    if (definition?.kind === "machine" && definition.declaration.parameters.length === 0) yield* add(definition);
  }
  for (const { declaration, definitions, home } of entries) {
    if (declaration.kind === "terminate" || declaration.kind === "truncate")
      endings.push(yield* defer(checkEnding(declaration, home, elaboration)));
    for (const definition of definitions)
      if (definition.kind === "machine" && definition.declaration.parameters.length === 0) yield* add(definition);
  }
  // Machines of libraries that are read but not imported by name.
  for (let before = -1; before < machines.size;) {
    before = machines.size;
    for (const definition of elaboration.machines.definitions)
      if (definition.declaration.parameters.length === 0) yield* add(definition);
  }
  return { machines: [...machines.values()].flatMap((machine) => machine ?? []), endings };
}

/** Objectives of the file, those that it imports by name, and those of libraries that something reads. */
function* checkObjectives(
  entries: readonly Entry[],
  elaboration: Elaboration,
): Checking<Pick<TypedSpec, "objectives" | "pastObjectives" | "infiniteObjectives">> {
  const checked = new Map<unknown, CheckedObjective | undefined>();
  const add = function* (definition: Definition): Checking<void> {
    if (definition.kind !== "objective" || definition.declaration.parameters.length > 0) return;
    if (!checked.has(definition.declaration))
      checked.set(definition.declaration, yield* defer(elaboration.objectives.typed(definition)));
  };
  for (const { name } of elaboration.unit.chain.flatMap(({ imports }) => [...imports.values()])) {
    const definition = lookUp(elaboration.unit, name, elaboration.unit.modules.main);
    if (definition !== undefined) yield* add(definition);
  }
  for (const { definitions } of entries) for (const definition of definitions) yield* add(definition);
  for (let before = -1; before < checked.size;) {
    before = checked.size;
    for (const definition of elaboration.objectives.definitions) yield* add(definition);
  }
  const all = [...checked.values()];
  return {
    objectives: all.flatMap((checked) => (checked?.form === "finite" ? [checked.objective] : [])),
    pastObjectives: all.flatMap((checked) => (checked?.form === "past" ? [checked.objective] : [])),
    infiniteObjectives: all.flatMap((checked) => (checked?.form === "infinite" ? [checked.objective] : [])),
  };
}

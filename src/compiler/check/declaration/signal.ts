import { report } from "../../diagnostics/report.js";
import type { Identifier, SignalDeclaration } from "../../syntax/ast/index.js";
import { agentAxis } from "../agents/at-place.js";
import { checkPolicy } from "./policy.js";
import type { Context, DeclaredType, DefinitionOf } from "../context.js";
import { declaredValue } from "../declared-value.js";
import { timingOfSignal } from "./signal-timing.js";
import { binary, errorAt, numberConstant } from "../make.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isRagged } from "../type/ragged.js";
import type { Span } from "../../source/span.js";
import { aggregateScope, scopeName } from "../expression/aggregate-scope.js";
import type { TypedExpression, TypedSignalDeclaration } from "../typed.js";

/** A signal as the spec declares it, and how expressions read it. */
export interface CheckedSignal {
  readonly declaration: TypedSignalDeclaration;
  readonly declared: DeclaredType;
}

/** The type and default of one name of a `signal` or `action`; `undefined` after a mistake. */
export function* checkSignal(
  definition: DefinitionOf<"signal">,
  context: Context,
): Checking<CheckedSignal | undefined> {
  const { declaration, home, name, span } = definition;
  const scope = scopeOf(home);
  if (notInThisVersion(declaration, scope, context)) return undefined;
  const per = declaration.per && (yield* checkPer(declaration, declaration.per, scope, context));
  if (per === "error") return undefined;
  const alone = yield* context.type(declaration.type, scope, { name, ...(per === undefined ? {} : { per }) });
  const declared = declaration.perAgent && alone !== undefined ? ofEach(alone, declaration, scope, context) : alone;
  if (declared === undefined || (isRagged(declared.type) && raggedLater(declaration, declared, scope, context)))
    return undefined;
  const expected = declared.type.element === "enum" ? declared.type : undefined;
  const value =
    declaration.default &&
    declaredValue(yield* defer(context.check(declaration.default, scope, expected)), declared, name, scope, context);
  const missing = yield* checkPolicy(definition, declared, context);
  if (missing === "faulty") return undefined;
  return {
    declared,
    declaration: {
      name,
      role: declaration.role === "action" ? "action" : "signal",
      type: declared.raw,
      ...(value === undefined ? {} : { default: value }),
      ...(per === undefined ? {} : { per }),
      ...(missing === undefined ? {} : { missing }),
      ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
      span,
    },
  };
}

/** `per episode`, `per group`, `per turn`, perhaps `at start`. */
function* checkPer(
  { role, atStart }: SignalDeclaration,
  per: Identifier,
  scope: Scope,
  context: Context,
): Checking<TypedSignalDeclaration["per"] | "error"> {
  const over = yield* aggregateScope(per, scope, context);
  if (over === undefined) return "error";
  const refuse = (reason: string): "error" => {
    context.report(scope, report("unfit-scope", per.span, { aggregator: role, scope: scopeName(over), reason }));
    return "error";
  };
  if (role === "action") return refuse("an action belongs to a step");
  if (over.kind === "batch") return refuse("signals come with steps, segments, episodes and groups");
  if (over.kind !== "segment") return { rate: over.kind, atStart };
  if (atStart) return refuse("`at start` is for episodes and groups: a segment's signal comes on its last step");
  return { rate: "segment", segment: over.segment, atStart };
}

/** External signals that come once for several steps come later; one report for each declaration. */
function notInThisVersion(declaration: SignalDeclaration, scope: Scope, context: Context): boolean {
  const { per, missing } = declaration;
  const ofSegment = per !== undefined && per.name !== "episode" && per.name !== "group";
  const construct =
    (missing?.policy === "hold" && per !== undefined) || (missing?.policy === "error" && ofSegment)
      ? `\`missing ${missing.policy}\` of a signal \`per ${per.name}\``
      : undefined;
  if (construct === undefined) return false;
  context.notYet(scope, construct, declaration.span);
  return true;
}

/** A value for each agent, along a first axis. */
function ofEach(
  { type, raw, scale }: DeclaredType,
  { role, span }: SignalDeclaration,
  scope: Scope,
  context: Context,
): DeclaredType | undefined {
  if (context.agents === undefined) {
    const help = "say how many there are: `agents 2`";
    context.report(scope, report("no-agents", span, { what: `${role} \`per agent\`` }, { help }));
    return undefined;
  }
  if (isRagged(type)) {
    context.notYet(scope, "a signal `per agent` of varying length", span);
    return undefined;
  }
  const axis = agentAxis(context.agents);
  return { type: { ...type, shape: [axis, ...type.shape] }, raw: { ...raw, shape: [axis, ...raw.shape] }, scale };
}

/** What signals of varying length cannot be in this version. */
function raggedLater(declaration: SignalDeclaration, { type }: DeclaredType, scope: Scope, context: Context): boolean {
  const shares = type.shape.some(({ ragged }) => ragged?.own === false);
  const construct =
    declaration.default !== undefined
      ? "a default of an array of varying length"
      : declaration.role === "external"
        ? "an external signal of varying length"
        : declaration.per !== undefined && shares
          ? `an axis of varying length \`per ${declaration.per.name}\` that has a name`
          : undefined;
  if (construct === undefined) return false;
  context.notYet(scope, construct, declaration.span);
  return true;
}

/** The signal in SI units. */
export function readSignal(signal: CheckedSignal | undefined, span: Span): TypedExpression {
  if (signal === undefined) return errorAt(span);
  const { declared, declaration } = signal;
  const { raw, type, scale } = declared;
  const { name, missing, per } = declaration;
  const read = {
    kind: "signal",
    ...timingOfSignal(per),
    ...(missing === undefined ? {} : { missing }),
    span,
    name,
  } as const;
  if (scale === 1) return { ...read, type };
  const value: TypedExpression = { ...read, type: raw };
  return binary("multiply", value, numberConstant(scale, "float", span), { ...type, element: "float" }, span);
}

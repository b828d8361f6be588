import { report } from "../../diagnostics/report.js";
import type { MachineDeclaration, StartDistribution } from "../../syntax/ast/index.js";
import { suggestion } from "../expression/name.js";
import { counterReference } from "../expression/machine-field.js";
import type { Context } from "../context.js";
import { evaluate } from "../constant.js";
import { withLocals, type Local, type Scope } from "../scope.js";
import { type Checking } from "../task.js";
import { checkNumber } from "../declaration/term.js";
import type { TypedEdge, TypedExpression, TypedMachine, TypedState } from "../typed.js";
import type { StateDeclaration } from "../../syntax/ast/index.js";
import { checkEdge } from "./edge.js";
import type { StatesBody } from "./interface.js";

/** A machine with its guards, rewards and updates checked. `scope` sees the parameters of its template. */
export function* checkMachine(
  name: string,
  declaration: MachineDeclaration,
  body: StatesBody,
  scope: Scope,
  context: Context,
): Checking<TypedMachine | undefined> {
  const counters = new Map<string, Local>(
    body.counters.map((counter) => [
      counter.name,
      { kind: "value", value: counterReference(name, counter.name, counter, true, counter.span) },
    ]),
  );
  const inside = withLocals(scope, counters);
  const parts = new Map<
    StateDeclaration,
    { readonly edges: readonly TypedEdge[]; readonly reward: TypedExpression | undefined }
  >();
  for (const { declaration: state } of body.states) {
    if (parts.has(state)) continue;
    const edges: TypedEdge[] = [];
    for (const edge of state.edges) {
      const typed = yield* checkEdge(edge, name, body, inside, context);
      if (typed !== undefined) edges.push(typed);
    }
    const reward = state.reward && (yield* checkNumber(state.reward, "the reward of a state", inside, context));
    parts.set(state, { edges, reward });
  }
  const start = yield* startOf(declaration, name, body, scope, context);
  if (start === undefined) return undefined;
  const states: TypedState[] = body.states.map((state) => {
    const { edges = [], reward } = parts.get(state.declaration) ?? {};
    return {
      name: state.name,
      end: state.declaration.end,
      ...(reward === undefined ? {} : { reward }),
      edges,
      span: state.span,
    };
  });
  const documentation = declaration.documentation ?? body.declaration.documentation;
  return {
    name,
    readsSource: body.declaration.readsSource,
    counters: body.counters,
    states,
    start,
    ...(documentation === undefined ? {} : { documentation }),
    span: declaration.name.span,
  };
}

/** The probability of each state at the start: one `start state`, or a distribution. */
function* startOf(
  declaration: MachineDeclaration,
  name: string,
  body: StatesBody,
  scope: Scope,
  context: Context,
): Checking<readonly number[] | undefined> {
  const written = body.declaration.body.kind === "states" ? body.declaration.body.start : undefined;
  const marked = body.states.filter((state) => state.declaration.start);
  const [first, second] = marked;
  if (written !== undefined) {
    if (first !== undefined) {
      context.report(
        scope,
        report(
          "several-starts",
          first.span,
          { machine: name },
          { related: [{ span: written.span, label: "the start is declared here" }] },
        ),
      );
    }
    return yield* distribution(written, name, body, scope, context);
  }
  if (first === undefined) {
    context.report(
      scope,
      report(
        "missing-start",
        declaration.name.span,
        { machine: name },
        { help: "write `start` before the state it begins in" },
      ),
    );
    return undefined;
  }
  if (second !== undefined) {
    context.report(
      scope,
      report(
        "several-starts",
        second.span,
        { machine: name },
        {
          related: [{ span: first.span, label: "starts here" }],
          help: "for a random start write `start { A: 0.5, B: 0.5 }`",
        },
      ),
    );
  }
  return body.states.map((state) => (state === first ? 1 : 0));
}

function* distribution(
  start: StartDistribution,
  name: string,
  body: StatesBody,
  scope: Scope,
  context: Context,
): Checking<readonly number[] | undefined> {
  const probabilities = body.states.map(() => 0);
  const seen = new Set<string>();
  for (const { state, probability } of start.entries) {
    const place = body.states.findIndex((candidate) => candidate.name === state.name);
    const typed = yield* checkNumber(probability, "a probability", scope, context);
    if (typed.kind === "error") return undefined;
    if (place < 0) {
      const names = body.states.map((candidate) => candidate.name);
      context.report(
        scope,
        report(
          "unknown-state",
          state.span,
          { machine: name, state: state.name },
          suggestion(state.name, names, state.span),
        ),
      );
      return undefined;
    }
    if (seen.has(state.name)) {
      context.report(scope, report("duplicate-name", state.span, { name: state.name }));
      return undefined;
    }
    seen.add(state.name);
    const value = evaluate(typed)?.[0];
    if (value === undefined) {
      context.report(scope, report("not-constant", probability.span, { what: "a probability", rate: typed.rate }));
      return undefined;
    }
    probabilities[place] = value;
  }
  return probabilities;
}

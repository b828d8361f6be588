import { uncovered } from "../../../automata/guarded-machine.js";
import type { Place } from "../../../automata/syntax-problem.js";
import type { TextEdge, TextMachine } from "../../../automata/text/text-machine.js";
import type { Diagnostic, PhaseResult } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import { suggest } from "../../../diagnostics/suggest.js";
import type { Span } from "../../../source/span.js";
import type { TypedEdge, TypedExpression, TypedMachine, TypedState } from "../../typed.js";
import { analyseMachine } from "../analysis.js";
import { constant, disjunction } from "./expressions.js";
import { firstInFile } from "./file-order.js";
import { overlappingEdges } from "./overlapping-edges.js";
import { overwritten } from "./overwritten.js";
import { readMachineFile } from "./read-file.js";

/** One entry of `labels { f -> coffee }`. */
export interface ImportedLabel {
  readonly label: string;
  /** Boolean. */
  readonly value: TypedExpression;
  readonly span: Span;
}

export interface ImportRequest {
  readonly name: string;
  /** The declaration. */
  readonly span: Span;
  readonly file: { readonly path: string; readonly text: string };
  readonly labels: readonly ImportedLabel[];
  readonly documentation?: string;
  /** Reproduces a fault of the published code: see `overwritten`, and the reward for falling off below. */
  readonly compatibility?: "falling-off-pays";
}

/**
 * A machine from the published text format, or an automaton in the HOA format (see `hoaMachine`). States are called `u0`, `u1`, …; terminal ones are final. The first edge of the file that fits is taken, and a label
 * without an edge falls off the machine: that ends the episode in a state `failed` with reward 0. With `falling-off-pays` it pays what the state's edge to a terminal
 * state pays, as the published code does, which keeps rewards by pairs of states and has one id for all terminal states and for none.
 */
export function importMachine(request: ImportRequest): PhaseResult<TypedMachine | undefined> {
  const { format, machine: text, problems, unsupported } = readMachineFile(request.file.text);
  if (text === undefined) {
    return {
      value: undefined,
      diagnostics: [
        ...problems.map(({ place, found, expected }) =>
          report("machine-file-syntax", at(request, place), { found, expected }),
        ),
        ...(unsupported === undefined
          ? []
          : [report("machine-file-unsupported", at(request, unsupported.place), { construct: unsupported.construct })]),
      ],
    };
  }
  const unknown = [...unknownLabels(text, request), ...unknownRewards(text, request)];
  const unused = unusedLabels(text, request);
  if (unknown.length > 0) return { value: undefined, diagnostics: [...unknown, ...unused] };
  if (format === "hoa") {
    const machine = typedMachine(text, request);
    const overlaps = overlappingEdges(machine);
    const value = overlaps.length > 0 ? undefined : withFailure(machine, request);
    return { value, diagnostics: [...unused, ...overlaps] };
  }
  const lost =
    request.compatibility === undefined
      ? { edges: text.edges, diagnostics: [] }
      : overwritten(text, (place) => at(request, place));
  const ordered = firstInFile(typedMachine({ ...text, edges: lost.edges }, request));
  return {
    value: withFailure(ordered.value, request),
    diagnostics: [...unused, ...lost.diagnostics, ...ordered.diagnostics],
  };
}

function at({ file }: ImportRequest, { start, end }: Place): Span {
  return { file: file.path, start, end };
}

function unknownLabels(text: TextMachine, request: ImportRequest): readonly Diagnostic[] {
  const known = new Set(request.labels.map(({ label }) => label));
  const seen = new Set<string>();
  return text.edges
    .flatMap(({ guard }) => guard.flat())
    .flatMap(({ label, place }) => {
      if (known.has(label) || seen.has(label)) return [];
      seen.add(label);
      // Any two single letters are near each other.
      const near = label.length < 3 ? undefined : suggest(label, known);
      return [
        report(
          "machine-file-label",
          at(request, place),
          { label },
          {
            help: near === undefined ? `add \`${label} -> CONDITION\` to \`labels\`` : `did you mean \`${near}\`?`,
            related: [{ span: request.span, label: "imported here" }],
          },
        ),
      ];
    });
}

function unusedLabels(text: TextMachine, request: ImportRequest): readonly Diagnostic[] {
  const used = new Set(text.edges.flatMap(({ guard }) => guard.flat().map(({ label }) => label)));
  return request.labels
    .filter(({ label }) => !used.has(label))
    .map(({ label, span }) => report("unused-label", span, { label }));
}

function unknownRewards(text: TextMachine, request: ImportRequest): readonly Diagnostic[] {
  return text.edges.flatMap(({ reward }) => {
    if (
      reward.arguments.length === 1 &&
      (reward.function === undefined || reward.function === "ConstantRewardFunction")
    )
      return [];
    const found = `${reward.function ?? ""}(${reward.arguments.join(", ")})`;
    return [
      report(
        "machine-file-reward",
        at(request, reward.place),
        { found },
        { help: "write the machine in a `.reward` file, where an edge's reward is any expression" },
      ),
    ];
  });
}

function typedMachine(text: TextMachine, request: ImportRequest): TypedMachine {
  const values = new Map(request.labels.map(({ label, value }) => [label, value]));
  const terminals = new Set(text.terminals);
  const ids = [...new Set([text.initial, ...text.edges.flatMap(({ from, to }) => [from, to]), ...text.terminals])].sort(
    (a, b) => a - b,
  );
  const edge = (line: TextEdge): TypedEdge => ({
    form: "when",
    guard: disjunction(line.guard, values, (place) => at(request, place), at(request, line.place)),
    target: ids.indexOf(line.to),
    ...rewardOf(line, request),
    updates: [],
    span: at(request, line.place),
  });
  const states = ids.map((id): TypedState => ({
    name: `u${String(id).replace("-", "_")}`,
    end: terminals.has(id) ? "final" : "none",
    edges: terminals.has(id) ? [] : text.edges.filter(({ from }) => from === id).map(edge),
    span: request.span,
  }));
  return {
    name: request.name,
    readsSource: false,
    counters: [],
    states,
    start: ids.map((id) => (id === text.initial ? 1 : 0)),
    ...(request.documentation === undefined ? {} : { documentation: request.documentation }),
    span: request.span,
  };
}

function rewardOf({ reward }: TextEdge, request: ImportRequest): { readonly reward?: TypedExpression } {
  const value = reward.arguments[0] ?? 0;
  return value === 0 ? {} : { reward: constant(value, at(request, reward.place)) };
}

/** Adds `otherwise -> failed` to every state that some label falls off. */
function withFailure(machine: TypedMachine, request: ImportRequest): TypedMachine {
  const analysis = analyseMachine(machine);
  if (analysis === undefined) return machine;
  const falls = machine.states.map(({ end }, state) => {
    const decision = analysis.decisions[state];
    return end === "none" && decision !== undefined && uncovered(analysis.diagrams, decision) !== undefined;
  });
  if (!falls.includes(true)) return machine;
  const failed = machine.states.length;
  const states = machine.states.map((state, index): TypedState => {
    if (falls[index] !== true) return state;
    const paid =
      request.compatibility === "falling-off-pays"
        ? state.edges.findLast((edge) => machine.states[edge.target]?.end === "final")?.reward
        : undefined;
    return {
      ...state,
      edges: [
        ...state.edges,
        {
          form: "otherwise",
          target: failed,
          ...(paid === undefined ? {} : { reward: paid }),
          updates: [],
          span: request.span,
        },
      ],
    };
  });
  return {
    ...machine,
    states: [...states, { name: "failed", end: "final", edges: [], span: request.span }],
    start: [...machine.start, 0],
  };
}

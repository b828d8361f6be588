import type { Span } from "../source/span.js";
import type { Dfa } from "../automata/temporal/dfa.js";
import type { TemporalFormula } from "../automata/temporal/formula.js";
import type { OmegaAutomaton } from "../automata/temporal/omega/automaton.js";
import type { InfiniteFormula } from "../automata/temporal/omega/formula.js";
import type { PastMemory } from "../automata/temporal/past/memory.js";
import type { Standings } from "../automata/temporal/past/standings.js";
import type { PastEnd } from "../automata/temporal/quantitative/formula.js";
import type { ClockCount } from "../ir/node.js";
import type { MissingPolicy } from "../ir/program.js";
import type {
  SignalPer,
  TypedExpression,
  TypedLet,
  TypedSchemeReference,
  TypedSegment,
  ValueType,
} from "./typed-expression.js";

export type * from "./typed-expression.js";

/*
 * The typed spec: what `check` makes of a parsed file and what `lower` turns into the graph. Imports, variants, templates, term
 * groups' parameters, comprehensions and `def`s are gone: each call of a `def` is its body with the arguments put in, so that each
 * call owns its state. A `let` stays one shared object. Object identity is meaning: an expression that occurs once is lowered once.
 */

export interface TypedSignalDeclaration {
  readonly name: string;
  readonly role: "signal" | "action";
  readonly type: ValueType;
  readonly default?: readonly number[];
  /** Absent: it comes in each step. */
  readonly per?: SignalPer;
  /** Set for an external signal. */
  readonly missing?: MissingPolicy;
  readonly documentation?: string;
  readonly span: Span;
}
export interface TypedParamDeclaration {
  readonly name: string;
  readonly type: ValueType;
  readonly value: readonly number[];
  readonly documentation?: string;
  readonly span: Span;
}

export interface TypedTerm {
  /** With its groups: `style.effort`. */
  readonly name: string;
  readonly primary: boolean;
  /** Constant 1 when not written; `per s` is multiplied in already. */
  readonly weight: TypedExpression;
  readonly when?: TypedExpression;
  readonly body: TypedExpression;
  readonly clip?: { readonly low: TypedExpression; readonly high: TypedExpression };
  /** Absent: it is paid in every step. `episode`: it is worth something in the last step of an episode only. `late`: `finish` computes it, at the rate of its parts. */
  readonly paid?: "episode" | "late";
  readonly documentation?: string;
  readonly span: Span;
}

export interface TypedMachine {
  readonly name: string;
  readonly readsSource: boolean;
  readonly counters: readonly TypedCounter[];
  readonly states: readonly TypedState[];
  /** Probability of each state at the start, summing to 1. */
  readonly start: readonly number[];
  readonly documentation?: string;
  readonly span: Span;
}
export interface TypedCounter {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly initial: number;
  readonly span: Span;
}
export interface TypedState {
  readonly name: string;
  readonly end: "none" | "final" | "done";
  readonly reward?: TypedExpression;
  readonly edges: readonly TypedEdge[];
  readonly span: Span;
}
export interface TypedEdge {
  readonly form: "when" | "else-when" | "otherwise";
  /** Boolean; absent for `otherwise`. */
  readonly guard?: TypedExpression;
  readonly target: number;
  readonly reward?: TypedExpression;
  /** New values of counters, before saturation. */
  readonly updates: readonly { readonly counter: string; readonly value: TypedExpression }[];
  readonly span: Span;
}

/** What `total` is made of where it is a vector; its items stand in this order. */
export interface TypedComponents {
  readonly names: readonly string[];
  /** The order is one of importance: what is within `tolerance` of the best by an earlier component is judged by the next. */
  readonly lexicographic?: { readonly tolerance: number };
}

/** `total = average_reward(E, step: β, init: r0)`: what the step pays is less the average reward so far. */
export interface TypedAverage {
  /** β in (0, 1]: how far the average moves towards a step's reward. */
  readonly step: number;
  /** The average before training. */
  readonly initial: number;
}

export type TypedShape = {
  readonly name: string;
  readonly weight: TypedExpression;
  /** The component of `total` that it adds to; there where `total` has components. */
  readonly into?: string;
  readonly span: Span;
} & (
  | { readonly form: "potential"; readonly potential: TypedExpression }
  | { readonly form: "value-iteration"; readonly machine: string; readonly sign: 1 | -1 }
);

export type TypedEnding = {
  readonly kind: "terminated" | "truncated";
  readonly cause: string;
  readonly span: Span;
} & (
  | {
      readonly form: "condition";
      readonly condition: TypedExpression;
      readonly reward?: TypedExpression;
      /** The component of `total` that the reward adds to; there where `total` has components. */
      readonly into?: string;
    }
  /** A final state of the machine was entered. */
  | { readonly form: "machine"; readonly machine: string }
);

export interface TypedTestValue {
  readonly name: string;
  /** Row-major, the whole signal. */ readonly value: readonly number[];
}
/** What the learner had done before a row; a test sets what is not 0. */
export type TypedTestClock = Readonly<Record<ClockCount, number>>;
export interface TypedTestRow {
  readonly values: readonly TypedTestValue[];
  readonly clock: TypedTestClock;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** Indices into `TypedTest.expectations`, judged on this row. */
  readonly expectations: readonly number[];
}
export interface TypedTestEpisode {
  /** Signals at the reset; what is not set takes its default. */
  readonly reset: readonly TypedTestValue[];
  readonly resetClock: TypedTestClock;
  readonly rows: readonly TypedTestRow[];
  /** Judged after the last row: `return` and the like. */
  readonly endExpectations: readonly number[];
  /** Signals of the episode, known when it is over. */
  readonly end: readonly TypedTestValue[];
  /** Index into `TypedTest.groups`. */
  readonly group: number;
}
export interface TypedTestGroup {
  /** Signals of the group, known when it is over. */
  readonly end: readonly TypedTestValue[];
  /** Which of the test's updates it belongs to. */
  readonly batch: number;
  /** Judged on the group as a whole. */
  readonly expectations: readonly number[];
}
export interface TypedExpectation {
  readonly text: string;
  readonly span: Span;
  readonly form:
    | {
        readonly kind: "compare";
        readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=";
        readonly left: TypedExpression;
        readonly right: TypedExpression;
        readonly tolerance: number;
      }
    | { readonly kind: "condition"; readonly condition: TypedExpression }
    | { readonly kind: "cause"; readonly equals: boolean; readonly value: string };
}
export interface TypedTest {
  readonly name: string;
  readonly span: Span;
  readonly variant?: string;
  readonly params: readonly { readonly name: string; readonly value: readonly number[] }[];
  readonly episodes: readonly TypedTestEpisode[];
  readonly groups: readonly TypedTestGroup[];
  readonly expectations: readonly TypedExpectation[];
}

/** Members of `O.verdict`. */
export const verdicts = ["Satisfied", "Violated", "Unknown"] as const;

/** What stands in for greatest and least. */
export type Smooth =
  { readonly kind: "logsumexp" | "softmax"; readonly temperature: number } | { readonly kind: "gmsr" };

/** `with past_end: …, smooth: …`. */
export interface TypedRobustnessOptions {
  readonly pastEnd: PastEnd;
  /** Absent: exact. */
  readonly smooth?: Smooth;
}

/** A temporal objective with the automaton that it runs as. */
export interface TypedObjective {
  readonly name: string;
  /** Letter 0 is then the reset state. */
  readonly readsSource: boolean;
  /** Boolean step expressions without connectives, no two alike: what the formula's atoms stand for, by index. */
  readonly atoms: readonly TypedExpression[];
  readonly formula: TemporalFormula;
  /**
   * Where subformulas are written, by object: a part of the text is one object wherever the formula needs it, and two parts are two objects even where they are
   * equal. What has no entry comes from the expansion of a pattern or a task.
   */
  readonly spans?: ReadonlyMap<TemporalFormula, Span>;
  /** Minimal over free atoms; what the theory says of them removes label classes, not states. */
  readonly automaton: Dfa;
  /** Options of its robustness; absent: what is there past the end, exact. */
  readonly robustness?: TypedRobustnessOptions;
  /** The formula as written. */
  readonly text: string;
  readonly documentation?: string;
  readonly span: Span;
}

/** An objective that its last letter can judge, kept as bits because its automaton would be too large. */
export interface TypedPastObjective extends Omit<TypedObjective, "automaton"> {
  readonly memory: PastMemory;
  readonly standings: Standings;
}

/** An objective on infinite traces, which no end of an episode decides. */
export interface TypedInfiniteObjective extends Omit<TypedObjective, "formula" | "automaton"> {
  readonly formula: InfiniteFormula;
  readonly automaton: OmegaAutomaton;
}

/** What a trainer is told when whole trajectories are there. */
export interface TypedFinish {
  readonly advantage?: TypedExpression;
  /** Several are and-ed. */
  readonly keep?: TypedExpression;
  readonly mask?: TypedExpression;
  readonly reports: readonly TypedReport[];
}
export interface TypedReport {
  readonly name: string;
  readonly value: TypedExpression;
  readonly documentation?: string;
  readonly span: Span;
}

export interface TypedSpec {
  readonly name: string;
  /** Of its name. */
  readonly span: Span;
  readonly documentation?: string;
  readonly signals: readonly TypedSignalDeclaration[];
  readonly params: readonly TypedParamDeclaration[];
  readonly lets: readonly TypedLet[];
  readonly segments: readonly TypedSegment[];
  readonly terms: readonly TypedTerm[];
  readonly machines: readonly TypedMachine[];
  readonly objectives: readonly TypedObjective[];
  readonly pastObjectives: readonly TypedPastObjective[];
  readonly infiniteObjectives: readonly TypedInfiniteObjective[];
  readonly shapes: readonly TypedShape[];
  /** In file order; the cause of an end is the first that holds. */
  readonly endings: readonly TypedEnding[];
  /** Slower addends are payments. With components a `vector` of them. */
  readonly total: TypedExpression;
  /** Absent where the total is one number. */
  readonly components?: TypedComponents;
  /** Set where the objective is the average reward; `total` is what is averaged. */
  readonly average?: TypedAverage;
  /** How many agents are paid apart: `total` is then a `vector` of what each is paid. Absent where all are paid alike. */
  readonly agents?: number;
  /** The addends of `total` that steps know; absent: all. */
  readonly onlineTotal?: TypedExpression;
  /** Absent where nothing is told to a trainer. */
  readonly finish?: TypedFinish;
  /** Const or param. */
  readonly discount?: TypedExpression;
  /** The discount of this step, where a scheme sets it; the spec's own elsewhere. */
  readonly stepDiscount?: TypedSchemeReference;
  /** Seconds per step. */
  readonly dt?: number;
  readonly nan: "error" | "zero" | "terminate";
  readonly asserts: readonly { readonly condition: TypedExpression; readonly text: string; readonly span: Span }[];
  /** Tests of the variant that this spec was checked with (a test without `with variant` belongs to the base spec). */
  readonly tests: readonly TypedTest[];
  readonly variants: readonly string[];
}

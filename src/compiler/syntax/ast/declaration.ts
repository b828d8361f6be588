import type { Span } from "../../source/span.js";
import type { Argument, Expression, Identifier, UnitExpression } from "./expression.js";
import type { TestDeclaration } from "./test.js";

interface Declared<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
  /** The text of the `///` lines above, joined by newlines. */
  readonly documentation?: string;
}

export interface TypeExpression {
  readonly base:
    | {
        readonly kind: "named";
        readonly name: "bool" | "int" | "float" | "vec2" | "vec3" | "vec4" | "quat wxyz" | "quat xyzw";
      }
    | { readonly kind: "enum"; readonly members: readonly Identifier[] }
    | { readonly kind: "reference"; readonly name: Identifier };
  /** Outermost axis first: `float[foot, 3]`. */
  readonly dimensions: readonly TypeDimension[];
  readonly range?: { readonly low: Expression; readonly high: Expression; readonly span: Span };
  readonly unit?: UnitExpression;
  readonly span: Span;
}
/** A size, an axis' name, or `<= n` (ragged). */
export interface TypeDimension {
  readonly size: Expression;
  readonly ragged: boolean;
  readonly span: Span;
}

export interface ImportDeclaration extends Declared<"import"> {
  readonly names: readonly { readonly name: Identifier; readonly alias?: Identifier }[];
  readonly from: { readonly value: string; readonly span: Span };
}
export interface SignalDeclaration extends Declared<"signal"> {
  readonly role: "signal" | "external" | "action";
  readonly names: readonly Identifier[];
  readonly type: TypeExpression;
  readonly perAgent: boolean;
  /** `per episode|group|turn`. */
  readonly per?: Identifier;
  readonly atStart: boolean;
  readonly default?: Expression;
  readonly missing?:
    | { readonly policy: "default" | "hold"; readonly value: Expression; readonly span: Span }
    | { readonly policy: "skip" | "error"; readonly span: Span };
}
export interface ParamDeclaration extends Declared<"param"> {
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly value: Expression;
}
export interface LetDeclaration extends Declared<"let"> {
  readonly name: Identifier;
  readonly value: Expression;
}
export interface DefDeclaration extends Declared<"def"> {
  readonly name: Identifier;
  readonly parameters: readonly DefParameter[];
  readonly body: Expression;
}
export interface DefParameter {
  readonly name: Identifier;
  readonly default?: Expression;
  readonly span: Span;
}
export interface AxisDeclaration extends Declared<"axis"> {
  readonly name: Identifier;
  readonly members?: readonly Identifier[];
  /** `axis item <= 32`. */ readonly atMost?: Expression;
}
export interface SegmentDeclaration extends Declared<"segment"> {
  readonly name: Identifier;
  readonly form: "between" | "runs";
  readonly condition: Expression;
}
export interface TermDeclaration extends Declared<"term"> {
  readonly primary: boolean;
  readonly name: Identifier;
  readonly weight?: Expression;
  readonly perSecond: boolean;
  readonly when?: Expression;
  readonly body: Expression;
  readonly clip?: { readonly low: Expression; readonly high: Expression; readonly span: Span };
}
export interface TermsDeclaration extends Declared<"terms"> {
  readonly name: Identifier;
  readonly parameters: readonly TypedParameter[];
  readonly members: readonly (TermDeclaration | TermsDeclaration | LetDeclaration)[];
}
/** `a, b: bool`: names share a type; no type means any expression. */
export interface TypedParameter {
  readonly names: readonly Identifier[];
  readonly type?: TypeExpression;
  readonly span: Span;
}

export interface MachineDeclaration extends Declared<"machine"> {
  readonly name: Identifier;
  readonly parameters: readonly TypedParameter[];
  readonly readsSource: boolean;
  readonly body: MachineBody;
}
export type MachineBody =
  | {
      readonly kind: "states";
      readonly counters: readonly CounterDeclaration[];
      readonly start?: StartDistribution;
      readonly states: readonly StateDeclaration[];
    }
  /** `machine Deliver = InOrder(coffee, office)`. */
  | { readonly kind: "instance"; readonly template: Identifier; readonly arguments: readonly Argument[] }
  /** `machine M from "t3.txt" labels { f -> coffee }`. */
  | {
      readonly kind: "import";
      readonly from: { readonly value: string; readonly span: Span };
      readonly labels: readonly { readonly label: Identifier; readonly value: Expression }[];
    };
export interface CounterDeclaration {
  readonly name: Identifier;
  readonly low: Expression;
  readonly high: Expression;
  readonly initial: Expression;
  readonly span: Span;
}
export interface StartDistribution {
  readonly entries: readonly { readonly state: Identifier; readonly probability: Expression }[];
  readonly span: Span;
}
export interface StateDeclaration {
  readonly names: readonly Identifier[];
  readonly start: boolean;
  readonly end: "none" | "final" | "done";
  readonly reward?: Expression;
  readonly edges: readonly EdgeDeclaration[];
  readonly documentation?: string;
  readonly span: Span;
}
export interface EdgeDeclaration {
  /** `otherwise` has no guard. */
  readonly form: "when" | "else-when" | "otherwise";
  readonly guard?: Expression;
  readonly target: Identifier;
  readonly reward?: Expression;
  readonly updates: readonly {
    readonly counter: Identifier;
    readonly operator: "=" | "+=" | "-=";
    readonly value: Expression;
    readonly span: Span;
  }[];
  readonly span: Span;
}

/** `with name: value, …` */
export type Options = readonly Argument[];
export interface ObjectiveDeclaration extends Declared<"objective"> {
  readonly name: Identifier;
  readonly parameters: readonly TypedParameter[];
  readonly readsSource: boolean;
  readonly formula: Expression;
  readonly options: Options;
}
export interface ShapeDeclaration extends Declared<"shape"> {
  readonly form:
    | { readonly kind: "potential"; readonly potential: Expression }
    | { readonly kind: "value-iteration"; readonly machine: Expression }
    | { readonly kind: "progress"; readonly objective: Expression };
  readonly weight?: Expression;
  readonly into?: Identifier;
  readonly options: Options;
}
export interface TotalDeclaration extends Declared<"total"> {
  readonly value: Expression;
}
export interface AdvantageDeclaration extends Declared<"advantage"> {
  readonly value: Expression;
}
export interface KeepDeclaration extends Declared<"keep"> {
  readonly condition: Expression;
}
export interface MaskDeclaration extends Declared<"mask"> {
  readonly condition: Expression;
}
export interface ReportDeclaration extends Declared<"report"> {
  readonly name: Identifier;
  readonly value: Expression;
}
export interface ConstraintDeclaration extends Declared<"constraint"> {
  readonly name: Identifier;
  readonly condition: Expression;
  readonly options: Options;
}
export interface TerminateDeclaration extends Declared<"terminate"> {
  readonly condition: Expression;
  readonly reward?: Expression;
  readonly into?: Identifier;
  readonly cause?: { readonly value: string; readonly span: Span };
}
export interface TruncateDeclaration extends Declared<"truncate"> {
  readonly condition: Expression;
  readonly cause?: { readonly value: string; readonly span: Span };
}
export interface DiscountDeclaration extends Declared<"discount"> {
  readonly value: Expression;
}
export interface DtDeclaration extends Declared<"dt"> {
  readonly value: Expression;
}
export interface NanDeclaration extends Declared<"nan"> {
  readonly policy: "error" | "zero" | "terminate";
}
export interface AssertDeclaration extends Declared<"assert"> {
  readonly condition: Expression;
}
export interface VariantDeclaration extends Declared<"variant"> {
  readonly name: Identifier;
  readonly items: readonly VariantItem[];
}
export type VariantItem = SetItem | Declaration;
/** `set effort.weight = 0`: the path is a term, a term's field, a `let` or a `param`. */
export interface SetItem {
  readonly kind: "set";
  readonly path: readonly Identifier[];
  readonly value: Expression;
  readonly span: Span;
}
export interface ModelDeclaration extends Declared<"model"> {
  readonly name: Identifier;
  readonly features: readonly Argument[];
  readonly type: TypeExpression;
  readonly loss: Expression;
  readonly options: Options;
}
export interface AgentsDeclaration extends Declared<"agents"> {
  readonly count: Expression;
}

export type Declaration =
  | ImportDeclaration
  | SignalDeclaration
  | ParamDeclaration
  | LetDeclaration
  | DefDeclaration
  | AxisDeclaration
  | SegmentDeclaration
  | TermDeclaration
  | TermsDeclaration
  | MachineDeclaration
  | ObjectiveDeclaration
  | ShapeDeclaration
  | TotalDeclaration
  | AdvantageDeclaration
  | KeepDeclaration
  | MaskDeclaration
  | ReportDeclaration
  | ConstraintDeclaration
  | TerminateDeclaration
  | TruncateDeclaration
  | DiscountDeclaration
  | DtDeclaration
  | NanDeclaration
  | AssertDeclaration
  | VariantDeclaration
  | ModelDeclaration
  | AgentsDeclaration
  | TestDeclaration;

/** One parsed `.reward` file. */
export interface SpecFile {
  readonly kind: "spec" | "library";
  /** Absent when the first line is missing; that has been reported. */
  readonly name?: Identifier;
  readonly extends?: Identifier;
  readonly documentation?: string;
  readonly declarations: readonly Declaration[];
  readonly span: Span;
}

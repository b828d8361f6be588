import type { TypedSpec } from "../check/typed.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Program } from "../ir/program.js";
import type { Bounds } from "./bounds.js";
import type { Work } from "./work.js";

/** What a rule of the analysis sees. */
export interface AnalysisContext {
  readonly spec: TypedSpec;
  readonly program: Program;
  readonly bounds: Bounds;
  /** What searches for witnesses may still cost. */
  readonly work: Work;
}

/** One way in which a reward that means something may not mean what its author wants. */
export type AnalysisRule = (context: AnalysisContext) => readonly Diagnostic[];

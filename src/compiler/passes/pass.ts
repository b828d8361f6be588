import type { Program } from "../ir/program.js";

/** A rewriting of programs that keeps their meaning. Returns its very argument when there is nothing to do. */
export interface Pass {
  readonly name: string;
  run(program: Program): Program;
}

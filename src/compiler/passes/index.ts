import type { Program } from "../ir/program.js";
import { dropDead } from "./drop-dead.js";
import { fold } from "./fold.js";
import type { Pass } from "./pass.js";
import { share } from "./share.js";

/** The passes in the order in which they run. Adding one is one new file and one line here. */
export const passes: readonly Pass[] = [fold, share, dropDead];

/** Runs all passes until none finds anything to do. `between` sees the program after each pass that changed it. */
export function optimise(program: Program, between: (program: Program, pass: Pass) => void = () => undefined): Program {
  for (let current = program; ;) {
    let next = current;
    for (const pass of passes) {
      const result = pass.run(next);
      if (result !== next) between(result, pass);
      next = result;
    }
    if (next === current) return current;
    current = next;
  }
}

export type { Pass } from "./pass.js";

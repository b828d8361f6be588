import { assertSound, initialState, step } from "../../runtime/reference/index.js";
import type { Target } from "./target.js";

/** The interpreter: what the language means. */
export const referenceTarget: Target = {
  name: "reference",
  begin(program, reset, options = {}) {
    let state = initialState(program, reset, options);
    return {
      step: (row) => {
        const moved = step(program, state, row);
        assertSound(program, state, moved.outputs);
        state = moved.state;
        return Promise.resolve(moved.outputs);
      },
      dispose: () => undefined,
    };
  },
};

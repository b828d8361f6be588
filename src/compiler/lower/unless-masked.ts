import type { Lowering } from "../builtins/builtin.js";
import type { TypedCall } from "../check/typed.js";
import type { PhaseLowering } from "./spec-lowering.js";

/** The lowering that a built-in gets: the state of a call with a masked argument stands still in that step. */
export function unlessMasked(call: TypedCall, lowering: PhaseLowering): Lowering {
  const { whole } = lowering;
  return whole.hasMasks ? stillWhereMasked(call, lowering, whole.step) : lowering;
}

function stillWhereMasked(call: TypedCall, lowering: Lowering, ofSteps: Lowering): Lowering {
  const { ir, phase, dt } = lowering;
  return {
    ir,
    phase,
    dt,
    expression: (value) => lowering.expression(value),
    presenceOfAll: (values) => lowering.presenceOfAll(values),
    atReset: (value) => lowering.atReset(value),
    state: (draft, next) =>
      lowering.state(draft, (old) => {
        // Asked when the slot is written, since what a `prev` reads may need the `prev` itself.
        const present = lowering.presenceOfAll(Object.values(call.arguments));
        return present === undefined ? next(old) : ir.select(present, next(old), old);
      }),
    remember: (draft, next) =>
      lowering.remember(draft, (old, { finish }) =>
        next(old, { finish, step: stillWhereMasked(call, ofSteps, ofSteps) }),
      ),
  };
}

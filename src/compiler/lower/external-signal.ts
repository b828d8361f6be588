import { labelOf } from "../builtins/history/label.js";
import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import type { TypedSignal } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import { presenceName } from "./signals.js";
import type { PhaseLowering } from "./spec-lowering.js";

/**
 * The value of a signal; of an external one what its policy makes of it. Where `skip` masks it a 0 stands there that nobody reads, so
 * that no value of a step before, and no NaN, can leak. `error` is the runtime's: the row is refused.
 */
export function lowerSignal(signal: TypedSignal, lowering: PhaseLowering): NodeId {
  const { ir, phase } = lowering;
  const { name, missing } = signal;
  const [dtype, shape] = [dtypeOf(signal.type), sizesOf(signal.type)];
  if (phase === "finish") throw new Error(`what steps know of ${name} is recorded`);
  const value = ir.signal(name, phase, dtype, shape);
  if (missing === undefined) return value;
  const constant = (values: readonly number[] | number): NodeId => ir.constant(values, dtype, shape);
  switch (missing.policy) {
    case "default":
      return ir.select(isPresent(name, lowering), value, constant(missing.value));
    case "hold":
      // A reset has no step before it.
      if (phase === "reset") return ir.select(isPresent(name, lowering), value, constant(missing.value));
      return lowering.whole.once(`held ${name}`, () => {
        const held = (old: NodeId): NodeId => ir.select(isPresent(name, lowering), value, old);
        const first = constant(missing.value);
        return held(
          lowering.state(
            {
              name: `hold(${labelOf(signal)})`,
              kind: "history",
              dtype,
              shape,
              initial: first,
              feature: { encoding: "value" },
            },
            held,
          ),
        );
      });
    case "skip":
      return phase === "reset" ? value : ir.select(isPresent(name, lowering), value, constant(0));
    case "error":
      return value;
    default:
      return unreachable(missing);
  }
}

/** Whether the row brings the external signal, or each row of a trajectory did; one for each environment, whatever the signal's shape. */
export function isPresent(signal: string, { ir, phase }: PhaseLowering): NodeId {
  const given = ir.signal(presenceName(signal), phase === "reset" ? "reset" : "step", "bool", []);
  return phase === "finish" ? ir.record(given) : given;
}

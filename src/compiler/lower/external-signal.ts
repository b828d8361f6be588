import { labelOf } from "../builtins/history/label.js";
import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import type { TypedSignal } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import { atLast } from "./finish/segments.js";
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
      return ir.select(isPresent(signal, lowering), value, constant(missing.value));
    case "hold":
      // A reset has no step before it.
      if (phase === "reset") return ir.select(isPresent(signal, lowering), value, constant(missing.value));
      return lowering.whole.once(`held ${name}`, () => {
        const held = (old: NodeId): NodeId => ir.select(isPresent(signal, lowering), value, old);
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
      return phase === "reset" ? value : ir.select(isPresent(signal, lowering), value, constant(0));
    case "error":
      return value;
    default:
      return unreachable(missing);
  }
}

/** Whether what comes once is there, or its row brings it; one for each environment, whatever the signal's shape. */
export function isPresent(signal: TypedSignal, { ir, phase, whole }: PhaseLowering): NodeId {
  const { rate, segmentOf, finish } = signal;
  const name = presenceName(signal.name);
  const everywhere = ir.boolean(true);
  if (phase !== "finish") return ir.signal(name, phase, "bool", []);
  if (finish === true && (rate === "episode" || rate === "group")) return ir.signal(name, rate, "bool", []);
  const given = ir.record(ir.signal(name, "step", "bool", []));
  if (segmentOf !== undefined) return atLast(given, segmentOf, whole);
  if (rate !== "episode" && rate !== "group") return given;
  const ofEpisode = ir.pool("last", given, everywhere, ["step", "episode"]);
  return rate === "episode" ? ofEpisode : ir.pool("any", ofEpisode, everywhere, ["episode", "group"]);
}

/** A signal that comes once, when it is over, as its policy has it. */
export function lowerLateSignal(signal: TypedSignal, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const { name, rate, segmentOf, missing } = signal;
  const [dtype, shape] = [dtypeOf(signal.type), sizesOf(signal.type)];
  if (segmentOf === undefined && rate !== "episode" && rate !== "group")
    throw new Error(`signal ${name} comes with each step`);
  const value =
    segmentOf === undefined
      ? ir.signal(name, rate === "group" ? "group" : "episode", dtype, shape)
      : atLast(ir.record(ir.signal(name, "step", dtype, shape)), segmentOf, whole);
  if (missing === undefined || missing.policy === "error") return value;
  const standIn = "value" in missing ? missing.value : 0;
  return ir.select(isPresent(signal, lowering), value, ir.constant(standIn, dtype, shape));
}

import { readClock } from "../kernel/clock.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { RewardError } from "../kernel/errors.js";
import { sizeOf } from "../kernel/size-of.js";
import type { FusedSettings } from "./fused-kernel.js";
import type { FusedLayout, UniformLayout } from "./layout.js";

/** What all environments share, in the order of the layout; floats in single precision. Throws `RewardError` for params that the spec does not declare, or of another size. */
export function uniformsOf(
  descriptor: SpecDescriptor,
  layout: FusedLayout,
  { params = {}, clock }: FusedSettings,
): readonly number[] {
  for (const [name, value] of Object.entries(params)) {
    const declared = descriptor.params.find((param) => param.name === name);
    const size = typeof value === "number" ? 1 : value.length;
    if (declared === undefined)
      throw new RewardError({ kind: "bad-input", name, expected: "a declared param", found: "no such param" });
    if (size !== sizeOf(declared.shape))
      throw new RewardError({
        kind: "bad-input",
        name,
        expected: count(sizeOf(declared.shape)),
        found: count(size),
      });
  }
  const valueOf = ({ source, name, element }: UniformLayout): number => {
    switch (source) {
      case "param": {
        const value = params[name] ?? descriptor.params.find((param) => param.name === name)?.value ?? [];
        return typeof value === "number" ? value : (value[element] ?? NaN);
      }
      case "clock": {
        const reading = descriptor.clock?.find((candidate) => candidate.name === name);
        if (reading === undefined) throw new Error(`no reading ${name} of the clock`);
        return readClock(reading, clock);
      }
      case "trained":
        return descriptor.trained?.find((slot) => slot.name === name)?.initial[element] ?? NaN;
    }
  };
  return layout.uniforms.map((uniform) =>
    uniform.type === "float" ? Math.fround(valueOf(uniform)) : valueOf(uniform),
  );
}

function count(size: number): string {
  return size === 1 ? "1 value" : `${size} values`;
}

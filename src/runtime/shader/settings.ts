import type { FusedLayout } from "../fused/layout.js";
import { uniformsOf } from "../fused/uniforms.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { Settings } from "../kernel/kernel.js";
import { placedUniform, type Placement } from "./placement.js";

/**
 * The words of the settings: params that are numbers, or have their declared values, and the clock. Params that are tensors have their declared values here and are copied on
 * the device. Throws `RewardError` for what the spec does not declare and for a clock that is missing.
 */
export function settingsWords(
  descriptor: SpecDescriptor,
  layout: FusedLayout,
  placement: Placement,
  environments: number,
  { params = {}, clock }: Settings,
): Uint32Array<ArrayBuffer> {
  const numbers = Object.entries(params).flatMap(([name, value]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  const words = new Uint32Array(placement.settings);
  const [floats, ints] = [new Float32Array(words.buffer), new Int32Array(words.buffer)];
  words[0] = environments;
  const settings = { params: Object.fromEntries(numbers), ...(clock === undefined ? {} : { clock }) };
  uniformsOf(descriptor, layout, settings).forEach((value, index) => {
    const uniform = layout.uniforms[index];
    if (uniform === undefined) return;
    const word = placedUniform(placement, uniform.source, uniform.name).base + uniform.element;
    if (uniform.type === "float") floats[word] = value;
    else ints[word] = value;
  });
  return words;
}

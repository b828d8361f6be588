import type { FusedLayout } from "../fused/layout.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { Placement } from "../shader/placement.js";
import { fieldFunction, givenWords } from "./fields.js";
import type { WebGlProgram } from "./webgl.js";

/** What an emitted module says: all that `fragmentKernel` needs. */
export interface FragmentModule {
  readonly descriptor: SpecDescriptor;
  readonly layout: FusedLayout;
  /** The fragment program in GLSL ES 3.00, as tfjs's webgl backend takes it. */
  readonly text: string;
  /** Numbers that it looks up. */
  readonly tables: readonly number[];
}

/**
 * The program that computes: a texel of its output is four words of one environment, groups of words one behind the other. `paramsInTexture`: settings are read from a texture, since some of
 * them are tensors.
 */
export function stepProgram(
  text: string,
  placement: Placement,
  environments: number,
  paramsInTexture: boolean,
): WebGlProgram {
  const groups = Math.ceil(givenWords(placement) / 4);
  return {
    variableNames: ["inputs", "memory", "tables", ...(paramsInTexture ? ["params"] : [])],
    outputShape: [2 * groups, 2 * environments],
    packedInputs: false,
    packedOutput: true,
    enableShapeUniforms: true,
    customUniforms: [{ name: "settings", type: "ivec4", arrayIndex: placement.settings / 4 }],
    userCode: paramsInTexture ? `#define PARAMS_IN_TEXTURE\n${text}` : text,
  };
}

/** The program that lays the words of those texels out: fields one behind the other, each `[N, width]`, row-major as tensors are. */
export function layOutProgram(placement: Placement, environments: number): WebGlProgram {
  return {
    variableNames: ["texels"],
    outputShape: [givenWords(placement) * environments],
    packedInputs: true,
    packedOutput: false,
    enableShapeUniforms: true,
    customUniforms: [{ name: "environments", type: "int" }],
    userCode: `
${fieldFunction(placement)}

void main() {
  uint place = uint(getOutputCoords());
  uvec2 field = fieldOf(place / uint(environments));
  uint inside = place - field.x * uint(environments);
  uint word = field.x + inside % field.y;
  uint index = word / 4u * uint(environments) + inside / field.y;
  uint width = uint(texelsTexShape.y) / 2u;
  setOutput(texelFetch(texels, ivec2(index % width, index / width), 0)[word % 4u]);
}
`,
  };
}

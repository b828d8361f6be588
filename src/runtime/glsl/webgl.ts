import * as tf from "@tensorflow/tfjs-core";

/*
 * As much of tfjs's webgl backend as a kernel needs. Its types are not installed with rewardc.
 */

/** A program of the backend, `GPGPUProgram`: what it puts around `userCode` has `setOutput`, `getOutputCoords`, and for each variable a sampler of its name with its shape. */
export interface WebGlProgram {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  /** 2 by 2 numbers in each texel; else one. */
  readonly packedInputs: boolean;
  readonly packedOutput: boolean;
  /** Shapes are uniforms: one program for all. */
  readonly enableShapeUniforms: true;
  readonly customUniforms: readonly { readonly name: string; readonly type: string; readonly arrayIndex?: number }[];
  readonly userCode: string;
}

/** tfjs's webgl backend (4.22), which is a `KernelBackend` with a context. */
export interface WebGlBackend {
  readonly texData: { get(id: object): { dtype: tf.DataType } };
  uploadToGPU(id: object): void;
  incRef(id: object): void;
  disposeIntermediateTensorInfo(tensor: tf.TensorInfo): void;
  runWebGLProgram(
    program: WebGlProgram,
    inputs: readonly tf.TensorInfo[],
    dtype: tf.DataType,
    uniforms: readonly (readonly number[])[],
    keepPacked: boolean,
  ): tf.TensorInfo;
}

/** tfjs's backend, which must be webgl, on WebGL 2 with textures of single precision. Throws where it is not. */
export function webGlBackend(): WebGlBackend {
  if (tf.getBackend() !== "webgl")
    throw new Error(
      `a fragment program runs on tfjs's webgl backend, and the current one is \`${tf.getBackend()}\`: await useBackend("webgl") first`,
    );
  if (tf.env().getNumber("WEBGL_VERSION") !== 2)
    throw new Error("a fragment program needs WebGL 2, and this browser has WebGL 1");
  if (!tf.env().getBool("WEBGL_RENDER_FLOAT32_ENABLED"))
    throw new Error(
      "a fragment program needs textures of single precision, and this device or tfjs's flags allow half precision only",
    );
  return tf.backend() as unknown as WebGlBackend;
}

/** Part of a tensor `[size]` as a tensor of its own on the same texture, without copying; ints and bools are floats there anyway, and the type says as what they are read. */
export function windowOn(
  backend: WebGlBackend,
  whole: tf.Tensor1D,
  offset: number,
  shape: readonly number[],
  dtype: "float32" | "int32" | "bool",
): tf.Tensor {
  const part = tf.slice(whole, [offset], [tf.util.sizeFromShape([...shape])]);
  backend.texData.get(part.dataId).dtype = dtype;
  backend.incRef(part.dataId);
  return tf.engine().makeTensorFromTensorInfo({ dataId: part.dataId, shape: [...shape], dtype });
}

import {
  engine,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type Tensor,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

/** A kernel of a GPU backend that does not mean what it means elsewhere, and what to run in its place. */
export interface Repair {
  readonly kernelName: string;
  readonly backends: readonly GpuBackend[];
  /** The right kernel, made from the one that the backend brings. */
  readonly repaired: (original: KernelFunc) => KernelFunc;
}

/** Backends that compute in shaders. */
export type GpuBackend = "webgl" | "webgpu";
export const gpuBackends: readonly GpuBackend[] = ["webgl", "webgpu"];

/** A kernel of one input whose shader may be wrong: `compute` runs it, on other inputs or with other attributes. */
export function unary<Attributes extends NamedAttrMap = NamedAttrMap>(
  kernelName: string,
  value: (x: Tensor, compute: (input: Tensor, attributes?: NamedAttrMap) => Tensor, attributes: Attributes) => Tensor,
  backends: readonly GpuBackend[] = gpuBackends,
): Repair {
  return {
    kernelName,
    backends,
    repaired: (original) => (call) =>
      value(
        input(call.inputs, "x"),
        (x, changed) =>
          output(original({ ...call, inputs: { ...call.inputs, x }, attrs: { ...call.attrs, ...changed } })),
        call.attrs as Attributes,
      ),
  };
}

/** The same of two inputs that broadcast. */
export function binary(
  kernelName: string,
  value: (a: Tensor, b: Tensor, compute: (a: Tensor, b: Tensor) => Tensor) => Tensor,
): Repair {
  return {
    kernelName,
    backends: gpuBackends,
    repaired: (original) => (call) =>
      value(input(call.inputs, "a"), input(call.inputs, "b"), (a, b) =>
        output(original({ ...call, inputs: { ...call.inputs, a, b } })),
      ),
  };
}

/** Kernels are run by the engine, on tensors. */
function input(inputs: NamedTensorInfoMap, name: string): Tensor {
  const given = inputs[name];
  if (given === undefined) throw new Error(`a kernel without its input ${name}`);
  return given as Tensor;
}

function output(made: TensorInfo | TensorInfo[]): Tensor {
  return engine().makeTensorFromTensorInfo([made].flat()[0] as TensorInfo);
}

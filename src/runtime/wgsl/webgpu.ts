import * as tf from "@tensorflow/tfjs-core";

/*
 * As much of WebGPU and of tfjs's webgpu backend as a kernel needs. Their types are not installed with rewardc.
 */

export interface GpuBuffer {
  readonly size: number;
  destroy(): void;
}

export interface GpuDevice {
  readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxComputeWorkgroupsPerDimension: number };
  readonly queue: {
    submit(commands: readonly object[]): void;
    writeBuffer(buffer: GpuBuffer, offset: number, data: Uint32Array<ArrayBuffer>): void;
  };
  createBuffer(options: { readonly size: number; readonly usage: number }): GpuBuffer;
  createShaderModule(options: { readonly code: string }): object;
  createBindGroupLayout(options: object): object;
  createPipelineLayout(options: object): object;
  createComputePipeline(options: object): object;
  createBindGroup(options: object): object;
  createCommandEncoder(): GpuEncoder;
  pushErrorScope(filter: "validation"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

export interface GpuEncoder {
  copyBufferToBuffer(from: GpuBuffer, fromOffset: number, to: GpuBuffer, toOffset: number, bytes: number): void;
  clearBuffer(buffer: GpuBuffer, offset: number, bytes: number): void;
  beginComputePass(): {
    setPipeline(pipeline: object): void;
    setBindGroup(place: number, group: object): void;
    dispatchWorkgroups(count: number): void;
    end(): void;
  };
  finish(): object;
}

/** Bits of `GPUBufferUsage` and `GPUShaderStage`, as WebGPU numbers them. */
export const usage = { copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
export const computeStage = 4;

/** tfjs's webgpu backend (4.22), which is a `KernelBackend` with a device. */
export interface WebGpuBackend {
  readonly device: GpuDevice;
  readonly tensorMap: { get(id: object): { readonly resource?: GpuBuffer | null } };
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  uploadToGPU(id: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** tfjs's backend, which must be webgpu. Throws where it is another one. */
export function webGpuBackend(): WebGpuBackend {
  if (tf.getBackend() !== "webgpu")
    throw new Error(
      `a shader runs on tfjs's webgpu backend, and the current one is \`${tf.getBackend()}\`: await useBackend("webgpu") first`,
    );
  return tf.backend() as unknown as WebGpuBackend;
}

/** The buffer of a tensor, on the device after this; a bool is a word. What tfjs has recorded must be submitted before it is read. */
export function bufferOf(backend: WebGpuBackend, { dataId }: tf.TensorInfo): GpuBuffer {
  backend.uploadToGPU(dataId);
  const { resource } = backend.tensorMap.get(dataId);
  if (resource === undefined || resource === null) throw new Error("the tensor has no buffer");
  return resource;
}

/** A tensor whose numbers are to be written into its buffer. */
export function emptyTensor(backend: WebGpuBackend, shape: readonly number[], dtype: tf.DataType): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend.makeTensorInfo([...shape], dtype));
}

/** Hands everything that tfjs has recorded to the device, so that what is submitted next comes after it. */
export function submitPending(backend: WebGpuBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}

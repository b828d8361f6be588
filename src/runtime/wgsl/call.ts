import * as tf from "@tensorflow/tfjs-core";
import type { ColumnField } from "../fused/layout.js";
import type { PlacedField } from "./placement.js";
import type { ShaderGround, ShaderProgram } from "./program.js";
import { bufferOf, emptyTensor, submitPending, type GpuBuffer, type GpuEncoder, type WebGpuBackend } from "./webgpu.js";

const wordBytes = 4;

/**
 * One dispatch of a shader: what goes in, is cleared and comes out is said first, then all is handed to the device at once. Everything stays on the
 * device; a tensor whose numbers are still on the CPU is uploaded.
 */
export class ShaderCall {
  readonly #before: ((encoder: GpuEncoder) => void)[] = [];
  readonly #after: ((encoder: GpuEncoder) => void)[] = [];

  constructor(
    readonly backend: WebGpuBackend,
    readonly program: ShaderProgram,
    readonly ground: ShaderGround,
  ) {}

  /** `[N, ...shape]` into a field; nothing where the shader has none of that name. */
  write(field: ColumnField, name: string, tensor: tf.Tensor): void {
    const placed = this.#find(field, name);
    if (placed === undefined || placed.width === 0) return;
    const from = bufferOf(this.backend, tensor);
    const { offset, bytes } = this.#extent(placed);
    this.#before.push((encoder) => encoder.copyBufferToBuffer(from, 0, this.ground[placed.region], offset, bytes));
  }

  /** Zeros in a field. */
  clear(field: ColumnField, name: string): void {
    const placed = this.#find(field, name);
    if (placed === undefined || placed.width === 0) return;
    const { offset, bytes } = this.#extent(placed);
    this.#before.push((encoder) => encoder.clearBuffer(this.ground[placed.region], offset, bytes));
  }

  /** A param that is a tensor, into the settings. */
  writeSetting(base: number, tensor: tf.Tensor): void {
    const from = bufferOf(this.backend, tensor);
    this.#before.push((encoder) =>
      encoder.copyBufferToBuffer(from, 0, this.ground.settings, base * wordBytes, tensor.size * wordBytes),
    );
  }

  /** What the field holds after the call, `[N, ...shape]`; zeros where the shader has no such field. */
  read(field: ColumnField, name: string, shape: readonly number[], dtype: "float32" | "int32" | "bool"): tf.Tensor {
    const placed = this.#find(field, name);
    const whole = [this.ground.environments, ...shape];
    if (placed === undefined || placed.width === 0) return tf.zeros(whole, dtype);
    const tensor = emptyTensor(this.backend, whole, dtype);
    const to: GpuBuffer = bufferOf(this.backend, tensor);
    const { offset, bytes } = this.#extent(placed);
    this.#after.push((encoder) => encoder.copyBufferToBuffer(this.ground[placed.region], offset, to, 0, bytes));
    return tensor;
  }

  /** Hands it to the device, after all that tfjs was asked for. `settings` are the words from the first on. */
  run(entry: "step" | "reset", settings: Uint32Array<ArrayBuffer>): void {
    const { device } = this.program;
    submitPending(this.backend);
    device.queue.writeBuffer(this.ground.settings, 0, settings);
    const encoder = device.createCommandEncoder();
    this.#before.forEach((copy) => copy(encoder));
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.program[entry]);
    pass.setBindGroup(0, this.ground.bindings);
    pass.dispatchWorkgroups(this.ground.workgroups);
    pass.end();
    this.#after.forEach((copy) => copy(encoder));
    device.queue.submit([encoder.finish()]);
  }

  #find(field: ColumnField, name: string): PlacedField | undefined {
    return this.program.placement.fields.find((each) => each.field === field && each.name === name);
  }

  #extent({ base, width }: PlacedField): { readonly offset: number; readonly bytes: number } {
    const { environments } = this.ground;
    return { offset: base * environments * wordBytes, bytes: width * environments * wordBytes };
  }
}

import * as tf from "@tensorflow/tfjs-core";
import type { ColumnField } from "../fused/layout.js";
import type { ReadField, Entry, ShaderCall } from "../shader/call.js";
import { findField, type PlacedField, type Placement } from "../shader/placement.js";
import type { ShaderGround, ShaderProgram } from "./program.js";
import { bufferOf, emptyTensor, submitPending, type GpuBuffer, type GpuEncoder, type WebGpuBackend } from "./webgpu.js";

const wordBytes = 4;

/**
 * One dispatch of a compute shader: what goes in, is cleared and comes out is said first, then all is handed to the device at once. Everything stays on the
 * device; a tensor whose numbers are still on the CPU is uploaded.
 */
export class ComputeCall implements ShaderCall {
  readonly #before: ((encoder: GpuEncoder) => void)[] = [];
  readonly #after: ((encoder: GpuEncoder) => void)[] = [];

  constructor(
    readonly backend: WebGpuBackend,
    readonly program: ShaderProgram,
    readonly ground: ShaderGround,
  ) {}

  get placement(): Placement {
    return this.program.placement;
  }

  get environments(): number {
    return this.ground.environments;
  }

  write(field: ColumnField, name: string, tensor: tf.Tensor): void {
    const placed = findField(this.placement, field, name);
    if (placed === undefined || placed.width === 0) return;
    const from = bufferOf(this.backend, tensor);
    const { offset, bytes } = this.#extent(placed);
    this.#before.push((encoder) => encoder.copyBufferToBuffer(from, 0, this.ground[placed.region], offset, bytes));
  }

  clear(field: ColumnField, name: string): void {
    const placed = findField(this.placement, field, name);
    if (placed === undefined || placed.width === 0) return;
    const { offset, bytes } = this.#extent(placed);
    this.#before.push((encoder) => encoder.clearBuffer(this.ground[placed.region], offset, bytes));
  }

  writeSetting(base: number, tensor: tf.Tensor): void {
    const from = bufferOf(this.backend, tensor);
    this.#before.push((encoder) =>
      encoder.copyBufferToBuffer(from, 0, this.ground.settings, base * wordBytes, tensor.size * wordBytes),
    );
  }

  run<Result>(entry: Entry, settings: Uint32Array<ArrayBuffer>, collect: (read: ReadField) => Result): Result {
    const result = collect(this.#read);
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
    return result;
  }

  /** A tensor into which the field is copied after the dispatch. */
  readonly #read: ReadField = (field, name, shape, dtype) => {
    const placed = findField(this.placement, field, name);
    const whole = [this.environments, ...shape];
    if (placed === undefined || placed.width === 0) return tf.zeros(whole, dtype);
    const tensor = emptyTensor(this.backend, whole, dtype);
    const to: GpuBuffer = bufferOf(this.backend, tensor);
    const { offset, bytes } = this.#extent(placed);
    this.#after.push((encoder) => encoder.copyBufferToBuffer(this.ground[placed.region], offset, to, 0, bytes));
    return tensor;
  };

  #extent({ base, width }: PlacedField): { readonly offset: number; readonly bytes: number } {
    const { environments } = this;
    return { offset: base * environments * wordBytes, bytes: width * environments * wordBytes };
  }
}

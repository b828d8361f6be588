import * as tf from "@tensorflow/tfjs-core";
import type { ColumnField, FusedLayout } from "../fused/layout.js";
import type { RewardState } from "../kernel/kernel.js";
import type { Entry, ReadField, ShaderCall } from "../shader/call.js";
import { findField, type PlacedField, type Placement, type Region } from "../shader/placement.js";
import { firstWord, givenWords } from "./fields.js";
import { layOutProgram, stepProgram } from "./program.js";
import { windowOn, type WebGlBackend } from "./webgl.js";

/** What all calls of a kernel have in common. */
export interface FragmentGround {
  readonly backend: WebGlBackend;
  readonly placement: Placement;
  readonly layout: FusedLayout;
  readonly text: string;
  readonly tables: tf.Tensor;
}

/**
 * One run of a fragment program. Inputs are laid side by side in one texture, what it gives in another, on which the tensors of state and outputs are windows: so a state that comes back
 * needs no copy. Everything happens on the device, in the order in which tfjs is asked; a tensor whose numbers are still on the CPU is uploaded.
 */
export class FragmentCall implements ShaderCall {
  readonly #given = new Map<PlacedField, tf.Tensor>();
  /** By the first word. */
  readonly #params = new Map<number, tf.Tensor>();
  #memory: tf.TensorInfo | undefined;

  constructor(
    readonly ground: FragmentGround,
    readonly environments: number,
  ) {}

  get placement(): Placement {
    return this.ground.placement;
  }

  write(field: ColumnField, name: string, tensor: tf.Tensor): void {
    const placed = findField(this.placement, field, name);
    if (placed !== undefined) this.#given.set(placed, tensor);
  }

  clear(field: ColumnField, name: string): void {
    const placed = findField(this.placement, field, name);
    if (placed !== undefined) this.#given.delete(placed);
  }

  writeSetting(base: number, tensor: tf.Tensor): void {
    this.#params.set(base, tensor);
  }

  /**
   * Goes on from a state that a call of this kernel left, without copying it: any of its windows brings the whole texture along. There may be none where it has nothing but bools, which are
   * cheap to copy.
   */
  goOn({ slots }: RewardState): boolean {
    const slot = slots.find(({ size, dtype }) => size > 0 && dtype !== "bool");
    if (slot !== undefined) this.#memory = { dataId: slot.dataId, shape: [this.#size], dtype: "float32" };
    return slot !== undefined;
  }

  run<Result>(entry: Entry, settings: Uint32Array<ArrayBuffer>, collect: (read: ReadField) => Result): Result {
    const { backend, text, tables } = this.ground;
    settings[2] = entry === "step" ? 0 : 1;
    const words = [...new Int32Array(settings.buffer)];
    const inputs = [this.#flat("inputs"), this.#memory ?? this.#flat("memory"), tables];
    if (this.#params.size > 0) inputs.push(this.#paramTexture(settings));
    // Small tensors would become uniforms.
    inputs.forEach(({ dataId }) => backend.uploadToGPU(dataId));
    const program = stepProgram(text, this.placement, this.environments, this.#params.size > 0);
    const texels = backend.runWebGLProgram(program, inputs, "float32", [words], true);
    const layOut = layOutProgram(this.placement, this.environments);
    const laidOut = (dtype: "float32" | "bool"): tf.Tensor1D => {
      const numbers = backend.runWebGLProgram(layOut, [texels], dtype, [[this.environments]], false);
      return tf.engine().makeTensorFromTensorInfo(numbers) as tf.Tensor1D;
    };
    // tfjs counts the bytes of a texture by the type of the window that lives longest.
    const [numbers, bools] = [laidOut("float32"), laidOut("bool")];
    backend.disposeIntermediateTensorInfo(texels);
    return collect((field, name, shape, dtype) => {
      const placed = findField(this.placement, field, name);
      const full = [this.environments, ...shape];
      if (placed === undefined || placed.width === 0) return tf.zeros(full, dtype);
      const from = firstWord(this.placement, placed) * this.environments;
      return windowOn(backend, dtype === "bool" ? bools : numbers, from, full, dtype);
    });
  }

  get #size(): number {
    return givenWords(this.placement) * this.environments;
  }

  #fieldsOf(region: Region): readonly PlacedField[] {
    return this.placement.fields.filter((field) => field.region === region && field.width > 0);
  }

  /** The fields of a region one behind the other; zeros where nothing was given. */
  #flat(region: Region): tf.Tensor {
    const parts: tf.Tensor[] = [];
    let missing = 0;
    const fill = (): void => {
      if (missing > 0) parts.push(tf.fill([missing * this.environments], 0));
      missing = 0;
    };
    for (const field of this.#fieldsOf(region)) {
      const tensor = this.#given.get(field);
      if (tensor === undefined) {
        missing += field.width;
        continue;
      }
      fill();
      parts.push(numbersOf(tensor));
    }
    fill();
    // One tensor alone would be handed on as it is, and it may be a window that does not begin where its texture does.
    return tf.concat(parts.length > 1 ? parts : [...parts, tf.zeros([1])]);
  }

  /** The settings as numbers, those that are tensors among them. */
  #paramTexture({ buffer }: Uint32Array<ArrayBuffer>): tf.Tensor {
    const [floats, ints] = [new Float32Array(buffer), new Int32Array(buffer)];
    const values = [...floats];
    const { placement, layout } = this.ground;
    for (const { source, name, base } of placement.uniforms) {
      for (const { element, type } of layout.uniforms.filter((own) => own.source === source && own.name === name))
        if (type !== "float") values[base + element] = ints[base + element] ?? 0;
    }
    const parts: tf.Tensor[] = [];
    let next = 0;
    for (const { base } of placement.uniforms) {
      const tensor = this.#params.get(base);
      if (tensor === undefined) continue;
      if (base > next) parts.push(tf.tensor1d(values.slice(next, base)));
      parts.push(numbersOf(tensor));
      next = base + tensor.size;
    }
    if (next < values.length) parts.push(tf.tensor1d(values.slice(next)));
    return tf.concat(parts);
  }
}

function numbersOf(tensor: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.cast(tensor, "float32"), [-1]);
}

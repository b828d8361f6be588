import type { FusedLayout } from "../fused/layout.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { place, regions, type Placement, type Region } from "../shader/placement.js";
import { computeStage, usage, type GpuBuffer, type GpuDevice } from "./webgpu.js";

/** What an emitted module says: all that `shaderKernel` needs. */
export interface ShaderModule {
  readonly descriptor: SpecDescriptor;
  readonly layout: FusedLayout;
  /** The shader in WGSL, with the entry points `step` and `reset`. */
  readonly text: string;
  /** Words that the shader looks up. */
  readonly tables: readonly number[];
}

/** The shader of a spec on a device, for any number of environments. */
export interface ShaderProgram {
  readonly device: GpuDevice;
  readonly placement: Placement;
  readonly step: object;
  readonly reset: object;
  /** Why the device refused the shader; WebGPU says that later than it is asked. */
  refusal(): string | undefined;
  /** Buffers for so many environments, zeros at first. */
  ground(environments: number): ShaderGround;
}

/** The memory of one number of environments. */
export interface ShaderGround extends Readonly<Record<Region, GpuBuffer>> {
  readonly environments: number;
  readonly settings: GpuBuffer;
  readonly bindings: object;
  readonly workgroups: number;
}

/** Environments of one workgroup, as in the shader. */
const workgroup = 64;
const wordBytes = 4;

/** Compiles a shader for a device. */
export function shaderProgram({ descriptor, layout, text, tables }: ShaderModule, device: GpuDevice): ShaderProgram {
  const placement = place(descriptor, layout);
  let refused: string | undefined;
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code: text });
  const group = device.createBindGroupLayout({
    entries: ["uniform", "read-only-storage", "storage", "storage", "read-only-storage"].map((type, binding) => ({
      binding,
      visibility: computeStage,
      buffer: { type },
    })),
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [group] });
  const pipeline = (entryPoint: string): object =>
    device.createComputePipeline({ layout: pipelineLayout, compute: { module, entryPoint } });
  const [step, reset] = [pipeline("step"), pipeline("reset")];
  void device.popErrorScope().then((error) => (refused = error?.message));
  const storage = usage.storage | usage.copySource | usage.copyTarget;
  const lookups = device.createBuffer({ size: Math.max(tables.length, 1) * wordBytes, usage: storage });
  device.queue.writeBuffer(lookups, 0, Uint32Array.from(tables));

  function ground(environments: number): ShaderGround {
    const workgroups = Math.ceil(environments / workgroup);
    if (workgroups > device.limits.maxComputeWorkgroupsPerDimension)
      throw new Error(`${environments} environments are more than this device computes at once`);
    const [inputs, memory, outputs] = regions.map((region) => {
      const size = Math.max(placement.words[region] * environments, 1) * wordBytes;
      const most = device.limits.maxStorageBufferBindingSize;
      if (size > most)
        throw new Error(
          `the ${region} of ${environments} environments take ${size} bytes, and this device binds ${most}: step fewer at once`,
        );
      return device.createBuffer({ size, usage: storage });
    });
    if (inputs === undefined || memory === undefined || outputs === undefined) throw new Error("a region is missing");
    const settings = device.createBuffer({
      size: placement.settings * wordBytes,
      usage: usage.uniform | usage.copyTarget,
    });
    const bindings = device.createBindGroup({
      layout: group,
      entries: [settings, inputs, memory, outputs, lookups].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    });
    return { environments, inputs, memory, outputs, settings, bindings, workgroups };
  }

  return { device, placement, step, reset, refusal: () => refused, ground };
}

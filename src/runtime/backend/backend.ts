/** Backends by the name that users give, in the order in which `useBackend` tries them. */
export const backendNames = ["tfjs-node-gpu", "tfjs-node", "webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** What a machine has, or why it has it not. */
export type BackendReport =
  | {
      readonly name: BackendName;
      readonly available: true;
      readonly version: string;
      /** Words about the device: the adapter's name, CUDA, SIMD. */
      readonly device?: string;
    }
  | {
      readonly name: BackendName;
      readonly available: false;
      /** One lower-case sentence without a period. */
      readonly reason: string;
      /** The command that would install what is missing. */
      readonly install?: string;
    };

export interface LoadedBackend {
  readonly version: string;
  readonly device?: string;
}

/** One way to run tfjs. */
export interface BackendCandidate {
  readonly name: BackendName;
  /** Whether tensors can be read back at once (`dataSync`); webgpu gives them as promises only. */
  readonly synchronous: boolean;
  /** Makes it tfjs's current backend in this process. Throws `Unavailable` with the reason. */
  load(): Promise<LoadedBackend>;
  /** Looks without leaving traces in this process. Throws `Unavailable`. */
  check(): Promise<LoadedBackend>;
}

/** The reason why this machine has not got a backend. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";

  constructor(
    reason: string,
    readonly install?: string,
  ) {
    super(reason);
  }
}

import type { BackendCandidate } from "../backend.js";
import { cpu } from "./cpu.js";
import { tfjsNode, tfjsNodeGpu } from "./tfjs-node.js";
import { wasm } from "./wasm.js";
import { webgl } from "./webgl.js";
import { webgpu } from "./webgpu.js";

/** Every backend, the one to prefer first. */
export const candidates: readonly BackendCandidate[] = [tfjsNodeGpu, tfjsNode, webgpu, webgl, wasm, cpu];

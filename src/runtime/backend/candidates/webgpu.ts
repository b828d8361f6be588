import * as tf from "@tensorflow/tfjs-core";
import { Unavailable, type BackendCandidate, type LoadedBackend } from "../backend.js";
import { findPackage, importPackage, inNode, installCommand } from "../packages.js";
import { probe, probeScript } from "../probe.js";

const noAdapter = "WebGPU finds no adapter: a Vulkan, Metal or D3D12 driver is missing";

/** Node's types know no `navigator`. */
const host = globalThis as { readonly navigator?: object };

async function load(): Promise<LoadedBackend> {
  if (!inNode()) return await loadInBrowser();
  const { version, device } = await check();
  const [dawn, backend] = await packages();
  const { create, globals } = (await importPackage(dawn)) as unknown as Dawn;
  Object.assign(globalThis, globals);
  // Node has a `navigator` from version 21 on, which cannot be replaced but takes a field.
  if (host.navigator === undefined) Object.defineProperty(host, "navigator", { value: {}, configurable: true });
  Object.defineProperty(host.navigator, "gpu", { value: create([]), configurable: true });
  await importPackage(backend);
  if (!(await tf.setBackend("webgpu"))) throw new Unavailable(noAdapter);
  return { version, ...(device === undefined ? {} : { device }) };
}

async function loadInBrowser(): Promise<LoadedBackend> {
  if (host.navigator === undefined || !("gpu" in host.navigator)) throw new Unavailable("the browser has no WebGPU");
  if (tf.findBackendFactory("webgpu") === null) {
    throw new Unavailable(
      "the page does not import `@tensorflow/tfjs-backend-webgpu`",
      installCommand("@tensorflow/tfjs-backend-webgpu"),
    );
  }
  if (!(await tf.setBackend("webgpu"))) throw new Unavailable(noAdapter);
  return { version: tf.version_core };
}

async function check(): Promise<LoadedBackend> {
  if (!inNode()) return await loadInBrowser();
  const [dawn, backend] = await packages();
  // The driver is native code: a child process looks for an adapter first.
  const { device } = await probe(
    "webgpu",
    probeScript(`
      const { create, globals } = await import(${JSON.stringify(dawn.entry)});
      Object.assign(globalThis, globals);
      const adapter = await create([]).requestAdapter();
      if (adapter === null) throw new Error(${JSON.stringify(noAdapter)});
      return { version: "", device: adapter.info?.device || adapter.info?.description || adapter.info?.vendor || "unnamed adapter" };`),
  );
  return { version: `${backend.version} on Dawn ${dawn.version}`, ...(device === undefined ? {} : { device }) };
}

async function packages(): Promise<[Awaited<ReturnType<typeof findPackage>>, Awaited<ReturnType<typeof findPackage>>]> {
  const backend = await findPackage("@tensorflow/tfjs-backend-webgpu", "webgpu");
  return [await findPackage("webgpu"), backend];
}

interface Dawn {
  readonly create: (flags: readonly string[]) => object;
  readonly globals: object;
}

/** GPUs through WebGPU: in browsers, and in Node through Dawn. Tensors can only be read asynchronously. */
export const webgpu: BackendCandidate = { name: "webgpu", synchronous: false, load, check };

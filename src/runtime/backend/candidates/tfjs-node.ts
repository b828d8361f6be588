import * as tf from "@tensorflow/tfjs-core";
import { Unavailable, type BackendCandidate, type LoadedBackend } from "../backend.js";
import { polyfillUtil, utilPolyfill } from "../node-polyfill.js";
import { findPackage, importPackage, inNode, installCommand, type InstalledPackage } from "../packages.js";
import { probe, probeScript } from "../probe.js";

type Name = "tfjs-node-gpu" | "tfjs-node";

function candidate(name: Name): BackendCandidate {
  const packageName = `@tensorflow/${name}` as const;

  async function find(): Promise<InstalledPackage> {
    if (!inNode()) throw new Unavailable("it needs Node");
    return await findPackage(packageName);
  }

  async function check(): Promise<LoadedBackend> {
    const found = await find();
    const { device = "" } = await probe(name, script(found)).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
      throw new Unavailable(
        error.message,
        /native addon module/.test(error.message) ? `npm rebuild ${packageName} --foreground-scripts` : undefined,
      );
    });
    if (name === "tfjs-node-gpu" && device !== "CUDA") {
      throw new Unavailable(
        "it loads but finds no CUDA device (it needs CUDA 11.2 and cuDNN 8.1)",
        installCommand("@tensorflow/tfjs-node"),
      );
    }
    return { version: found.version, device: name === "tfjs-node" ? "libtensorflow on the CPU" : "CUDA" };
  }

  async function load(): Promise<LoadedBackend> {
    const loaded = await check();
    await polyfillUtil();
    process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
    await importPackage(await find());
    if (!(await tf.setBackend("tensorflow"))) throw new Unavailable("it does not initialise");
    return loaded;
  }

  return { name, synchronous: true, load, check };
}

/** Loads the package, runs one operation and says whether it sits on a GPU. */
function script({ entry }: InstalledPackage): string {
  return probeScript(`
    const { createRequire } = await import("node:module");
    ${utilPolyfill}
    const tf = createRequire(${JSON.stringify(entry)})(${JSON.stringify(entry)});
    await tf.ready();
    tf.square(tf.tensor1d([1, 2])).dataSync();
    return { version: "", device: tf.backend().isUsingGpuDevice ? "CUDA" : "CPU" };`);
}

/** libtensorflow with CUDA, and without. */
export const tfjsNodeGpu = candidate("tfjs-node-gpu");
export const tfjsNode = candidate("tfjs-node");

import * as tf from "@tensorflow/tfjs-core";
import { Unavailable, type BackendCandidate, type LoadedBackend } from "../backend.js";
import { findPackage, inNode, installCommand } from "../packages.js";

async function load(): Promise<LoadedBackend> {
  const wasm = await import("@tensorflow/tfjs-backend-wasm").catch(() => {
    throw new Unavailable(
      "package `@tensorflow/tfjs-backend-wasm` is not installed",
      installCommand("@tensorflow/tfjs-backend-wasm"),
    );
  });
  if (inNode()) {
    // The binaries lie beside the package's entry; threads do not work in Node, and tfjs keeps them off.
    const { dirname, sep } = await import("node:path");
    const { entry } = await findPackage("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(`${dirname(entry)}${sep}`);
  }
  if (!(await tf.setBackend("wasm"))) throw new Unavailable("it does not initialise");
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return { version: wasm.version_wasm, device: simd === true ? "WebAssembly with SIMD" : "WebAssembly" };
}

/** WebAssembly kernels: the default of a machine with nothing else, best from some hundred environments on. */
export const wasm: BackendCandidate = { name: "wasm", synchronous: true, load, check: load };

import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as wasm from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

/** Switches tfjs to a backend that every machine has. */
export async function useTestBackend(name: "cpu" | "wasm"): Promise<void> {
  tf.env().set("PROD", true);
  if (name === "wasm")
    wasm.setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  if (!(await tf.setBackend(name))) throw new Error(`no ${name} backend`);
}

import * as tf from "@tensorflow/tfjs-core";
import { Unavailable, type BackendCandidate, type LoadedBackend } from "../backend.js";
import { installCommand } from "../packages.js";

async function load(): Promise<LoadedBackend> {
  if (tf.findBackendFactory("cpu") === null) {
    try {
      await import("@tensorflow/tfjs-backend-cpu");
    } catch {
      throw new Unavailable(
        "package `@tensorflow/tfjs-backend-cpu` is not installed",
        installCommand("@tensorflow/tfjs-backend-cpu"),
      );
    }
  }
  if (!(await tf.setBackend("cpu"))) throw new Unavailable("it does not initialise");
  return { version: tf.version_core, device: "plain JavaScript" };
}

/** Plain JavaScript: everywhere, and the fastest for a handful of environments. */
export const cpu: BackendCandidate = { name: "cpu", synchronous: true, load, check: load };

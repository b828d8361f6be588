import * as tf from "@tensorflow/tfjs-core";
import { Unavailable, type BackendCandidate, type LoadedBackend } from "../backend.js";
import { inNode, installCommand } from "../packages.js";

async function load(): Promise<LoadedBackend> {
  if (inNode()) throw new Unavailable("WebGL needs a browser");
  if (tf.findBackendFactory("webgl") === null) {
    throw new Unavailable(
      "the page does not import `@tensorflow/tfjs-backend-webgl`",
      installCommand("@tensorflow/tfjs-backend-webgl"),
    );
  }
  if (!(await tf.setBackend("webgl"))) throw new Unavailable("the browser gives no WebGL context with float textures");
  return { version: tf.version_core };
}

/** GPUs through WebGL, in browsers. The page imports the backend's package itself, so that its bundler sees it. */
export const webgl: BackendCandidate = { name: "webgl", synchronous: true, load, check: load };

// What the browser loads: the conformance suite with both GPU backends of tfjs.
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { runCase, type CaseResult, type Kernels } from "../../test/conformance/drivers/run-case.js";
import { fromText } from "./program-text.js";

/** What a page offers to the script that drives it. */
export interface ConformancePage {
  /** Loads a backend and gives its version. */
  use(backend: "webgl" | "webgpu"): Promise<string>;
  run(text: string, kernels: Kernels): Promise<CaseResult>;
}

const page: ConformancePage = {
  async use(backend) {
    const { version } = await useBackend(backend);
    // Small batches would be computed in JavaScript.
    tf.env().set(backend === "webgl" ? "WEBGL_CPU_FORWARD" : "WEBGPU_CPU_FORWARD", false);
    return version;
  },
  run: (text, kernels) => runCase(fromText(text), kernels),
};
Object.assign(globalThis, { conformance: page });

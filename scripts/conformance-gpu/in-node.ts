/*
 * Holds webgpu in Node to the reference, case by case as `node.ts` sends them, which sets the environment. The argument says by which kernels.
 */
import * as tf from "@tensorflow/tfjs-core";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { runCase, type DriverCase, type Kernels } from "../../test/conformance/drivers/run-case.js";
import type { FromNode } from "./node.js";

const say = (message: FromNode): boolean | undefined => process.send?.(message);

const kernels: Kernels = process.argv[2] === "wgsl" ? "wgsl" : "tfjs";
const { version, device = "" } = await useBackend("webgpu");
// Small batches would be computed in JavaScript.
tf.env().set("WEBGPU_CPU_FORWARD", false);
process.on("message", (given: DriverCase) => {
  runCase(given, kernels).then(
    (result) => say({ kind: "result", result }),
    (error: unknown) => say({ kind: "error", reason: error instanceof Error ? error.message : String(error) }),
  );
});
say({ kind: "ready", version, device });

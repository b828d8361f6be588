// Holds tfjs-webgpu in Node to the reference. Run by conformance-gpu.ts, which sets the environment.
import * as tf from "@tensorflow/tfjs-core";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { runCase } from "../../test/conformance/drivers/run-case.js";
import { driverName } from "./driver-name.js";
import { hold } from "./hold.js";

const { version, device = "" } = await useBackend("webgpu");
// Small batches would be computed in JavaScript.
tf.env().set("WEBGPU_CPU_FORWARD", false);
console.log(`tfjs-webgpu ${version}, adapter ${device}`);
const right = await hold(`webgpu in Node on ${driverName(device)}`, runCase, process.argv[2]);
process.exit(right ? 0 : 1);

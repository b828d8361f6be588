/*
 * npm run conformance:gpu [-- --on=webgpu-node,webgl,webgpu] [-- --only=TEXT]
 *
 * Holds tfjs's GPU backends to the reference: webgpu in Node, webgl and webgpu in Chromium, on software drivers where there are no others. What
 * that needs is heavy, is no dependency of the project, and goes into a folder that git ignores. What cannot be had is skipped, loudly,
 * and the exit code is 2 then; 1 where something differs that is not known, or is listed and does not differ.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { holdInChromium } from "./conformance-gpu/chromium.js";
import { nodePath, packageFolder } from "./conformance-gpu/packages.js";
import { vulkanEnvironment } from "./conformance-gpu/vulkan.js";

const { values } = parseArgs({ options: { on: { type: "string" }, only: { type: "string" } } });
const only = values.only ?? "";

const targets: Readonly<Record<string, () => Promise<boolean> | boolean>> = {
  "webgpu-node": () => holdInNode(only),
  webgl: () => holdInChromium("webgl", only),
  webgpu: () => holdInChromium("webgpu", only),
};

function holdInNode(only: string): boolean {
  packageFolder("webgpu");
  packageFolder("@tensorflow/tfjs-backend-webgpu");
  const environment = { ...process.env, ...vulkanEnvironment(), NODE_PATH: nodePath };
  const command = ["scripts/run.mjs", "scripts/conformance-gpu/in-node.ts", only];
  const { status, signal } = spawnSync(process.execPath, command, { env: environment, stdio: "inherit" });
  if (signal !== null) console.log(`  ✗ the process ended by ${signal}`);
  return status === 0;
}

let [differs, skipped] = [false, false];
const wanted = values.on?.split(",") ?? Object.keys(targets);
for (const name of wanted) {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is no target ${name}: ${Object.keys(targets).join(", ")}`);
  try {
    differs = !(await target()) || differs;
  } catch (error) {
    skipped = true;
    console.log(`\n*** NOT RUN: ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exit(differs ? 1 : skipped ? 2 : 0);

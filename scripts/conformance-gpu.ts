/*
 * npm run conformance:gpu [-- --on=webgpu-node,wgsl-node,webgl,webgpu,wgsl,glsl] [-- --only=TEXT] [-- --seconds=300]
 *
 * Holds tfjs's GPU backends to the reference, and the shaders of rewardc: webgpu in Node, webgl and webgpu in Chromium, on software drivers where there
 * are no others. What that needs is heavy, is no dependency of the project, and goes into a folder that git ignores. What cannot be had is skipped, loudly, as is
 * a program that takes more than so many seconds, and the exit code is 2 then; 1 where something differs that is not known, or is listed and does not differ.
 */
import { parseArgs } from "node:util";
import { holdInChromium } from "./conformance-gpu/chromium.js";
import type { Held } from "./conformance-gpu/hold.js";
import { holdInNode } from "./conformance-gpu/node.js";

const { values } = parseArgs({
  options: { on: { type: "string" }, only: { type: "string" }, seconds: { type: "string" } },
});
const only = values.only ?? "";
const seconds = Number(values.seconds ?? 300);
if (!(seconds > 0)) throw new Error(`--seconds=${values.seconds ?? ""} is no number of seconds`);

const targets: Readonly<Record<string, () => Promise<Held>>> = {
  "webgpu-node": () => holdInNode("tfjs", only, seconds),
  "wgsl-node": () => holdInNode("wgsl", only, seconds),
  webgl: () => holdInChromium("webgl", "tfjs", only, seconds),
  webgpu: () => holdInChromium("webgpu", "tfjs", only, seconds),
  wgsl: () => holdInChromium("webgpu", "wgsl", only, seconds),
  glsl: () => holdInChromium("webgl", "glsl", only, seconds),
};

let [differs, skipped] = [false, false];
const wanted = values.on?.split(",") ?? Object.keys(targets);
for (const name of wanted) {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is no target ${name}: ${Object.keys(targets).join(", ")}`);
  try {
    const { right, complete } = await target();
    differs ||= !right;
    skipped ||= !complete;
  } catch (error) {
    skipped = true;
    console.log(`\n*** NOT RUN: ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exit(differs ? 1 : skipped ? 2 : 0);

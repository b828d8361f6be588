import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";
import { installedEnvironment } from "../../scripts/conformance-gpu/vulkan.js";

/**
 * What a program of this folder prints, JSON, run by plain Node on webgpu: drivers are native code that may end a process, and this one has tests to run. It imports the built package.
 * Skips the test, loudly, where there is no webgpu: `npm run conformance:gpu` installs a driver in software.
 */
export function onWebGpu(context: TestContext, program: string, ...args: readonly string[]): unknown {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    env: { ...process.env, ...installedEnvironment() },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${program} ended by ${signal ?? `exit code ${String(status)}`}: ${stderr}`);
  const answer = JSON.parse(stdout) as { readonly unavailable?: string };
  if (answer.unavailable !== undefined) {
    process.stderr.write(`NOT RUN on webgpu: ${context.task.name}: ${answer.unavailable}\n`);
    context.skip(answer.unavailable);
  }
  return answer;
}

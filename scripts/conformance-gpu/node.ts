import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { CaseResult, Kernels } from "../../test/conformance/drivers/run-case.js";
import { driverName } from "./driver-name.js";
import { hold, type CaseRunner, type Held } from "./hold.js";
import { nodePath, packageFolder } from "./packages.js";
import { vulkanEnvironment } from "./vulkan.js";

/** What the process says that runs cases: one `ready`, then an answer to each case. */
export type FromNode =
  | { readonly kind: "ready"; readonly version: string; readonly device: string }
  | { readonly kind: "result"; readonly result: CaseResult }
  | { readonly kind: "error"; readonly reason: string };

/** Holds webgpu in Node to the reference. Cases run in a process of their own: a driver that compiles for too long can only be ended. */
export async function holdInNode(kernels: Kernels, only: string, seconds: number): Promise<Held> {
  packageFolder("webgpu");
  packageFolder("@tensorflow/tfjs-backend-webgpu");
  const { version, device, ...begun } = await begin(kernels);
  let { child } = begun;
  console.log(`tfjs-webgpu ${version}, adapter ${device}`);
  const runner: CaseRunner = {
    async run(given) {
      if (child.exitCode !== null || child.signalCode !== null) ({ child } = await begin(kernels));
      const answer = await ask(child, () => child.send(given));
      if (answer.kind === "result") return answer.result;
      throw new Error(answer.kind === "error" ? answer.reason : "the process said that it was ready twice");
    },
    restart: () => end(child),
  };
  const what = kernels === "tfjs" ? "webgpu" : "shaders";
  try {
    return await hold(runner, { driver: `${what} in Node on ${driverName(device)}`, kernels, only, seconds });
  } finally {
    await end(child);
  }
}

async function begin(
  kernels: Kernels,
): Promise<{ readonly child: ChildProcess; readonly version: string; readonly device: string }> {
  const child = fork("scripts/run.mjs", ["scripts/conformance-gpu/in-node.ts", kernels], {
    env: { ...process.env, ...vulkanEnvironment(), NODE_PATH: nodePath },
    // Numbers that JSON has no words for.
    serialization: "advanced",
  });
  const answer = await ask(child, () => undefined);
  if (answer.kind !== "ready") throw new Error("the process did not say that it was ready");
  return { child, version: answer.version, device: answer.device };
}

/** The next message of a process; an error where it ends instead. */
async function ask(child: ChildProcess, send: () => void): Promise<FromNode> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, "exit", { signal }).then(([code, name]: (number | string | null)[]) => {
    throw new Error(`the process ended by ${String(name ?? `exit code ${String(code)}`)}`);
  });
  try {
    const message = once(child, "message", { signal });
    send();
    const [answer] = (await Promise.race([message, ended])) as [FromNode];
    return answer;
  } finally {
    ended.catch(() => undefined);
    waiting.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

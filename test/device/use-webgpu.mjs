import { checkBackends, useBackend } from "rewardc/runtime";

/** Makes webgpu tfjs's backend; where there is none, says why as `on-webgpu.ts` expects it, and ends the process. */
export async function useWebGpu() {
  const [webgpu] = await checkBackends(["webgpu"]);
  if (webgpu.available) return await useBackend("webgpu");
  await print({ unavailable: webgpu.reason });
  process.exit(0);
}

/** Prints the program's answer. */
export function print(answer) {
  return new Promise((done) => process.stdout.write(JSON.stringify(answer), done));
}

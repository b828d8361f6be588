// What `on-webgl.ts` puts in its place is a module that the compiler wrote.
declare module "emitted-module" {
  export function createKernel(): import("../../src/runtime/kernel/kernel.js").RewardKernel;
}

/*
 * `rewardc/runtime/threads`: worker threads of Node for the loops of fused kernels.
 */
export { nodeThreads, type NodeThreads } from "./node-threads.js";

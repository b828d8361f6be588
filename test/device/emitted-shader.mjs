/*
 * node emitted-shader.mjs MODULE.js SPEC.reward: holds an emitted shader to the reference.
 */
import { pathToFileURL } from "node:url";
import { compile, nodeHost } from "rewardc";
import { conformance } from "rewardc/testing";
import { print, useWebGpu } from "./use-webgpu.mjs";

const [module, spec] = process.argv.slice(2);
const { device } = await useWebGpu();
const { createKernel } = await import(pathToFileURL(module).href);
const { program } = compile(spec, nodeHost());
const result = await conformance(program, createKernel(), { environments: 5, rows: 16 });
await print({ device, ...result });
process.exit(0);

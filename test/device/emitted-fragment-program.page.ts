/*
 * In a page: holds an emitted fragment program to the reference, in all modes of autoreset. The argument is the case as text.
 */
import { fromText } from "../../scripts/conformance-gpu/program-text.js";
import { useBackend, type RewardKernel } from "../../src/runtime/index.js";
import { conformance } from "../../src/testing/conformance/conformance.js";

export default async function run(text: string, { createKernel }: { createKernel(): RewardKernel }): Promise<unknown> {
  await useBackend("webgl");
  const { program, environments, rows } = fromText(text);
  return await conformance(program, createKernel(), { environments, rows });
}

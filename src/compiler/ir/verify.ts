import type { Node } from "./node.js";
import type { Program } from "./program.js";
import { phaseOf, rateOf } from "./inference.js";
import { verifyOperation } from "./verify-operation.js";
import { verifyOutputs } from "./verify-outputs.js";
import { verifySlots } from "./verify-slots.js";

/** Every broken invariant of `node.ts` and `program.ts`, one sentence each; empty for a sound program. */
export function verify(program: Program): readonly string[] {
  return [
    ...program.nodes.flatMap((node, index) => verifyNode(node, index, program)),
    ...verifySlots(program),
    ...verifyOutputs(program),
  ];
}

function verifyNode(node: Node, index: number, program: Program): readonly string[] {
  const where = `node ${index} (${node.op})`;
  if (node.id !== index) return [`${where} has id ${node.id}`];
  const later = node.inputs.find((input) => !(input >= 0 && input < index));
  if (later !== undefined) return [`${where} reads node ${later}, which does not come before it`];
  const inputs = node.inputs.flatMap((input) => program.nodes[input] ?? []);
  const wrongSize = node.shape.find((size) => !Number.isInteger(size) || size < 0);
  return [
    ...(wrongSize === undefined ? [] : [`has a dimension of ${wrongSize}`]),
    ...verifyOperation(node, inputs),
    ...verifyLeaf(node, program),
    ...verifyRate(node, inputs),
    ...verifyPhase(node, inputs),
  ].map((finding) => `${where} ${finding}`);
}

/** Signals and params agree with their declarations, states with their slots. */
function verifyLeaf(node: Node, program: Program): readonly string[] {
  if (node.op === "trained") {
    const slot = program.trained?.[node.slot];
    return slot === undefined
      ? [`reads trained slot ${node.slot}, which does not exist`]
      : sameType(node, slot, slot.name);
  }
  if (node.op !== "signal" && node.op !== "param" && node.op !== "state") return [];
  if (node.op === "state") {
    const slot = program.slots[node.slot];
    if (slot === undefined) return [`reads slot ${node.slot}, which does not exist`];
    if (node.phase === "reset" && !slot.persistent) return [`reads ${slot.name} at a reset, which does not survive it`];
    return sameType(node, slot, slot.name);
  }
  const declared = (node.op === "signal" ? program.signals : program.params).find(({ name }) => name === node.name);
  if (declared === undefined) return [`reads ${node.name}, which is not declared`];
  if (
    node.op === "signal" &&
    node.at === "reset" &&
    program.signals.find(({ name }) => name === node.name)?.role === "action"
  ) {
    return [`reads the action ${node.name} at a reset`];
  }
  return sameType(node, declared, node.name);
}

function sameType(node: Node, declared: Pick<Node, "dtype" | "shape">, name: string): readonly string[] {
  if (node.dtype === declared.dtype && node.shape.join() === declared.shape.join()) return [];
  return [`is ${node.dtype}[${node.shape}], but ${name} is ${declared.dtype}[${declared.shape}]`];
}

function verifyRate(node: Node, inputs: readonly Node[]): readonly string[] {
  const rate = rateOf(node, inputs);
  return node.rate === rate ? [] : [`has rate ${node.rate} instead of ${rate}`];
}

function verifyPhase(node: Node, inputs: readonly Node[]): readonly string[] {
  if (node.op === "state") return node.phase === "any" || node.phase === "finish" ? ["reads state in no phase"] : [];
  const phase = phaseOf(node, inputs);
  if (phase === undefined) return ["reads several phases"];
  return node.phase === phase ? [] : [`belongs to phase ${node.phase} instead of ${phase}`];
}

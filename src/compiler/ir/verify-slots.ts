import { sizeOf } from "./broadcast.js";
import type { Program, Slot, TrainedSlot } from "./program.js";
import { withNeedsReset } from "./needs-reset.js";

/** Slots have unique names, a first value of the reset and a next value of the step, both of the slot's type. */
export function verifySlots(program: Program): readonly string[] {
  return [
    ...program.slots.flatMap((slot, index) =>
      verifySlot(slot, index, program).map((finding) => `slot ${index} (${slot.name}) ${finding}`),
    ),
    ...duplicates("slot", program.slots),
    ...(program.trained ?? []).flatMap((slot, index) => verifyTrained(slot, index, program)),
    ...duplicates("trained slot", program.trained ?? []),
    ...verifyNeedsReset(program),
  ];
}

function verifySlot(slot: Slot, index: number, program: Program): readonly string[] {
  if (slot.id !== index) return [`has id ${slot.id}`];
  const [initial, next] = [program.nodes[slot.initial], program.nodes[slot.next]];
  if (initial === undefined) return ["has no first value"];
  if (next === undefined) return ["is never written"];
  const shape = slot.shape.join();
  return [
    ...(initial.phase === "finish" || next.phase === "finish" ? ["remembers what is known in the end only"] : []),
    ...(initial.phase === "step" ? ["takes its first value from a step"] : []),
    ...(next.phase === "reset" ? ["takes its next value from a reset"] : []),
    ...(initial.dtype === slot.dtype && next.dtype === slot.dtype
      ? []
      : [`is ${slot.dtype}, but is given ${initial.dtype} first and ${next.dtype} next`]),
    ...(initial.shape.join() === shape && next.shape.join() === shape
      ? []
      : [`has shape [${shape}], but is given [${initial.shape}] first and [${next.shape}] next`]),
  ];
}

function verifyTrained(slot: TrainedSlot, index: number, { nodes }: Program): readonly string[] {
  const next = nodes[slot.next];
  const faults = [
    ...(slot.id === index ? [] : [`has id ${slot.id}`]),
    ...(next?.rate === "batch" || next?.phase === "any" ? [] : ["takes what no update gives"]),
    ...(next?.dtype === slot.dtype && next.shape.join() === slot.shape.join()
      ? []
      : ["is given another type or shape"]),
    ...(slot.initial.length === sizeOf(slot.shape) ? [] : ["has a first value of another size"]),
  ];
  return faults.map((fault) => `trained slot ${index} (${slot.name}) ${fault}`);
}

function verifyNeedsReset(program: Program): readonly string[] {
  const { signals } = withNeedsReset(program);
  return program.signals.flatMap((signal, index) => {
    const needed = signals[index]?.needsReset === true;
    return signal.needsReset === needed
      ? []
      : [`signal ${signal.name} is ${needed ? "needed" : "not needed"} at a reset, but is marked otherwise`];
  });
}

/** One sentence for each name that several have. */
export function duplicates(what: string, named: readonly { readonly name: string }[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of named) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice].map((name) => `several of the program's ${what}s are called ${name}`);
}

import { sizeOf } from "../../../ir/broadcast.js";
import type { NodeId } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { rewardFields, type ColumnField, type ColumnLayout } from "../../../../runtime/fused/layout.js";
import type { LayoutBuilder } from "../layout-builder.js";
import { LoopBuilder } from "../loop-builder.js";
import type { Loop, ValueId } from "../loop-program.js";
import { storeCauses } from "./causes.js";
import { NodeElements, type ReadSignal } from "./node-elements.js";
import { column, shownStates } from "./outputs.js";
import type { RowsOfSlots, ScratchRows } from "./scratch-rows.js";

/** One step: what it gives, 0, false and −1 on rows that do not step, and the slots after it; all of it, and what a learner needs. */
export function stepLoops(
  program: Program,
  layout: LayoutBuilder,
  rows: RowsOfSlots,
): { readonly step: Loop; readonly rewards: Loop } {
  const loop = new LoopBuilder(layout);
  const readSignal: ReadSignal = (name, element, type) => loop.load(column("signal", type, name, element));
  const nodes = new NodeElements(program, loop, readSignal, rows);
  const ended = column("ended", "bool");
  const stepped = rowsThatStep(loop, loop.load(ended));
  const give = (target: ColumnLayout, value: ValueId): void =>
    loop.store(target, loop.select(stepped, value, loop.constant(0, target.type)));
  const giveEach = (field: ColumnLayout["field"], items: readonly { name: string; value: NodeId }[]): void =>
    items.forEach(({ name, value }) => give(column(field, "float", name), nodes.scalar(value)));

  give(column("reward", "float"), nodes.scalar(program.reward));
  give(column("total", "float"), nodes.scalar(program.total));
  if (program.stepDiscount !== undefined) give(column("discount", "float"), nodes.scalar(program.stepDiscount));
  giveEach(
    "term",
    program.terms.map(({ name, contribution }) => ({ name, value: contribution })),
  );
  for (const [name, value] of endingRewards(program, loop, nodes)) give(column("term", "float", name), value);
  giveEach(
    "raw",
    program.terms.map(({ name, raw }) => ({ name, value: raw })),
  );
  giveEach("shaping", program.shapings);
  giveEach("robustness", program.robustness ?? []);
  for (const { name, value } of program.gradients ?? [])
    nodes.elements(value).forEach((slope, element) => give(column("gradient", "float", name, element), slope));
  for (const { name, label, rewardValues } of [...program.machines, ...program.objectives]) {
    nodes.elements(label).forEach((value, element) => give(column("label", "int", name, element), value));
    nodes.elements(rewardValues).forEach((value, element) => give(column("rewards", "float", name, element), value));
  }
  for (const { column: target, moved, slot } of shownStates(program)) {
    const still = slot === undefined ? loop.constant(0, "int") : loop.load(column("state", "int", slot.name));
    loop.store(target, loop.select(stepped, nodes.scalar(moved), still));
  }

  const ends = (["terminated", "truncated"] as const).map((kind) => {
    const value = loop.binary("and", stepped, nodes.scalar(program[kind]));
    loop.store(column(kind, "bool"), value);
    return value;
  });
  storeCauses(program, nodes, stepped);
  const fails = (field: "nonFinite" | "missing" | "failedAsserts", conditions: readonly ValueId[]): void =>
    conditions.forEach((condition, element) =>
      loop.store(column(field, "bool", "", element), loop.binary("and", stepped, loop.not(condition))),
    );
  fails(
    "nonFinite",
    program.terms.map(({ finite }) => nodes.scalar(finite)),
  );
  fails(
    "missing",
    program.signals.flatMap(({ name, missing, presence = name }) =>
      missing?.policy === "error" ? [loop.load(column("signal", "bool", presence))] : [],
    ),
  );
  fails(
    "failedAsserts",
    program.asserts.map(({ condition }) => nodes.scalar(condition)),
  );

  for (const { id, name, dtype, shape, next } of program.slots) {
    const inRows = rows.get(id);
    if (inRows !== undefined) {
      storeRows(inRows, loop, nodes, stepped);
      continue;
    }
    const after = nodes.elements(next);
    for (let element = 0; element < sizeOf(shape); element++) {
      const slot = column("state", dtype, name, element);
      loop.store(slot, loop.select(stepped, after[element] ?? nodes.scalar(next), loop.load(slot)));
    }
  }
  loop.store(
    ended,
    ends.reduce((any, end) => loop.binary("or", any, end), loop.load(ended)),
  );
  return { step: loop.finish(), rewards: loop.finish(({ field }) => learnt.has(field)) };
}

/** What a learner needs, and what the next step does. */
const learnt: ReadonlySet<ColumnField> = new Set([...rewardFields, "state", "ended"]);

/** Rows that do not step write behind the last row. */
function storeRows({ columns, updates }: ScratchRows, loop: LoopBuilder, nodes: NodeElements, stepped: ValueId): void {
  for (const { index, part } of updates) {
    const values = nodes.elements(part);
    columns.forEach((target, element) => {
      const row = loop.select(stepped, nodes.scalar(index), loop.constant(target.rows ?? 0, "int"));
      loop.storeRow(target, row, values[element] ?? nodes.scalar(part));
    });
  }
}

/** All but reset rows and rows after an end. */
function rowsThatStep(loop: LoopBuilder, ended: ValueId): ValueId {
  const flag = (name: string): ValueId => loop.load(column("flag", "bool", name));
  const ends = loop.binary("or", flag("terminated"), flag("truncated"));
  const resetsOnly = loop.binary("and", flag("isFirst"), loop.not(ends));
  loop.name(ends, "ends");
  const stepped = loop.not(loop.binary("or", ended, resetsOnly));
  loop.name(stepped, "stepped");
  return stepped;
}

/** What endings pay, by cause; causes of the same name add up. */
function endingRewards(program: Program, loop: LoopBuilder, nodes: NodeElements): ReadonlyMap<string, ValueId> {
  const paid = new Map<string, ValueId>();
  for (const { cause, reward } of program.endings) {
    if (reward === undefined) continue;
    const [before, value] = [paid.get(cause), nodes.scalar(reward.value)];
    paid.set(cause, before === undefined ? value : loop.binary("add", before, value));
  }
  return paid;
}

import type { DType, NodeId } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";
import { recordsOf } from "./outputs.js";
import { Identifiers } from "../names/identifiers.js";
import { nodeName } from "../names/node-name.js";

/** A value of each step that whole trajectories read. */
export interface RecordedValue {
  readonly name: string;
  /** The node of the step. */
  readonly value: NodeId;
  readonly dtype: DType;
  readonly shape: readonly number[];
}

const known = new WeakMap<Program, ReadonlyMap<NodeId, RecordedValue>>();

/** What steps record for `finish`, each by a name of its own. */
export function recordedValues(program: Program): readonly RecordedValue[] {
  return [...byRecord(program).values()];
}

/** The name of what a `record` node reads. */
export function recordedName(program: Program, record: NodeId): string {
  const found = byRecord(program).get(record);
  if (found === undefined) throw new Error(`node ${record} is not recorded`);
  return found.name;
}

function byRecord(program: Program): ReadonlyMap<NodeId, RecordedValue> {
  const made = known.get(program) ?? collect(program);
  known.set(program, made);
  return made;
}

function collect(program: Program): ReadonlyMap<NodeId, RecordedValue> {
  const names = new Identifiers();
  const wanted = wantedNames(program);
  return new Map(
    recordsOf(program).map(({ id, inputs: [value = -1], dtype, shape }) => [
      id,
      { name: names.take(wanted.get(value) ?? ownName(program, value)), value, dtype, shape },
    ]),
  );
}

function ownName(program: Program, id: NodeId): string {
  const node = program.nodes[id];
  return node?.op === "signal" || node?.op === "param" ? node.name : nodeName(program, id);
}

/** Outputs of the step bear their own names. */
function wantedNames({ reward, total, terms, shapings, terminated, truncated }: Program): ReadonlyMap<NodeId, string> {
  return new Map(
    [
      ["reward", reward] as const,
      ["total", total] as const,
      ...terms.flatMap(({ name, raw, contribution }) => [[name, contribution] as const, [`${name} raw`, raw] as const]),
      ...shapings.map(({ name, value }) => [`${name} shaping`, value] as const),
      ["terminated", terminated] as const,
      ["truncated", truncated] as const,
    ]
      .map(([name, id]) => [id, name] as const)
      .reverse(),
  );
}

import * as tf from "@tensorflow/tfjs-core";
import type { AutomatonValues, RewardGraph, StepSnapshot, Value } from "../../../runtime/kernel/graph.js";
import type { Columns, RewardKernel } from "../../../runtime/kernel/kernel.js";
import { makeKernel } from "../../../runtime/kernel/make-kernel.js";
import * as ops from "../../../runtime/kernel/ops/index.js";
import type { NodeId } from "../../ir/node.js";
import type { AutomatonOutput, Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { referencesOf, type Code } from "./code.js";
import { constantOf } from "./operands.js";
import { outputsOf } from "./outputs.js";
import { translate } from "./translate.js";

type Operation = (...values: readonly unknown[]) => tf.Tensor;
type Leaves = Readonly<Record<"signals" | "state" | "params" | "clock" | "flags", Columns>>;

/** The kernel of a program without a build step: runs the very code that `emitTfjs` prints. */
export function kernelOf(program: Program): RewardKernel {
  return makeKernel(describe(program), closureGraph(program));
}

/** The dataflow of a program as closures over tfjs. */
function closureGraph(program: Program): RewardGraph<Columns, Columns, Columns, Columns, Columns> {
  const first = plan(
    program,
    program.slots.map(({ initial }) => initial),
  );
  const wanted = outputsOf(program);
  const rest = plan(program, wanted);
  return {
    slots: program.slots.map(({ name }) => name),
    initial: (snapshot) => {
      const value = first({ ...snapshot, flags: {} });
      return Object.fromEntries(program.slots.map(({ name, initial }) => [name, value(initial)]));
    },
    step: (snapshot) => stepValues(program, rest(leavesOf(snapshot))),
  };
}

function leavesOf({ terminated, truncated, ...rest }: StepSnapshot<Columns, Columns, Columns, Columns>): Leaves {
  return { ...rest, flags: { terminated, truncated } };
}

function stepValues(
  program: Program,
  value: (id: NodeId) => Value,
): ReturnType<RewardGraph<Columns, Columns, Columns, Columns, Columns>["step"]> {
  return {
    reward: value(program.reward),
    total: value(program.total),
    ...(program.stepDiscount === undefined ? {} : { discount: value(program.stepDiscount) }),
    terms: Object.fromEntries(
      program.terms.map(({ name, contribution, raw, finite }) => [
        name,
        { contribution: value(contribution), raw: value(raw), finite: value(finite) },
      ]),
    ),
    shapings: Object.fromEntries(program.shapings.map((shaping) => [shaping.name, value(shaping.value)])),
    machines: automatonValues(program.machines, value),
    objectives: automatonValues(program.objectives, value),
    ...(program.pastObjectives.length === 0
      ? {}
      : { pastObjectives: Object.fromEntries(program.pastObjectives.map(({ name, state }) => [name, value(state)])) }),
    ...(program.robustness === undefined
      ? {}
      : { robustness: Object.fromEntries(program.robustness.map((each) => [each.name, value(each.value)])) }),
    endings: program.endings.map(({ kind, cause, condition, reward }) => ({
      kind,
      cause,
      holds: value(condition),
      ...(reward === undefined ? {} : { reward: value(reward.value) }),
    })),
    terminated: value(program.terminated),
    truncated: value(program.truncated),
    asserts: program.asserts.map(({ condition }) => value(condition)),
    state: Object.fromEntries(program.slots.map(({ name, next }) => [name, value(next)])),
  };
}

function automatonValues(
  automata: readonly AutomatonOutput[],
  value: (id: NodeId) => Value,
): Readonly<Record<string, AutomatonValues>> {
  return Object.fromEntries(
    automata.map(({ name, state, label, rewardValues }) => [
      name,
      { state: value(state), label: value(label), rewards: value(rewardValues) },
    ]),
  );
}

/** Everything that `roots` need, translated once; then evaluated in order for each call. */
function plan(program: Program, roots: readonly NodeId[]): (leaves: Leaves) => (id: NodeId) => Value {
  const codes = new Map<NodeId, Code>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (codes.has(id)) continue;
    const code = translate(program, id);
    codes.set(id, code);
    waiting.push(...referencesOf(code));
  }
  const order = [...codes].sort(([left], [right]) => left - right);
  return (leaves) => {
    const values = new Map<NodeId, tf.Tensor>();
    for (const [id, code] of order) values.set(id, run(code, leaves, values) as tf.Tensor);
    return (id) => scalarConstant(program, id) ?? known(values.get(id), `node ${id}`);
  };
}

function run(code: Code, leaves: Leaves, values: ReadonlyMap<NodeId, tf.Tensor>): unknown {
  switch (code.kind) {
    case "node":
      return known(values.get(code.id), `node ${code.id}`);
    case "literal":
      return code.value;
    case "list":
      return code.items.map((item) => run(item, leaves, values));
    case "read":
      return known(leaves[code.from][code.name], code.name);
    case "call": {
      const library = (code.library === "tf" ? tf : ops) as unknown as Readonly<Record<string, Operation>>;
      const args = code.arguments.map((argument) => run(argument, leaves, values));
      return known(library[code.name], code.name)(...args);
    }
  }
}

/** Constants stay numbers, as in the emitted module. */
function scalarConstant(program: Program, id: NodeId): number | boolean | undefined {
  const constant = constantOf(program.nodes, id);
  const [value] = constant?.values ?? [];
  if (constant?.shape.length !== 0 || value === undefined) return undefined;
  return constant.dtype === "bool" ? value !== 0 : value;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

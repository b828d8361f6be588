import * as tf from "@tensorflow/tfjs-core";
import type {
  AutomatonValues,
  FinishGraph,
  FinishSnapshot,
  FinishValues,
  RewardGraph,
  StepSnapshot,
  Value,
} from "../../../runtime/kernel/graph.js";
import type { Columns, RewardKernel } from "../../../runtime/kernel/kernel.js";
import { makeKernel } from "../../../runtime/kernel/make-kernel.js";
import * as ops from "../../../runtime/kernel/ops/index.js";
import type { TrajectoryOperations } from "../../../runtime/kernel/trajectories/operations.js";
import type { NodeId } from "../../ir/node.js";
import type { AutomatonOutput, Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { referencesOf, type Code, type LeafSource } from "./code.js";
import { constantOf } from "./operands.js";
import { finishOutputsOf, outputsOf } from "./outputs.js";
import { recordedValues } from "./recorded.js";
import { translate } from "./translate.js";

type Operation = (...values: readonly unknown[]) => tf.Tensor;
type Library = Readonly<Record<string, Operation>>;
/** The records that a part of the graph reads. */
type Leaves = Readonly<Partial<Record<LeafSource, Columns>>> & { readonly trajectories?: TrajectoryOperations };
type ColumnGraph = RewardGraph<Columns, Columns, Columns, Columns, Columns, Columns>;

/** Evaluates a node of a step, and may look at what that takes. */
export type Observer = (id: NodeId, evaluate: () => tf.Tensor) => tf.Tensor;

/** The kernel of a program without a build step: runs the very code that `emitTfjs` prints. */
export function kernelOf(program: Program, observer?: Observer): RewardKernel {
  return makeKernel(describe(program), closureGraph(program, observer));
}

/** The dataflow of a program as closures over tfjs. */
function closureGraph(program: Program, observer?: Observer): ColumnGraph {
  const first = plan(
    program,
    program.slots.map(({ initial }) => initial),
  );
  const wanted = outputsOf(program);
  const rest = plan(program, wanted, observer);
  return {
    slots: program.slots.map(({ name }) => name),
    initial: (snapshot) => {
      const value = first(snapshot);
      return Object.fromEntries(program.slots.map(({ name, initial }) => [name, value(initial)]));
    },
    step: (snapshot) => stepValues(program, rest(leavesOf(snapshot))),
    ...(program.trained === undefined ? {} : { trained: program.trained.map(({ name }) => name) }),
    ...(program.finish === undefined ? {} : { finish: finishGraph(program) }),
  };
}

function leavesOf({
  terminated,
  truncated,
  ...rest
}: StepSnapshot<Columns, Columns, Columns, Columns, Columns>): Leaves {
  return { ...rest, flags: { terminated, truncated } };
}

/** The dataflow of whole trajectories. */
function finishGraph(
  program: Program,
): FinishGraph<FinishSnapshot<Columns, Columns, Columns, Columns, Columns, Columns>> {
  const all = plan(program, finishOutputsOf(program));
  return {
    recorded: recordedValues(program).map(({ name, dtype, shape }) => ({ name, dtype, shape })),
    compute: (snapshot) => finishValues(program, all(snapshot)),
  };
}

function finishValues({ finish, trained }: Program, value: (id: NodeId) => Value): FinishValues {
  if (finish === undefined) throw new Error("steps give everything");
  const { reward, total, terms, advantage, reports, keep, mask } = finish;
  return {
    reward: value(reward),
    total: value(total),
    terms: Object.fromEntries(
      terms.map(({ name, contribution, raw, active, finite }) => [
        name,
        { contribution: value(contribution), raw: value(raw), active: value(active), finite: value(finite) },
      ]),
    ),
    ...(advantage === undefined ? {} : { advantage: value(advantage) }),
    reports: Object.fromEntries(reports.map((report) => [report.name, value(report.value)])),
    ...(keep === undefined ? {} : { keep: value(keep) }),
    ...(mask === undefined ? {} : { mask: value(mask) }),
    ...(trained === undefined ? {} : { trained: trained.map(({ next }) => value(next)) }),
  };
}

function stepValues(program: Program, value: (id: NodeId) => Value): ReturnType<ColumnGraph["step"]> {
  return {
    reward: value(program.reward),
    total: value(program.total),
    ...(program.stepDiscount === undefined ? {} : { discount: value(program.stepDiscount) }),
    terms: Object.fromEntries(
      program.terms.map(({ name, contribution, raw, active, finite }) => [
        name,
        {
          contribution: value(contribution),
          raw: value(raw),
          finite: value(finite),
          ...(program.finish === undefined ? {} : { active: value(active) }),
        },
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
    ...(program.gradients === undefined
      ? {}
      : { gradients: Object.fromEntries(program.gradients.map((each) => [each.name, value(each.value)])) }),
    endings: program.endings.map(({ kind, cause, condition, reward }) => ({
      kind,
      cause,
      holds: value(condition),
      ...(reward === undefined ? {} : { reward: value(reward.value) }),
    })),
    terminated: value(program.terminated),
    truncated: value(program.truncated),
    asserts: program.asserts.map(({ condition }) => value(condition)),
    ...(program.finish === undefined
      ? {}
      : {
          recorded: Object.fromEntries(
            recordedValues(program).map((recorded) => [recorded.name, value(recorded.value)]),
          ),
        }),
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

/** Everything that `roots` need, translated. */
export function codesFor(program: Program, roots: readonly NodeId[]): ReadonlyMap<NodeId, Code> {
  const codes = new Map<NodeId, Code>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (codes.has(id)) continue;
    const code = translate(program, id);
    codes.set(id, code);
    waiting.push(...referencesOf(code));
  }
  return codes;
}

/** Everything that `roots` need, translated once; then evaluated in order for each call. */
function plan(
  program: Program,
  roots: readonly NodeId[],
  observer: Observer = (_, evaluate) => evaluate(),
): (leaves: Leaves) => (id: NodeId) => Value {
  const order = [...codesFor(program, roots)].sort(([left], [right]) => left - right);
  return (leaves) => {
    const values = new Map<NodeId, tf.Tensor>();
    for (const [id, code] of order)
      values.set(
        id,
        observer(id, () => run(code, leaves, values) as tf.Tensor),
      );
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
      return known(leaves[code.from]?.[code.name], code.name);
    case "call": {
      const library = { tf, ops, trajectories: leaves.trajectories }[code.library] as unknown as Library;
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

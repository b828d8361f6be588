import * as tf from "@tensorflow/tfjs-core";
import { comesLater } from "../../../runtime/kernel/comes-later.js";
import type { Columns, StepInputs } from "../../../runtime/kernel/kernel.js";
import type { NodeId } from "../../ir/node.js";
import type { Program, SignalInput } from "../../ir/program.js";
import { usualValue } from "../../ir/usual-value.js";
import { codesFor, kernelOf } from "./closure.js";

/** How often a step runs a kernel of tfjs. */
export interface KernelCount {
  /** tfjs's name of it: `Add`, `Select`. */
  readonly kernel: string;
  /** For the dataflow of the spec. */
  readonly spec: number;
  /** For the whole call of `step`, the spec's included: which rows step, what is paid on them, ends, the state. */
  readonly step: number;
  /** The same with `isFirst`, `terminated` and `truncated`, and with `reset` where the spec needs one. */
  readonly withResets: number;
}

/** What a step asks of tfjs. */
export interface StepKernels {
  /** The most frequent first. */
  readonly kernels: readonly KernelCount[];
  /** Kernels of the spec's dataflow that each term needs, and how many of these no other term, shaping or end needs, and nothing that is remembered. */
  readonly terms: readonly { readonly name: string; readonly kernels: number; readonly alone: number }[];
}

/** So many that no array of a spec has as many elements: constants of one shape are made once. */
const environments = 97;

/**
 * Which kernels of tfjs a step runs, on the present backend: one step is played and tfjs is asked what it ran. Which they are depends on
 * the program and the backend only, never on the inputs.
 */
export async function kernelsOfStep(program: Program): Promise<StepKernels> {
  const ofNodes = new Map<NodeId, readonly string[]>();
  const kernel = kernelOf(program, (id, evaluate) => {
    const before = ranSoFar().length;
    const value = evaluate();
    ofNodes.set(id, ranSoFar().slice(before));
    return value;
  });
  const [inputs, resets] = quietInputs(program);
  const columns = inputs.signals;
  const state = kernel.init(environments, columns, { clock: quietClock });
  const step = await ranBy(() => kernel.step(state, inputs));
  const spec = [...ofNodes.values()].flat();
  const withResets = await ranBy(() => kernel.step(state, resets));
  tf.dispose([state as unknown as tf.TensorContainer, columns, resets as unknown as tf.TensorContainer]);
  const names = [...new Set([...step, ...withResets])];
  const count = (all: readonly string[], name: string): number => all.filter((each) => each === name).length;
  return {
    kernels: names
      .map((name) => ({
        kernel: name,
        spec: count(spec, name),
        step: count(step, name),
        withResets: count(withResets, name),
      }))
      .sort((a, b) => b.step - a.step || b.withResets - a.withResets || (a.kernel < b.kernel ? -1 : 1)),
    terms: termsOf(program, (nodes) => nodes.reduce((sum, id) => sum + (ofNodes.get(id)?.length ?? 0), 0)),
  };
}

function termsOf(program: Program, kernels: (nodes: readonly NodeId[]) => number): StepKernels["terms"] {
  const terms = program.terms.map(({ name, contribution, raw, finite }) => ({
    name,
    nodes: [...codesFor(program, [contribution, raw, finite]).keys()],
  }));
  const others = codesFor(program, [
    ...program.shapings.map(({ value }) => value),
    ...program.endings.flatMap(({ condition, reward }) =>
      reward === undefined ? [condition] : [condition, reward.value],
    ),
    ...program.slots.map(({ next }) => next),
    ...[...program.machines, ...program.objectives].flatMap(({ state, label }) => [state, label]),
  ]);
  const uses = new Map<NodeId, number>();
  for (const id of [...others.keys(), ...terms.flatMap(({ nodes }) => nodes)]) uses.set(id, (uses.get(id) ?? 0) + 1);
  return terms.map(({ name, nodes }) => ({
    name,
    kernels: kernels(nodes),
    alone: kernels(nodes.filter((id) => uses.get(id) === 1)),
  }));
}

/** The kernels that the profile that is running has seen. */
function ranSoFar(): readonly string[] {
  return tf
    .engine()
    .state.activeProfile.kernels.map(({ name }) => name)
    .filter(isKernel);
}

async function ranBy(step: () => object): Promise<readonly string[]> {
  // tfjs hands out one and the same profile each time.
  const { kernels } = await tf.profile(() => {
    tf.dispose(step() as tf.TensorContainer);
  });
  return kernels.map(({ name }) => name).filter(isKernel);
}

/** tfjs also lists custom gradients, beside the kernels in them. */
function isKernel(name: string): boolean {
  return name !== "unnamed scope";
}

const quietClock = { steps: 0, updates: 0, episodes: 0 };

/** A step of the usual inputs, and the same with resets in it. */
function quietInputs({ signals }: Program): readonly [StepInputs, StepInputs] {
  const columns: Columns = Object.fromEntries(
    signals.filter((signal) => !comesLater(signal)).map((signal) => [signal.name, quietColumn(signal)]),
  );
  const reset = Object.fromEntries(
    signals.filter(({ needsReset }) => needsReset).map(({ name }) => [name, columns[name] as tf.Tensor]),
  );
  const none = tf.fill([environments], 0, "bool");
  const inputs = { signals: columns, clock: quietClock };
  const flags = { isFirst: none, terminated: none, truncated: none };
  return [inputs, { ...inputs, ...flags, ...(Object.keys(reset).length === 0 ? {} : { reset }) }];
}

function quietColumn(signal: SignalInput): tf.Tensor {
  const { dtype, shape, range: [low, high] = [-Infinity, Infinity] } = signal;
  const row = usualValue(signal).map((value) => Math.min(Math.max(value, low), high));
  const type = { float: "float32", int: "int32", bool: "bool" } as const;
  return tf.tensor(Array.from({ length: environments }, () => row).flat(), [environments, ...shape], type[dtype]);
}

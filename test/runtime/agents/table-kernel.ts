import { tensor, tensor1d, tensor2d, type Tensor } from "@tensorflow/tfjs-core";
import type { MachineDescriptor, SpecDescriptor } from "../../../src/runtime/kernel/descriptor.js";
import type { RewardKernel, RewardState, StepInputs } from "../../../src/runtime/kernel/kernel.js";

/** A reward machine written out by hand: from each state, which signal leads where, for what reward; other labels stay. */
export interface HandMachine {
  readonly signals: readonly string[];
  /** `edges[u][signal]`, in order of precedence: [next, reward]. */
  readonly edges: readonly Readonly<Record<string, readonly [next: number, reward: number]>>[];
  readonly final: readonly number[];
  readonly discount: number;
  readonly potential?: readonly number[];
  /** Paid beside the machine in every step. */
  readonly extra?: number;
}

/** The kernel contract for one machine over bool signals, for tests of learners without a compiler. Label class: the first signal that holds, else the last class. */
export function tableKernel(machine: HandMachine): RewardKernel {
  const { signals, edges, final, discount, potential } = machine;
  const classes = signals.length + 1;
  const values = [
    0,
    ...new Set(
      edges.flatMap((each) => Object.values(each).map(([, reward]) => reward)).filter((reward) => reward !== 0),
    ),
  ];
  const next: number[] = [];
  const edgeReward: number[] = [];
  edges.forEach((leads, u) => {
    for (let label = 0; label < classes; label++) {
      const edge = leads[signals[label] ?? ""] ?? [u, 0];
      next.push(edge[0]);
      edgeReward.push(values.indexOf(edge[1]));
    }
  });
  const described: MachineDescriptor = {
    name: "M",
    states: edges.map((_, u) => `u${String(u)}`),
    ends: edges.map((_, u) => (final.includes(u) ? "final" : "none")),
    start: edges.map((_, u) => (u === 0 ? 1 : 0)),
    classes,
    classNames: [...signals, "nothing"],
    next,
    edgeReward,
    stateReward: edges.map(() => 0),
    ...(potential === undefined ? {} : { potential }),
  };
  const descriptor: SpecDescriptor = {
    name: "ByHand",
    signals: signals.map((name) => ({ name, role: "signal", dtype: "bool", shape: [] })),
    needsReset: [],
    params: [],
    terms: [{ name: "task", primary: false, reads: [] }],
    endingRewards: [],
    shapings: [],
    machines: [described],
    objectives: [],
    slots: [{ name: "M.state", kind: "machine", dtype: "int", shape: [], persistent: false }],
    causes: ["M", "environment"],
    asserts: [],
    discount,
    nan: "error",
    features: edges.length,
  };
  const bools = (flags: readonly boolean[]): Tensor => tensor1d(new Uint8Array(flags.map(Number)), "bool");
  const made = (states: readonly number[], ended: readonly boolean[]): RewardState => ({
    slots: [tensor1d(new Int32Array(states), "int32")],
    ended: bools(ended),
  });
  const phi = (u: number): number => potential?.[u] ?? 0;
  return {
    descriptor,
    init: (environments) => made(Array<number>(environments).fill(0), Array<boolean>(environments).fill(false)),
    reset: (state, mask) => {
      const begins = mask.dataSync();
      const from = Array.from(state.slots[0]?.dataSync() ?? []);
      return made(
        from.map((u, row) => (begins[row] ? 0 : u)),
        [...state.ended.dataSync()].map((ended, row) => Boolean(ended) && !begins[row]),
      );
    },
    step: (state, inputs: StepInputs) => {
      const columns = signals.map((name) => inputs.signals[name]?.dataSync() ?? []);
      const from = Array.from(state.slots[0]?.dataSync() ?? []);
      const labels = from.map((_, row) => {
        const holding = columns.findIndex((column) => column[row] === 1);
        return holding < 0 ? classes - 1 : holding;
      });
      const states = from.map((u, row) => next[u * classes + (labels[row] ?? 0)] ?? 0);
      const pays = from.map(
        (u, row) => (values[edgeReward[u * classes + (labels[row] ?? 0)] ?? 0] ?? 0) + (machine.extra ?? 0),
      );
      const environmentEnds = inputs.terminated?.dataSync() ?? [];
      const limits = inputs.truncated?.dataSync() ?? [];
      const terminated = states.map((u, row) => final.includes(u) || environmentEnds[row] === 1);
      const truncated = states.map((_, row) => limits[row] === 1 && !terminated[row]);
      const shaping = from.map((u, row) => discount * (terminated[row] ? 0 : phi(states[row] ?? 0)) - phi(u));
      const total = tensor1d(new Float32Array(pays));
      return {
        state: made(
          states,
          states.map((_, row) => (terminated[row] ?? false) || (truncated[row] ?? false)),
        ),
        reward: tensor1d(new Float32Array(pays.map((paid, row) => paid + (shaping[row] ?? 0)))),
        total,
        terms: { task: total },
        raw: { task: total },
        shapings: {},
        machines: { M: tensor1d(new Int32Array(states), "int32") },
        objectives: {},
        labels: {
          classes: { M: tensor1d(new Int32Array(labels), "int32") },
          rewards: {
            M: tensor2d(
              new Float32Array(from.length * values.length).map((_, at) => values[at % values.length] ?? 0),
              [from.length, values.length],
            ),
          },
        },
        terminated: bools(terminated),
        truncated: bools(truncated),
        cause: tensor1d(new Int32Array(from.length).fill(-1), "int32"),
        causes: tensor(new Uint8Array(), [from.length, 0], "bool"),
        nonFinite: tensor(new Uint8Array(), [from.length, 0], "bool"),
        failedAsserts: tensor(new Uint8Array(), [from.length, 0], "bool"),
      };
    },
    stepAllStates: (labels) => {
      const seen = labels.classes["M"]?.dataSync() ?? new Int32Array();
      const shape: [number, number] = [seen.length, edges.length];
      const leads = new Int32Array(shape[0] * shape[1]);
      const pays = new Float32Array(leads.length);
      for (let at = 0; at < leads.length; at++) {
        const u = at % edges.length;
        const entry = u * classes + (seen[(at - u) / edges.length] ?? 0);
        leads[at] = next[entry] ?? 0;
        pays[at] = values[edgeReward[entry] ?? 0] ?? 0;
      }
      return { next: { M: tensor2d(leads, shape, "int32") }, reward: { M: tensor2d(pays, shape) } };
    },
    features: () => {
      throw new Error("features are not needed by tabular learners");
    },
  };
}

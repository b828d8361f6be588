import { nodeRates } from "./inference.js";
import type { EnqueueNode, Node, NodeRate, TrajectoryNode } from "./node.js";

/** What the rule of a node of whole trajectories says of its inputs, its type and its shape. */
export function verifyTrajectory(node: TrajectoryNode, inputs: readonly Node[]): readonly string[] {
  const [value, included, last, factor] = inputs;
  const count = inputCount(node);
  if (value === undefined || inputs.length !== count) return [`has ${inputs.length} inputs instead of ${count}`];
  return [
    ...(node.op === "tally" || node.shape.join() === value.shape.join()
      ? []
      : [`makes [${node.shape}] of [${value.shape}]`]),
    ...(node.dtype === value.dtype || (node.op === "order" && node.fn === "rank" && node.dtype === "float")
      ? []
      : [`makes ${node.dtype} of ${value.dtype}`]),
    ...verifyRates(node, value, inputs),
    ...(node.op === "pool" || node.op === "scan" || node.op === "order" || node.op === "tally"
      ? verifyIncluded(node, included)
      : []),
    ...(node.op === "scan" && last?.dtype !== "bool" ? ["has a boundary that is no bool"] : []),
    ...(node.op === "scan" && factor !== undefined ? verifyFactor(node, factor) : []),
    ...((node.op === "pool" || node.op === "order") && node.keys !== undefined && !isKey(last)
      ? ["has a key that is no int"]
      : []),
  ];
}

function inputCount(node: TrajectoryNode): number {
  switch (node.op) {
    case "record":
    case "spread":
    case "pair":
      return 1;
    case "shift":
    case "tally":
      return 2;
    case "scan":
      return node.fn === "sum" && node.inputs.length === 4 ? 4 : 3;
    case "enqueue":
      return 4;
    case "pool":
    case "order":
      return node.keys === undefined ? 2 : 3;
  }
}

function isKey(input: Node | undefined): boolean {
  return input?.dtype === "int" && input.shape.length === 0;
}

/** `value` is the queue as it was. */
function verifyQueue(
  { of, shape }: EnqueueNode,
  queue: Node,
  [, stays, value, included]: readonly Node[],
): readonly string[] {
  const [size, ...rest] = shape;
  const entering = [value, included].flatMap((input) => (input === undefined ? [] : expectRate(input, of)));
  return [
    ...expectRate(queue, "param"),
    ...(stays?.dtype === "bool" && stays.shape.join() === String(size)
      ? []
      : ["is not told of each item whether it stays"]),
    ...(value?.dtype === queue.dtype && value.shape.join() === rest.join() ? [] : ["is given what it does not hold"]),
    ...(included?.dtype === "bool" && included.shape.length === 0
      ? []
      : ["is not told of each value whether it enters"]),
    ...entering,
  ];
}

function verifyIncluded(node: TrajectoryNode, included: Node | undefined): readonly string[] {
  if (included?.dtype !== "bool") return ["is told what counts by something that is no bool"];
  const fits = included.shape.length === 0 || included.shape.join() === node.shape.join();
  return fits ? [] : [`counts [${included.shape}] of [${node.shape}]`];
}

function verifyFactor(node: Node, factor: Node): readonly string[] {
  if (node.dtype !== "float" || factor.dtype !== "float") return ["fades what is no float, or by it"];
  return factor.shape.join() === node.shape.join() ? [] : [`fades [${node.shape}] by [${factor.shape}]`];
}

function verifyRates(node: TrajectoryNode, value: Node, inputs: readonly Node[]): readonly string[] {
  switch (node.op) {
    case "record":
      return value.phase === "step" || value.phase === "any" ? [] : ["records what is no value of a step"];
    case "spread":
      return place(value.rate) < place(node.rate) ? [] : [`spreads ${value.rate} to ${node.rate}`];
    case "pair":
      return expectRate(value, "episode");
    case "scan":
    case "shift":
      return inputs.flatMap((input) => expectRate(input, "step"));
    case "tally":
      return [
        ...(value.dtype === "int" && value.shape.length === 0 ? [] : ["tallies what is no whole number"]),
        ...(node.dtype === "int" && node.shape.length === 1 ? [] : ["does not count along one axis"]),
        ...inputs.flatMap((input) => expectRate(input, "step")),
      ];
    case "enqueue":
      return verifyQueue(node, value, inputs);
    case "pool":
    case "order":
      return [
        ...(place(node.scope) < place(node.of) ? [] : [`pools ${node.of} over ${node.scope}`]),
        ...inputs.flatMap((input) => expectRate(input, node.of)),
      ];
  }
}

function expectRate({ rate, op }: Node, expected: NodeRate): readonly string[] {
  return rate === expected || rate === "const" || rate === "param"
    ? []
    : [`reads ${op} of rate ${rate} instead of ${expected}`];
}

function place(rate: NodeRate): number {
  return nodeRates.indexOf(rate);
}

import type { BinaryFunction, Node, NodeId, ReduceFunction, UnaryFunction } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";
import { unreachable } from "../../unreachable.js";

const unaryWords: Readonly<Record<UnaryFunction, string>> = {
  negate: "negated",
  abs: "size",
  sign: "sign",
  floor: "floor",
  ceil: "ceiling",
  round: "rounded",
  truncate: "whole",
  exp: "exponential",
  expm1: "expm1",
  log: "log",
  log1p: "log1p",
  sqrt: "root",
  square: "squared",
  tanh: "tanh",
  sigmoid: "sigmoid",
  relu: "positive",
  sin: "sine",
  cos: "cosine",
  tan: "tangent",
  asin: "arcsine",
  acos: "arccosine",
  atan: "angle",
  not: "not",
  "is-finite": "finite",
  cast: "number",
};
const binaryWords: Readonly<Record<BinaryFunction, string>> = {
  add: "sum",
  subtract: "difference",
  multiply: "product",
  divide: "ratio",
  modulo: "modulo",
  remainder: "remainder",
  power: "power",
  minimum: "smaller",
  maximum: "larger",
  atan2: "angle",
  equal: "equal",
  "not-equal": "unequal",
  less: "below",
  "less-equal": "at most",
  greater: "above",
  "greater-equal": "at least",
  and: "both",
  or: "either",
  xor: "one",
};
const reduceWords: Readonly<Record<ReduceFunction, string>> = {
  sum: "sum",
  product: "product",
  min: "least",
  max: "greatest",
  any: "any",
  all: "all",
};

/** A name for the value of a node: that of its `let`, else what the operation is done to and the operation. */
export function nodeName(program: Program, id: NodeId): string {
  const node = program.nodes[id];
  if (node === undefined) return "value";
  return node.label ?? [subject(program, node), word(program, node)].filter((part) => part !== "").join(" ");
}

function word(program: Program, node: Node): string {
  switch (node.op) {
    case "constant":
    case "param":
    case "clock":
    case "trained":
    case "signal":
    case "flag":
    case "state":
      return "value";
    case "unary":
      return unaryWords[node.fn];
    case "binary":
      return binaryWords[node.fn];
    case "select":
      return "chosen";
    case "reduce":
      return reduceWords[node.fn];
    case "arg-extremum":
      return node.fn === "max" ? "highest" : "lowest";
    case "cumulative-sum":
      return "running sum";
    case "sort":
      return "sorted";
    case "reshape": {
      const slice = program.nodes[node.inputs[0] ?? -1];
      const places = slice?.op === "slice" ? slice.starts.filter((_, axis) => slice.shape[axis] === 1) : [];
      return places.length === 0 ? "reshaped" : places.join(" ");
    }
    case "slice":
    case "gather":
    case "dynamic-slice":
      return "part";
    case "dynamic-update":
      return "updated";
    case "concat":
      return "joined";
    case "transpose":
      return "transposed";
    case "lookup":
      return "entry";
    case "record":
      return "recorded";
    case "spread":
      return "spread";
    case "pool":
      return `${node.fn} over ${node.scope}`;
    case "pair":
      return node.side;
    case "scan":
      return `${node.fn} ${node.direction === "forward" ? "so far" : "from here"}`;
    case "shift":
      return node.offset > 0 ? "ahead" : "before";
    case "order":
      return node.fn;
    case "enqueue":
      return "queue";
    case "tally":
      return "tally";
    default:
      return unreachable(node);
  }
}

/** The leaf or `let` that a node is first of all about, a few operations down. */
function subject(program: Program, node: Node): string {
  let current: Node | undefined = node;
  for (let depth = 0; depth < 4 && current !== undefined; depth++) {
    const next: Node | undefined = current.inputs
      .map((id) => program.nodes[id])
      .find((input) => input !== undefined && input.op !== "constant");
    if (next?.label !== undefined) return next.label;
    if (next?.op === "signal" || next?.op === "param") return next.name;
    if (next?.op === "clock") return next.counts;
    if (next?.op === "state") return program.slots[next.slot]?.name ?? "";
    current = next;
  }
  return "";
}

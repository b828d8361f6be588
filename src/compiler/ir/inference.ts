import type { Node, NodeRate, Phase } from "./node.js";

/** Slowest first. */
export const nodeRates: readonly NodeRate[] = ["const", "param", "batch", "group", "episode", "pair", "step"];

/** The fastest of several rates. */
export function fastest(rates: readonly NodeRate[]): NodeRate {
  return rates.reduce<NodeRate>((a, b) => (nodeRates.indexOf(a) < nodeRates.indexOf(b) ? b : a), "const");
}

type Shown = Pick<Node, "rate">;

/**
 * The rate that a node has by what it reads: leaves have their own, aggregates that of their scope, all others the fastest of their inputs. `spread` gives the rate that it says, which is for the
 * builder to know.
 */
export function rateOf(node: Node, inputs: readonly Shown[]): NodeRate {
  switch (node.op) {
    case "constant":
      return "const";
    case "param":
    case "clock":
    case "trained":
      return "param";
    case "signal":
      return node.at === "episode" || node.at === "group" ? node.at : "step";
    case "flag":
    case "state":
    case "record":
    case "scan":
    case "shift":
      return "step";
    case "spread":
      return node.rate;
    case "pair":
      return "pair";
    case "pool":
      return node.of === "pair" || (node.keys === undefined && node.exceptSelf === undefined) ? node.scope : node.of;
    case "enqueue":
    case "tally":
      return "batch";
    case "order":
      return node.fn === "rank" || node.keys !== undefined || node.exceptSelf === true ? node.of : node.scope;
    default:
      return fastest(inputs.map(rateOfInput));
  }
}

function rateOfInput({ rate }: Shown): NodeRate {
  return rate;
}

/** The phase of a node: that of leaves is their own, what reads trajectories finishes, all others join their inputs. Undefined where these contradict each other. */
export function phaseOf(node: Node, inputs: readonly Pick<Node, "phase">[]): Phase | undefined {
  switch (node.op) {
    case "signal":
      return node.at === "step" || node.at === "reset" ? node.at : "finish";
    case "flag":
      return "step";
    case "state":
      return node.phase;
    case "record":
    case "spread":
    case "pair":
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      return "finish";
    default: {
      const phases = new Set(inputs.map(({ phase }) => phase).filter((phase) => phase !== "any"));
      const [phase = "any", other] = phases;
      return other === undefined ? phase : undefined;
    }
  }
}

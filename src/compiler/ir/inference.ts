import type { Node, NodeRate, Phase } from "./node.js";

/** The rate that a node has by what it reads: leaves have their own, all others the fastest of their inputs. */
export function rateOf(node: Pick<Node, "op">, inputs: readonly Pick<Node, "rate">[]): NodeRate {
  switch (node.op) {
    case "constant":
      return "const";
    case "param":
    case "clock":
      return "param";
    case "signal":
    case "flag":
    case "state":
      return "step";
    default:
      return inputs.some(({ rate }) => rate === "step")
        ? "step"
        : inputs.some(({ rate }) => rate === "param")
          ? "param"
          : "const";
  }
}

/** The phase of a node that is no signal and no state: that of its inputs. Undefined where they contradict each other. */
export function joinedPhase(inputs: readonly Pick<Node, "phase">[]): Phase | undefined {
  const step = inputs.some(({ phase }) => phase === "step");
  const reset = inputs.some(({ phase }) => phase === "reset");
  return step && reset ? undefined : step ? "step" : reset ? "reset" : "any";
}

import { isReadableOnly, isReserved } from "../../../../../grammar/words.js";
import type { TypedEdge, TypedExpression, TypedMachine, TypedState } from "../../typed.js";
import { constantValue } from "../constant-value.js";

/**
 * A whole spec with an imported machine written out: a bool signal for each label and a term that pays. Guards must be what `importMachine` makes of them: Boolean
 * combinations of signals.
 */
export function rewardText(machine: TypedMachine, labels: readonly string[]): string {
  const name = identifier(machine.name);
  const term = machine.name === "goal" ? "paid" : "goal";
  return [
    `reward ${name}`,
    "",
    ...(labels.length === 0 ? [] : [`signal ${labels.map(identifier).join(", ")}: bool`, ""]),
    `machine ${name} {`,
    ...machine.states.flatMap((state, index) => stateText(state, index, machine)),
    "}",
    "",
    `term ${term} = ${name}.reward`,
    "",
    "total = sum(terms)",
    "",
  ].join("\n");
}

function stateText(state: TypedState, index: number, machine: TypedMachine): readonly string[] {
  const start = machine.start[index] === 1 ? "start " : "";
  const end = state.end === "none" ? "" : `${state.end} `;
  const header = `  ${end}${start}state ${identifier(state.name)}`;
  if (state.edges.length === 0) return [header];
  return [`${header} {`, ...state.edges.map((edge) => `    ${edgeText(edge, machine)}`), "  }"];
}

function edgeText(edge: TypedEdge, machine: TypedMachine): string {
  const guard =
    edge.guard === undefined
      ? "otherwise"
      : `${edge.form === "else-when" ? "else when" : "when"} ${guardText(edge.guard)}`;
  const reward = edge.reward === undefined ? "" : ` reward ${constantValue(edge.reward) ?? 0}`;
  return `${guard} -> ${identifier(machine.states[edge.target]?.name ?? "?")}${reward}`;
}

function guardText(value: TypedExpression): string {
  const cubes = chain(value, "or");
  return cubes
    .map((cube) => {
      const literals = chain(cube, "and").map(literalText);
      return cubes.length > 1 && literals.length > 1 ? `(${literals.join(" and ")})` : literals.join(" and ");
    })
    .join(" or ");
}

/** The operands of a chain that nests to the left. */
function chain(value: TypedExpression, fn: "and" | "or"): readonly TypedExpression[] {
  const found: TypedExpression[] = [];
  let at = value;
  while (at.kind === "binary" && at.fn === fn) {
    found.push(at.right);
    at = at.left;
  }
  return [at, ...found.reverse()];
}

function literalText(value: TypedExpression): string {
  if (value.kind === "unary" && value.fn === "not") return `not ${literalText(value.operand)}`;
  if (value.kind === "signal") return identifier(value.name);
  if (value.kind === "constant") return value.value[0] === 0 ? "false" : "true";
  throw new Error(`a guard of an imported machine has ${value.kind}`);
}

/** A name as the language writes it: in backquotes where it is a word of the language. */
function identifier(name: string): string {
  return isReserved(name) || isReadableOnly(name) ? `\`${name}\`` : name;
}

import type { EdgeDeclaration, MachineDeclaration, StateDeclaration } from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { argumentPieces, printString } from "./expression-pieces.js";
import { block, documented } from "./lines.js";
import { printDeclared, printPlaces, printReference } from "./place.js";
import { printExpression, printPieces } from "./print-expression.js";
import { printParameters } from "./type.js";
import { levels } from "../../../../grammar/precedence.js";
import type { Argument, Expression } from "../ast/index.js";

/** The lines of a machine. */
export function machineLines(machine: MachineDeclaration): string[] {
  const head = `machine ${printDeclared(machine.name.name)}${printParameters(machine.parameters)}${machine.readsSource ? " reads source" : ""}`;
  const { body } = machine;
  switch (body.kind) {
    case "states":
      return block(head, [
        ...body.counters.map(
          ({ name, low, high, initial }) =>
            `counter ${printDeclared(name.name)}: int in [${printExpression(low)}, ${printExpression(high)}] = ${inMachine(initial)}`,
        ),
        ...(body.start === undefined
          ? []
          : [
              `start { ${body.start.entries.map(({ state, probability }) => `${printReference(state.name)}: ${inMachine(probability)}`).join(", ")} }`,
            ]),
        ...body.states.flatMap(stateLines),
      ]);
    case "instance":
      return [`${head} = ${printReference(body.template.name)}${printArguments(body.arguments)}`];
    case "import": {
      const labels = body.labels.map(({ label, value }) => `${printDeclared(label.name)} -> ${printExpression(value)}`);
      return [
        `${head} from ${printString(body.from.value)}${labels.length === 0 ? "" : ` labels { ${labels.join(", ")} }`}`,
      ];
    }
    default:
      return unreachable(body);
  }
}

function inMachine(expression: Expression): string {
  return printExpression(expression, printPlaces.machine);
}

/** `(a, name: b)` */
export function printArguments(list: readonly Argument[]): string {
  return printPieces(argumentPieces(list, (node) => ({ node, least: levels.on, place: printPlaces.expression })));
}

function stateLines(state: StateDeclaration): string[] {
  const words = [...(state.start ? ["start"] : []), ...(state.end === "none" ? [] : [state.end]), "state"];
  const names = state.names.map((name) => printDeclared(name.name)).join(", ");
  const head = `${words.join(" ")} ${names}${state.reward === undefined ? "" : ` reward ${inMachine(state.reward)}`}`;
  return documented(state.documentation, state.edges.length === 0 ? [head] : block(head, state.edges.map(printEdge)));
}

function printEdge(edge: EdgeDeclaration): string {
  const form = edge.form === "else-when" ? "else when" : edge.form;
  const updates = edge.updates.map(
    ({ counter, operator, value }) => `${printReference(counter.name)} ${operator} ${inMachine(value)}`,
  );
  return [
    form,
    ...(edge.guard === undefined ? [] : [inMachine(edge.guard)]),
    "->",
    printReference(edge.target.name),
    ...(edge.reward === undefined ? [] : [`reward ${inMachine(edge.reward)}`]),
    ...(updates.length === 0 ? [] : [`do ${updates.join(", ")}`]),
  ].join(" ");
}

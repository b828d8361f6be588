import type { AutomatonOutput, Program } from "../../../ir/program.js";
import { looksUp, type Code } from "../code.js";
import type { Identifiers } from "../../names/identifiers.js";
import { valueText } from "./value-text.js";

/** A list that the module holds as a named constant. */
export interface Table {
  readonly name: string;
  readonly initializer: string;
  readonly documentation?: string;
}

/** Other lists than those of machines stand where they are used up to this length. */
const shortEnough = 6;

/** The constant lists of a module, each named once: tables of machines, and whatever else is long. */
export class Tables {
  /** Tables that are looked up, by their text. */
  readonly #lookups = new Map<string, Table>();
  /** Other long lists, by their text. */
  readonly #lists = new Map<string, Table>();
  /** Fields of the descriptor that are tables of a machine or an objective. */
  readonly #fields = new Map<unknown, string>();

  constructor(
    program: Program,
    readonly identifiers: Identifiers,
  ) {
    for (const machine of program.machines) this.#addAutomaton(machine, `Machine \`${machine.name}\``);
    for (const objective of program.objectives) this.#addAutomaton(objective, `Objective \`${objective.name}\``);
  }

  /** The name of a list that is held as a constant. */
  find(values: readonly unknown[], use: "lookup" | "list"): string | undefined {
    const text = valueText(values);
    return (use === "lookup" ? this.#lookups : this.#lists).get(text)?.name;
  }

  /** The name of the very list, if it is a machine's or an objective's. */
  field(values: unknown): string | undefined {
    return this.#fields.get(values);
  }

  /** Makes constants of the long lists in a piece of code. */
  hoist(code: Code, wanted: string): void {
    if (code.kind === "literal") this.#addLong(this.#lists, code.value, wanted);
    if (code.kind === "list") for (const item of code.items) this.hoist(item, wanted);
    if (code.kind !== "call") return;
    const [table, ...rest] = code.arguments;
    if (looksUp(code) && table?.kind === "literal") this.#addLong(this.#lookups, table.value, wanted);
    for (const argument of looksUp(code) ? rest : code.arguments) this.hoist(argument, wanted);
  }

  get all(): readonly Table[] {
    return [...this.#lookups.values(), ...this.#lists.values()];
  }

  #addLong(tables: Map<string, Table>, values: unknown, wanted: string): void {
    if (!Array.isArray(values) || values.length <= shortEnough) return;
    const text = valueText(values);
    if (!tables.has(text)) tables.set(text, { name: this.identifiers.take(wanted), initializer: text });
  }

  #addAutomaton(automaton: AutomatonOutput, subject: string): void {
    this.#addTable(automaton, "next", automaton.next, nextDocumentation(automaton, subject));
    const documentation = `${subject}: which of its rewards the edge pays, at \`u * ${automaton.classes} + c\`.`;
    this.#addTable(automaton, "edge reward", automaton.edgeReward, documentation);
  }

  #addTable(automaton: AutomatonOutput, word: string, values: readonly number[], documentation: string): void {
    const text = valueText(values);
    const known = this.#lookups.get(text);
    const table = known ?? {
      name: this.identifiers.take(`${automaton.name} ${word}`),
      initializer: rowsText(automaton, values),
      documentation,
    };
    this.#lookups.set(text, table);
    this.#fields.set(values, table.name);
  }
}

/** One row per state, with its name. */
function rowsText({ states, classes }: AutomatonOutput, values: readonly number[]): string {
  const lines = states.map(
    (state, index) => `  ${valueText(values.slice(index * classes, (index + 1) * classes))}, // ${state}`,
  );
  return `[\n${lines.join("\n")}\n].flat()`;
}

function nextDocumentation({ states, classes, classNames, labelPerState }: AutomatonOutput, subject: string): string {
  const numbered = (names: readonly string[]): string => names.map((text, index) => `${index} ${text}`).join(", ");
  const move = labelPerState === true ? "the class of the label as state u sees it" : "label class c";
  return [
    `${subject}: the state after ${move} in state u, at \`u * ${classes} + c\`.`,
    `States: ${numbered(states)}.`,
    ...(labelPerState === true ? [] : [`Classes: ${numbered(classNames)}.`]),
  ].join("\n");
}

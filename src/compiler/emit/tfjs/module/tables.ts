import type { Program } from "../../../ir/program.js";
import type { Code } from "../code.js";
import type { Identifiers } from "./identifiers.js";

export interface Table {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly documentation?: string;
}

/** Lists shorter than this stand where they are used. */
const longEnough = 7;

/** The constant lists of a module, each named once: tables of machines, and whatever else is long. */
export class Tables {
  readonly #byContent = new Map<string, Table>();

  constructor(
    program: Program,
    readonly identifiers: Identifiers,
  ) {
    for (const machine of program.machines) {
      const place = `at \`u * ${machine.classes} + c\``;
      const states = `States: ${machine.states.map((state, index) => `${index} ${state}`).join(", ")}.`;
      const classes =
        machine.labelPerState === true
          ? ""
          : `Classes: ${machine.classNames.map((condition, index) => `${index} ${condition}`).join(", ")}.`;
      const move = machine.labelPerState === true ? "the class of the label that state u reads" : "label class c";
      this.#add(
        `${machine.name} next`,
        machine.next,
        `Machine \`${machine.name}\`: the state after ${move} in state u, ${place}.\n${states}\n${classes}`,
      );
      this.#add(
        `${machine.name} edge reward`,
        machine.edgeReward,
        `Machine \`${machine.name}\`: which of its rewards the edge pays, ${place}.`,
      );
    }
  }

  /** The name of a list that is held as a constant. */
  find(values: readonly unknown[]): string | undefined {
    return this.#byContent.get(JSON.stringify(values))?.name;
  }

  /** Makes constants of the long lists in a piece of code. */
  hoist(code: Code, wanted: string): void {
    if (code.kind === "literal" && Array.isArray(code.value)) this.#add(wanted, code.value as readonly unknown[]);
    if (code.kind === "list") for (const item of code.items) this.hoist(item, wanted);
    if (code.kind === "call") for (const argument of code.arguments) this.hoist(argument, wanted);
  }

  get all(): readonly Table[] {
    return [...this.#byContent.values()];
  }

  #add(wanted: string, values: readonly unknown[], documentation?: string): void {
    const key = JSON.stringify(values);
    if (values.length < longEnough || this.#byContent.has(key)) return;
    this.#byContent.set(key, {
      name: this.identifiers.take(wanted),
      values,
      ...(documentation === undefined ? {} : { documentation }),
    });
  }
}

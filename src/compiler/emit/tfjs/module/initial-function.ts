import type { Program } from "../../../ir/program.js";
import { BodyWriter } from "./body-writer.js";
import type { Concern } from "./concerns.js";
import { Identifiers } from "../../names/identifiers.js";
import { layOut } from "./layout.js";
import { stepSources } from "./leaves.js";
import type { ModuleContext } from "./module-context.js";
import type { ModuleFunction } from "./section-function.js";
import { entry } from "./value-text.js";

/** What gives every slot its first value. */
export function initialConcern(program: Program): Concern {
  const fields = new Map(program.slots.map(({ name, initial }) => [name, initial]));
  return { kind: "whole", name: "initial", documentation: "", fields, principal: "" };
}

export function initialFunction(program: Program, context: ModuleContext): ModuleFunction {
  const { leaves, tables } = context;
  const { sections, codes } = layOut(program, [initialConcern(program)]);
  const nodes = sections.flatMap((section) => section.nodes);
  const read = new Set<string>();
  const writer = new BodyWriter(
    {
      program,
      codes,
      tables,
      identifiers: new Identifiers(context.moduleNames.all),
      read: (from, name) => {
        read.add(from);
        return leaves.member(from, name);
      },
      foreign: (id) => {
        throw new Error(`node ${id} is not part of a reset`);
      },
      wanted: (id) => {
        const slot = program.slots.find(({ initial }) => initial === id);
        return slot === undefined ? undefined : `first ${leaves.field("state", slot.name).key}`;
      },
    },
    nodes,
    program.slots.map(({ initial }) => initial),
  );
  writer.write(nodes);
  const entries = program.slots.map(({ name, initial }) => {
    return entry(leaves.field("state", name).key, writer.value(initial));
  });
  return {
    name: "initial",
    documentation: "What the reward remembers when an episode begins.",
    parameters:
      read.size === 0
        ? []
        : [
            {
              name: `{ ${stepSources.filter((name) => read.has(name)).join(", ")} }`,
              type: `ResetSnapshot${leaves.typeArguments("Reset", "State", "Params")}`,
            },
          ],
    returnType: "SlotValues<State>",
    statements: [...writer.statements, entries.length === 0 ? "return {};" : `return { ${entries.join(", ")} };`],
  };
}

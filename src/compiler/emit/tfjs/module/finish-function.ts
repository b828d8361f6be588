import type { NodeId } from "../../../ir/node.js";
import type { FinishOutput, Program, TermOutput, TrainedSlot } from "../../../ir/program.js";
import { finishOutputsOf } from "../outputs.js";
import { BodyWriter } from "./body-writer.js";
import type { Concern } from "./concerns.js";
import { Identifiers, identifier } from "../../names/identifiers.js";
import { layOut, type Layout } from "./layout.js";
import type { ModuleContext } from "./module-context.js";
import type { ModuleFunction } from "./section-function.js";
import { entry } from "./value-text.js";

/** The records of whole trajectories, in the order in which the function takes them apart. */
const sources = ["trajectories", "recorded", "episodes", "groups", "params", "clock", "trained"] as const;

/** What the end of whole trajectories gives, in the order in which a reader expects it. */
function finishConcerns(
  { terms, advantage, reports, keep, mask, total, reward }: FinishOutput,
  trained: readonly TrainedSlot[],
): readonly Concern[] {
  const concern = (
    name: string,
    documentation: string,
    fields: Readonly<Record<string, NodeId | undefined>>,
  ): Concern => ({
    kind: "whole",
    name,
    documentation,
    fields: new Map(Object.entries(fields).flatMap(([field, id]) => (id === undefined ? [] : [[field, id] as const]))),
    principal: "",
  });
  return [
    ...terms.map(({ name, documentation = `Term \`${name}\`.`, ...term }) =>
      concern(
        name,
        documentation,
        Object.fromEntries(
          Object.entries(fieldsOf(term)).map(([field, id]) => [
            field === "contribution" ? name : `${name} ${field}`,
            id,
          ]),
        ),
      ),
    ),
    concern("total", "What the steps are paid in the end.", { total, reward }),
    ...reports.map(({ name, documentation = `Report \`${name}\`.`, value }) =>
      concern(name, documentation, { [name]: value }),
    ),
    concern("advantage", "What the learner uses instead of returns.", { advantage }),
    concern("trainer", "What the trainer is told.", { keep, mask }),
    ...trained.map(({ name, next }) =>
      concern(name, `\`${name}\` after this update.`, { [`next ${identifier(name)}`]: next }),
    ),
  ];
}

function fieldsOf({ contribution, raw, active, finite }: Omit<TermOutput, "name">): Readonly<Record<string, NodeId>> {
  return { contribution, raw, active, finite };
}

/** Where the nodes of the end of whole trajectories stand. */
export function finishLayout(program: Program): Layout {
  const { finish, trained = [] } = program;
  return finish === undefined ? { sections: [], codes: new Map() } : layOut(program, finishConcerns(finish, trained));
}

/** The function that computes what is known when whole trajectories are there. */
export function finishFunction(program: Program, { sections, codes }: Layout, context: ModuleContext): ModuleFunction {
  const { leaves, tables } = context;
  const read = new Set<string>();
  const wanted = new Map(
    sections.flatMap(({ concern }) => [...concern.fields].map(([field, id]) => [id, field] as const)).reverse(),
  );
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
        throw new Error(`node ${id} is no part of whole trajectories`);
      },
      wanted: (id) => wanted.get(id),
    },
    sections.flatMap(({ nodes }) => nodes),
    finishOutputsOf(program),
  );
  const statements: string[] = [];
  for (const { concern, nodes } of sections) {
    const before = writer.statements.length;
    writer.write(nodes);
    const own = writer.statements.slice(before);
    if (own.length > 0) statements.push(...concern.documentation.split("\n").map((line) => `// ${line}`), ...own);
  }
  const result = resultText(program, (id) => writer.value(id));
  if (statements.some((statement) => statement.includes("trajectories.")) || result.includes("trajectories."))
    read.add("trajectories");
  return {
    name: "finish",
    documentation: "What is known when whole trajectories are there.",
    parameters:
      read.size === 0
        ? []
        : [
            {
              name: `{ ${sources.filter((name) => read.has(name)).join(", ")} }`,
              type: `FinishSnapshot${leaves.typeArguments("Recorded", "EpisodeSignals", "GroupSignals", "Params")}`,
            },
          ],
    returnType: "FinishValues",
    statements: [...statements, `return ${result};`],
  };
}

function resultText({ finish, trained }: Program, value: (id: NodeId) => string): string {
  if (finish === undefined) throw new Error("steps give everything");
  const { reward, total, terms, advantage, reports, keep, mask } = finish;
  const record = (entries: readonly string[]): string => `{ ${entries.join(", ")} }`;
  const fields = (ids: Readonly<Record<string, NodeId | undefined>>): readonly string[] =>
    Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [entry(name, value(id))]));
  return record([
    ...fields({ reward, total }),
    `terms: ${record(terms.map(({ name, ...term }) => entry(name, record(fields(fieldsOf(term))))))}`,
    ...fields({ advantage }),
    `reports: ${record(reports.map((report) => entry(report.name, value(report.value))))}`,
    ...fields({ keep, mask }),
    ...(trained === undefined ? [] : [`trained: [${trained.map(({ next }) => value(next)).join(", ")}]`]),
  ]);
}

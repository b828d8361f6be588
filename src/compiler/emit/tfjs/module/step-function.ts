import type { NodeId } from "../../../ir/node.js";
import type { AutomatonOutput, Program } from "../../../ir/program.js";
import { outputsOf } from "../outputs.js";
import { recordedValues } from "../recorded.js";
import { referencesOf, type Code } from "../code.js";
import { BodyWriter } from "./body-writer.js";
import { Identifiers, identifier } from "../../names/identifiers.js";
import { termFields } from "./concerns.js";
import type { Layout, Section } from "./layout.js";
import { stepSources, type Leaves } from "./leaves.js";
import type { ModuleContext } from "./module-context.js";
import { planFunction, writeFunction, type ModuleFunction, type SectionFunction } from "./section-function.js";
import { entry } from "./value-text.js";

/** The functions of the step: one for each section that is worth it, and `step`, which calls them and gathers the result. */
export function stepFunctions(program: Program, layout: Layout, context: ModuleContext): readonly ModuleFunction[] {
  const { codes } = layout;
  const plans = new Map<Section, SectionFunction>();
  for (const section of layout.sections) {
    if (isSmall(section)) continue;
    plans.set(
      section,
      planFunction(program, section, codes, usedElsewhere(program, layout, section), context.moduleNames),
    );
  }
  const owners = new Map([...plans.values()].flatMap((plan) => plan.section.nodes.map((id) => [id, plan] as const)));
  const functions = [...plans.values()].map((plan) =>
    writeFunction(program, plan, codes, {
      ...context,
      moduleNames: context.moduleNames.all,
      ownerOf: (id) => owners.get(id),
    }),
  );
  return [...functions, writeStep(program, layout, plans, owners, context)];
}

/** Sections with hardly anything of their own are written in the step itself. */
function isSmall({ concern, nodes }: Section): boolean {
  return concern.kind === "whole" || nodes.length <= (concern.kind === "term" ? 1 : 2);
}

function usedElsewhere(program: Program, { sections, codes }: Layout, section: Section): ReadonlySet<NodeId> {
  const others = sections
    .filter((other) => other !== section)
    .flatMap(({ nodes }) => nodes.flatMap((id) => referencesOf(codes.get(id) ?? none)));
  return new Set([...others, ...outputsOf(program)]);
}

const none: Code = { kind: "literal", value: 0 };

function writeStep(
  program: Program,
  layout: Layout,
  plans: ReadonlyMap<Section, SectionFunction>,
  owners: ReadonlyMap<NodeId, SectionFunction>,
  { tables, leaves, moduleNames }: ModuleContext,
): ModuleFunction {
  const inline = layout.sections.filter((section) => !plans.has(section));
  const own = inline.flatMap(({ nodes }) => nodes);
  const taken = [...plans.values()].flatMap(({ takes }) => takes);
  const read = new Set<string>();
  const identifiers = new Identifiers([...moduleNames.all, "terminated", "truncated"]);
  const variables = new Map([...plans.values()].map((plan) => [plan, identifiers.take(plan.variable)]));
  const wanted = new Map(
    inline
      .flatMap(({ concern }) => [...concern.fields].map(([field, id]) => [id, wantedName(concern, field)] as const))
      .reverse(),
  );
  const writer = new BodyWriter(
    {
      program,
      codes: layout.codes,
      tables,
      identifiers,
      read: (from, name) => {
        read.add(from === "flags" ? name : from);
        return leaves.member(from, name);
      },
      foreign: (id) => {
        const owner = owners.get(id);
        const field = [...(owner?.fields ?? [])].find(([, node]) => node === id)?.[0];
        if (owner === undefined || field === undefined) throw new Error(`node ${id} is not at hand in the step`);
        return owner.fields.size === 1 ? variableOf(owner) : `${variableOf(owner)}.${field}`;
      },
      wanted: (id) => wanted.get(id),
    },
    own,
    [...taken, ...outputsOf(program)],
  );
  const variableOf = (plan: SectionFunction): string => variables.get(plan) ?? plan.variable;
  for (const section of layout.sections) {
    const plan = plans.get(section);
    if (plan === undefined) writer.write(section.nodes);
    else
      writer.statements.push(
        `const ${variableOf(plan)} = ${plan.functionName}(${argumentsOf(plan, writer, read).join(", ")});`,
      );
  }
  const result = resultText(program, variables, leaves, (id) => writer.value(id));
  return {
    name: "step",
    documentation: "One step of every environment, on one snapshot of its inputs.",
    parameters:
      read.size === 0
        ? []
        : [
            {
              name: `{ ${[...stepSources, "terminated", "truncated"].filter((name) => read.has(name)).join(", ")} }`,
              type: `StepSnapshot${leaves.typeArguments("Signals", "State", "Params")}`,
            },
          ],
    returnType: "StepValues<State>",
    statements: [...writer.statements, `return ${result};`],
  };
}

function wantedName({ kind, name }: Section["concern"], field: string): string {
  if (kind === "whole") return field;
  if (kind === "slot") return `next ${identifier(name)}`;
  if (kind === "endings") return field === "terminated" || field === "truncated" ? `is ${field}` : field;
  return field === "contribution" ? name : `${identifier(name)} ${field}`;
}

function argumentsOf(plan: SectionFunction, writer: BodyWriter, read: Set<string>): readonly string[] {
  const records = stepSources.filter((from) => plan.reads[from].length > 0);
  for (const name of [...records, ...plan.reads.flags]) read.add(name);
  return [...records, ...plan.reads.flags, ...plan.takes.map((id) => writer.value(id))];
}

function resultText(
  program: Program,
  variables: ReadonlyMap<SectionFunction, string>,
  leaves: Leaves,
  value: (id: NodeId) => string,
): string {
  /** The whole result of a section where it has just these fields, else an object made of its values. */
  const gathered = (kind: string, name: string, fields: Readonly<Record<string, NodeId>>): string => {
    const [plan, variable] =
      [...variables].find(([{ section }]) => section.concern.kind === kind && section.concern.name === name) ?? [];
    const whole =
      plan !== undefined &&
      plan.fields.size > 1 &&
      Object.entries(fields).every(([field, id]) => plan.fields.get(field) === id);
    return whole && variable !== undefined
      ? variable
      : `{ ${Object.entries(fields)
          .map(([field, id]) => entry(field, value(id)))
          .join(", ")} }`;
  };
  const terms = program.terms.map((term) => entry(term.name, gathered("term", term.name, termFields(program, term))));
  const automata = (kind: "machine" | "objective", all: readonly AutomatonOutput[]): string =>
    all
      .map(({ name, state, label, rewardValues }) =>
        entry(name, gathered(kind, name, { state, label, rewards: rewardValues })),
      )
      .join(", ");
  const endings = program.endings.map(({ kind, cause, condition, reward }) => {
    const paid = reward === undefined ? "" : `, ${entry("reward", value(reward.value))}`;
    return `{ kind: ${JSON.stringify(kind)}, cause: ${JSON.stringify(cause)}, ${entry("holds", value(condition))}${paid} }`;
  });
  const fields = [
    entry("reward", value(program.reward)),
    entry("total", value(program.total)),
    ...(program.stepDiscount === undefined ? [] : [entry("discount", value(program.stepDiscount))]),
    `terms: { ${terms.join(", ")} }`,
    `shapings: { ${program.shapings.map((shaping) => entry(shaping.name, value(shaping.value))).join(", ")} }`,
    `machines: { ${automata("machine", program.machines)} }`,
    `objectives: { ${automata("objective", program.objectives)} }`,
    ...(program.pastObjectives.length === 0
      ? []
      : [
          `pastObjectives: { ${program.pastObjectives.map(({ name, state }) => entry(name, value(state))).join(", ")} }`,
        ]),
    ...(program.robustness === undefined
      ? []
      : [`robustness: { ${program.robustness.map((each) => entry(each.name, value(each.value))).join(", ")} }`]),
    ...(program.gradients === undefined
      ? []
      : [`gradients: { ${program.gradients.map((each) => entry(each.name, value(each.value))).join(", ")} }`]),
    `endings: [${endings.join(", ")}]`,
    entry("terminated", value(program.terminated)),
    entry("truncated", value(program.truncated)),
    `asserts: [${program.asserts.map(({ condition }) => value(condition)).join(", ")}]`,
    ...(program.finish === undefined
      ? []
      : [
          `recorded: { ${recordedValues(program)
            .map((recorded) => entry(leaves.field("recorded", recorded.name).key, value(recorded.value)))
            .join(", ")} }`,
        ]),
    `state: { ${program.slots.map(({ name, next }) => entry(leaves.field("state", name).key, value(next))).join(", ")} }`,
  ];
  return `{ ${fields.join(", ")} }`;
}

import { clockName, clockReadings } from "../../../ir/clock.js";
import type { NodeId } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { referencesOf, type Code } from "../code.js";
import { translate } from "../translate.js";
import { BodyWriter } from "./body-writer.js";
import { Identifiers, identifier, upperFirst } from "../../names/identifiers.js";
import { isLeaf, type Section } from "./layout.js";
import type { stepSources } from "./leaves.js";
import { type Leaves } from "./leaves.js";
import { nodeName } from "../../names/node-name.js";
import type { Tables } from "./tables.js";
import { keyText } from "./value-text.js";

export interface ModuleFunction {
  readonly name: string;
  readonly documentation: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returnType?: string;
  readonly statements: readonly string[];
}

/** A section that is written as a function, and how the step calls it. */
export interface SectionFunction {
  readonly section: Section;
  /** What the variable that holds its result in the step should be called. */
  readonly variable: string;
  /** The fields of its result; a single one is the result itself. */
  readonly fields: ReadonlyMap<string, NodeId>;
  readonly functionName: string;
  /** Nodes of other sections that it takes, in order. */
  readonly takes: readonly NodeId[];
  /** Leaves that it reads, by record. */
  readonly reads: Reads;
}

export type Reads = Readonly<Record<(typeof stepSources)[number] | "flags", readonly string[]>>;

const verbs = {
  machine: "move",
  objective: "move",
  payments: "pay",
  slot: "update",
  term: "",
  endings: "",
  shaping: "shape",
  whole: "",
} as const;

/** Decides on names and on what goes in and out; `usedElsewhere` are nodes that another section or the result needs. */
export function planFunction(
  program: Program,
  section: Section,
  codes: ReadonlyMap<NodeId, Code>,
  usedElsewhere: ReadonlySet<NodeId>,
  names: Identifiers,
): SectionFunction {
  const { concern } = section;
  const own = new Set(section.nodes);
  const fields = new Map<string, NodeId>();
  for (const [field, id] of concern.fields) if (own.has(id) && usedElsewhere.has(id)) fields.set(identifier(field), id);
  const known = new Set(fields.values());
  const extras = new Identifiers(fields.keys());
  for (const id of section.nodes)
    if (usedElsewhere.has(id) && !known.has(id)) fields.set(extras.take(nodeName(program, id)), id);

  const read = new Set(section.nodes.flatMap((id) => referencesOf(codes.get(id) ?? { kind: "literal", value: 0 })));
  const leaves = [...read].filter((id) => isLeaf(program, id)).map((id) => translate(program, id));
  const declared = {
    signals: program.signals.map(({ name }) => name),
    state: program.slots.map(({ name }) => name),
    params: program.params.map(({ name }) => name),
    clock: clockReadings(program.nodes).map(clockName),
    trained: (program.trained ?? []).map(({ name }) => name),
    flags: ["terminated", "truncated"],
  };
  const reads = (from: keyof Reads): readonly string[] =>
    declared[from].filter((name) =>
      leaves.some((code) => code.kind === "read" && code.from === from && code.name === name),
    );
  const base = identifier(concern.name);
  const variables = {
    machine: `${base} move`,
    objective: `${base} move`,
    payments: `${base} payments`,
    slot: `next ${base}`,
    term: base,
    endings: "ends",
    shaping: `${base} shaping`,
    whole: base,
  };
  const functions = {
    machine: "",
    objective: "",
    payments: "",
    slot: "",
    term: `${base} term`,
    endings: "end episode",
    shaping: "",
    whole: base,
  };
  const verb = verbs[concern.kind];
  return {
    section,
    variable: variables[concern.kind],
    functionName: names.take(verb === "" ? functions[concern.kind] : `${verb} ${upperFirst(base)}`),
    fields,
    takes: [...read].filter((id) => !own.has(id) && !isLeaf(program, id)).sort((left, right) => left - right),
    reads: {
      signals: reads("signals"),
      state: reads("state"),
      params: reads("params"),
      clock: reads("clock"),
      trained: reads("trained"),
      flags: reads("flags"),
    },
  };
}

/** What a value of another section is called where it comes in as an argument. */
function argumentName({ section: { concern }, fields }: SectionFunction, id: NodeId): string {
  const field = [...fields].find(([, node]) => node === id)?.[0] ?? "value";
  const isAutomaton = concern.kind === "machine" || concern.kind === "objective";
  if (isAutomaton && field === "state") return `${concern.name} after`;
  if (concern.kind === "endings") return field;
  if (field === concern.principal) return concern.kind === "slot" ? `next ${concern.name}` : concern.name;
  return concern.kind === "term" || isAutomaton ? `${concern.name} ${field}` : field;
}

/** What a field is called inside of the function; ends take the environment's flags as arguments. */
function localName({ section }: SectionFunction, field: string | undefined): string | undefined {
  return section.concern.kind === "endings" && (field === "terminated" || field === "truncated")
    ? `is ${field}`
    : field;
}

/** The text of a section's function. `ownerOf` finds the section that computes a node, if it is a function. */
export function writeFunction(
  program: Program,
  plan: SectionFunction,
  codes: ReadonlyMap<NodeId, Code>,
  context: {
    readonly tables: Tables;
    readonly leaves: Leaves;
    readonly moduleNames: Iterable<string>;
    ownerOf(id: NodeId): SectionFunction | undefined;
  },
): ModuleFunction {
  const { section, reads } = plan;
  const { leaves, tables, ownerOf } = context;
  const identifiers = new Identifiers([...context.moduleNames, ...reads.flags, ...leaves.locals]);
  const takes = new Map(
    plan.takes.map((id) => {
      const owner = ownerOf(id);
      return [id, identifiers.take(owner === undefined ? nodeName(program, id) : argumentName(owner, id))];
    }),
  );
  const fieldOf = new Map([...plan.fields].reverse().map(([field, id]) => [id, field]));
  const writer = new BodyWriter(
    {
      program,
      codes,
      tables,
      identifiers,
      read: (from, name) => leaves.local(from, name),
      foreign: (id) => takes.get(id) ?? "undefined",
      wanted: (id) => localName(plan, fieldOf.get(id)),
    },
    section.nodes,
    [...plan.fields.values()],
  );
  writer.write(section.nodes);
  const entries = [...plan.fields].map(([field, id]) => ({ field, text: writer.value(id) }));
  const [only] = entries;
  const result =
    entries.length === 1 && only !== undefined
      ? only.text
      : `{ ${entries.map(({ field, text }) => (field === text ? field : `${keyText(field)}: ${text}`)).join(", ")} }`;
  return {
    name: plan.functionName,
    documentation: section.concern.documentation,
    parameters: [
      ...leaves.parameters(reads),
      ...reads.flags.map((name) => ({ name, type: "tf.Tensor" })),
      ...[...takes.values()].map((name) => ({ name, type: "tf.Tensor" })),
    ],
    ...(entries.length === 1 ? { returnType: "tf.Tensor" } : {}),
    statements: [...writer.statements, `return ${result};`],
  };
}

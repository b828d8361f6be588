import type {
  FinishDescriptor,
  MachineDescriptor,
  PastObjectiveDescriptor,
  Rate,
  SpecDescriptor,
} from "../../runtime/kernel/descriptor.js";
import { clockName, clockReadings } from "../ir/clock.js";
import { sizeOf } from "../ir/broadcast.js";
import { inputNames } from "../ir/input-names.js";
import type { Node, NodeId } from "../ir/node.js";
import type { AutomatonOutput, PastObjectiveOutput, Program, Slot, TermOutput } from "../ir/program.js";

/** What a program says of itself: plain JSON, embedded in every emitted module. */
export function describe(program: Program): SpecDescriptor {
  const later = laterOf(program);
  const trained = program.trained?.map(({ name, dtype, shape, initial }) => ({ name, dtype, shape, initial }));
  const discount = program.discount === undefined ? undefined : program.nodes[program.discount];
  const neverMissing = program.signals.flatMap(({ name, missing }) => (missing?.policy === "error" ? [name] : []));
  const clock = clockReadings(program.nodes).map((reading) => {
    const { counts, reads, begin, end } = reading;
    return { name: clockName(reading), counts, reads, begin, end };
  });
  return {
    name: program.name,
    ...optional("documentation", program.documentation),
    signals: program.signals.map((signal) => ({
      name: signal.name,
      role: signal.role,
      dtype: signal.dtype,
      shape: signal.shape,
      ...optional("members", signal.members),
      ...optional("lengths", signal.lengths),
      ...optional("default", signal.default),
      ...optional("per", signal.per),
      ...optional("missing", signal.missing),
      ...optional("presence", signal.presence),
      ...optional("presenceOf", signal.presenceOf),
    })),
    needsReset: program.signals.filter(({ needsReset }) => needsReset).map(({ name }) => name),
    ...optional("neverMissing", neverMissing.length === 0 ? undefined : neverMissing),
    params: program.params.map(({ name, dtype, shape, value, range }) => ({
      name,
      dtype,
      shape,
      value,
      ...optional("range", range),
    })),
    ...optional("clock", clock.length === 0 ? undefined : clock),
    terms: program.terms.map((term) => describeTerm(program, term)),
    endingRewards: [...new Set(program.endings.flatMap(({ cause, reward }) => (reward === undefined ? [] : [cause])))],
    shapings: program.shapings.map(({ name }) => name),
    ...optional(
      "components",
      program.components?.map(({ name }) => name),
    ),
    ...optional("lexicographic", program.lexicographic),
    ...optional("average", program.average),
    ...optional("agents", program.agents),
    machines: program.machines.map(describeAutomaton),
    objectives: program.objectives.map((objective) => ({
      ...describeAutomaton(objective),
      ...optional("infinite", objective.infinite),
      accepting: objective.accepting,
      satisfied: objective.satisfied,
      violated: objective.violated,
      progress: objective.progress,
    })),
    ...optional(
      "pastObjectives",
      program.pastObjectives.length === 0 ? undefined : program.pastObjectives.map(describePast),
    ),
    slots: program.slots.map(({ name, kind, dtype, shape, persistent, shared, feature }) => ({
      name,
      kind,
      dtype,
      shape,
      persistent,
      ...optional("shared", shared),
      ...optional("feature", feature),
    })),
    causes: causesOf(program),
    asserts: program.asserts.map(({ text, condition }) => ({ text, reads: inputNames(program, [condition]) })),
    // A discount that is a param has its declared value.
    ...optional(
      "discount",
      discount?.op === "constant"
        ? discount.value[0]
        : discount?.op === "param"
          ? program.params.find(({ name }) => name === discount.name)?.value[0]
          : undefined,
    ),
    ...optional("stepDiscount", program.stepDiscount === undefined ? undefined : true),
    ...optional("schemes", program.schemes),
    ...optional("dt", program.dt),
    ...(later.length === 0 ? {} : { later }),
    ...optional("finish", describeFinish(program)),
    ...optional("trained", trained),
    nan: program.nan,
    features: program.slots.reduce((sum, slot) => sum + featureSize(slot), 0),
  };
}

function describeTerm(
  program: Program,
  { name, primary, raw, weight, contribution }: TermOutput,
): SpecDescriptor["terms"][number] {
  return { name, primary, reads: inputNames(program, [raw, weight, contribution]) };
}

function describeFinish(program: Program): FinishDescriptor | undefined {
  if (program.finish === undefined) return undefined;
  const { terms, reports, advantage, keep, mask } = program.finish;
  const node = (id: NodeId): Node => {
    const found = program.nodes[id];
    if (found === undefined) throw new Error(`no node ${id}`);
    return found;
  };
  const rate = (id: NodeId | undefined): Rate | undefined => (id === undefined ? undefined : node(id).rate);
  return {
    terms: terms.map((term) => describeTerm(program, term)),
    reports: reports.map(({ name, documentation, value }) => {
      const { rate: own, dtype, shape } = node(value);
      return { name, ...optional("documentation", documentation), rate: own, dtype, shape };
    }),
    ...optional("advantage", rate(advantage)),
    ...optional("keep", rate(keep)),
    ...optional("mask", rate(mask)),
  };
}

function describeAutomaton(automaton: AutomatonOutput): MachineDescriptor {
  const { name, states, ends, start, labelPerState, classes, classNames, next, edgeReward, stateReward } = automaton;
  return {
    name,
    states,
    ends,
    start,
    ...optional("labelPerState", labelPerState),
    classes,
    classNames,
    next,
    edgeReward,
    stateReward,
    ...optional("potential", automaton.potential),
  };
}

function describePast(objective: PastObjectiveOutput): PastObjectiveDescriptor {
  const { name, states, accepting, satisfied, violated, progress } = objective;
  return { name, states, accepting, satisfied, violated, progress };
}

/** What the spec says in file order, then `nan:TERM`, then the environment. */
export function causesOf(program: Program): readonly string[] {
  const declared = new Set(program.endings.map(({ cause }) => cause).filter((cause) => cause !== "environment"));
  return [...declared, "environment"];
}

function featureSize({ shape, feature }: Slot): number {
  if (feature === undefined) return 0;
  return feature.encoding === "value" ? sizeOf(shape) : sizeOf(shape) * feature.classes;
}

function optional<Key extends string, T>(key: Key, value: T | undefined): { readonly [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: T });
}

/** What only whole trajectories give, by name. */
function laterOf({ finish, trained = [] }: Program): readonly string[] {
  if (finish === undefined) return [];
  const { terms, advantage, keep, mask, reports } = finish;
  return [
    ...terms.map(({ name }) => name),
    ...(advantage === undefined ? [] : ["advantage"]),
    ...reports.map(({ name }) => name),
    ...(keep === undefined ? [] : ["keep group"]),
    ...(mask === undefined ? [] : ["mask episode"]),
    ...trained.map(({ name }) => name),
  ];
}

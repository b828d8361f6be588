import type { NodeId } from "./node.js";
import type {
  AutomatonOutput,
  EndingOutput,
  ExpectationOutput,
  FinishOutput,
  MachineOutput,
  Program,
  Slot,
  TermOutput,
} from "./program.js";

/** The nodes that a program's outputs read, slots excepted. */
export function outputsOf(program: Program): readonly NodeId[] {
  const roots: NodeId[] = [];
  mapReferences({ ...program, slots: [], trained: [] }, (id) => {
    roots.push(id);
    return id;
  });
  return roots;
}

/** The program with every reference from outside of the node list replaced; nodes themselves stay as they are. */
export function mapReferences(program: Program, node: (id: NodeId) => NodeId): Program {
  return {
    ...program,
    slots: program.slots.map((slot): Slot => ({ ...slot, initial: node(slot.initial), next: node(slot.next) })),
    ...(program.trained === undefined
      ? {}
      : { trained: program.trained.map((slot) => ({ ...slot, next: node(slot.next) })) }),
    ...(program.discount === undefined ? {} : { discount: node(program.discount) }),
    ...(program.stepDiscount === undefined ? {} : { stepDiscount: node(program.stepDiscount) }),
    reward: node(program.reward),
    total: node(program.total),
    ...mapComponents(program, node),
    terms: program.terms.map((term) => mapTerm(term, node)),
    shapings: program.shapings.map((shaping) => ({ ...shaping, value: node(shaping.value) })),
    endings: program.endings.map((ending) => mapEnding(ending, node)),
    ...(program.finish === undefined ? {} : { finish: mapFinish(program.finish, node) }),
    terminated: node(program.terminated),
    truncated: node(program.truncated),
    machines: program.machines.map((machine) => mapMachine(machine, node)),
    objectives: program.objectives.map((objective) => mapAutomaton(objective, node)),
    pastObjectives: program.pastObjectives.map((objective) => ({ ...objective, state: node(objective.state) })),
    ...(program.robustness === undefined
      ? {}
      : { robustness: program.robustness.map(({ name, value }) => ({ name, value: node(value) })) }),
    ...(program.gradients === undefined
      ? {}
      : { gradients: program.gradients.map((gradient) => ({ ...gradient, value: node(gradient.value) })) }),
    asserts: program.asserts.map((assert) => ({ ...assert, condition: node(assert.condition) })),
    expectations: program.expectations.map((expectation) => mapExpectation(expectation, node)),
  };
}

function mapFinish(finish: FinishOutput, node: (id: NodeId) => NodeId): FinishOutput {
  const { advantage, keep, mask, due } = finish;
  return {
    reward: node(finish.reward),
    total: node(finish.total),
    ...mapComponents(finish, node),
    terms: finish.terms.map((term) => mapTerm(term, node)),
    ...(advantage === undefined ? {} : { advantage: node(advantage) }),
    reports: finish.reports.map((report) => ({ ...report, value: node(report.value) })),
    ...(keep === undefined ? {} : { keep: node(keep) }),
    ...(mask === undefined ? {} : { mask: node(mask) }),
    ...(due === undefined ? {} : { due: due.map(({ signal, at }) => ({ signal, at: node(at) })) }),
  };
}

function mapComponents(
  { components }: Pick<Program, "components">,
  node: (id: NodeId) => NodeId,
): Pick<Program, "components"> {
  if (components === undefined) return {};
  return {
    components: components.map(({ name, reward, total }) => ({ name, reward: node(reward), total: node(total) })),
  };
}

function mapTerm(term: TermOutput, node: (id: NodeId) => NodeId): TermOutput {
  return {
    ...term,
    contribution: node(term.contribution),
    raw: node(term.raw),
    weight: node(term.weight),
    active: node(term.active),
    finite: node(term.finite),
  };
}

function mapEnding(ending: EndingOutput, node: (id: NodeId) => NodeId): EndingOutput {
  const { reward } = ending;
  return {
    ...ending,
    condition: node(ending.condition),
    ...(reward === undefined ? {} : { reward: { ...reward, value: node(reward.value) } }),
  };
}

function mapMachine(machine: MachineOutput, node: (id: NodeId) => NodeId): MachineOutput {
  return { ...mapAutomaton(machine, node), reward: node(machine.reward) };
}

function mapAutomaton<T extends AutomatonOutput>(automaton: T, node: (id: NodeId) => NodeId): T {
  return {
    ...automaton,
    state: node(automaton.state),
    label: node(automaton.label),
    rewardValues: node(automaton.rewardValues),
  };
}

function mapExpectation(expectation: ExpectationOutput, node: (id: NodeId) => NodeId): ExpectationOutput {
  const { form } = expectation;
  switch (form.kind) {
    case "compare":
      return { ...expectation, form: { ...form, left: node(form.left), right: node(form.right) } };
    case "condition":
      return { ...expectation, form: { ...form, node: node(form.node) } };
    case "cause":
      return expectation;
  }
}

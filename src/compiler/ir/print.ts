import { clockName } from "./clock.js";
import type { Node, NodeId, OrderNode, PoolNode } from "./node.js";
import type { FinishOutput, Program, Slot, TermOutput } from "./program.js";
import { unreachable } from "../unreachable.js";

/** A program for people: declarations, slots, one line per node, outputs. Stable, so that goldens can hold it. */
export function printProgram(program: Program): string {
  return [
    `program ${program.name}`,
    ...section("signals", program.signals.map(signalLine)),
    ...section(
      "params",
      program.params.map((param) => `${param.name}: ${typeName(param)} = ${list(param.value)}`),
    ),
    ...section("slots", program.slots.map(slotLine)),
    ...section(
      "trained",
      (program.trained ?? []).map(
        (slot) => `${slot.name}: ${typeName(slot)} = ${list(slot.initial)}, next ${ref(slot.next)}`,
      ),
    ),
    ...section("nodes", nodeLines(program)),
    ...section("outputs", outputLines(program)),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function signalLine(signal: Program["signals"][number]): string {
  const facts = [
    `${signal.role} ${signal.name}: ${typeName(signal)}`,
    ...(signal.members === undefined ? [] : [`{ ${signal.members.join(", ")} }`]),
    ...(signal.range === undefined ? [] : [`in [${signal.range.join(", ")}]`]),
    ...(signal.default === undefined ? [] : [`= ${list(signal.default)}`]),
    ...(signal.missing === undefined
      ? []
      : [`missing ${signal.missing.policy}`, ...("value" in signal.missing ? [list(signal.missing.value)] : [])]),
    ...(signal.needsReset ? ["needs reset"] : []),
  ];
  return facts.join(" ");
}

function slotLine(slot: Slot): string {
  const feature =
    slot.feature === undefined
      ? ""
      : slot.feature.encoding === "value"
        ? ", feature"
        : `, one-hot ${slot.feature.classes}`;
  return `${slot.name}: ${slot.kind} ${typeName(slot)}, first ${ref(slot.initial)}, next ${ref(slot.next)}${slot.persistent ? ", persistent" : ""}${slot.shared === undefined ? "" : `, shared from ${slot.shared.first}`}${slot.scratch === true ? ", scratch" : ""}${feature}`;
}

function nodeLines(program: Program): readonly string[] {
  const names = outputNames(program);
  const width = String(program.nodes.length - 1).length + 1;
  return program.nodes.map((node) => {
    const phase = node.phase === "any" ? node.rate : node.phase === "finish" ? `finish ${node.rate}` : node.phase;
    const name = [...(node.label === undefined ? [] : [node.label]), ...(names.get(node.id) ?? [])];
    const line = `${ref(node.id).padEnd(width)} = ${operation(node, program)} : ${typeName(node)} ${phase}`;
    return name.length === 0 ? line : `${line}  // ${name.join(", ")}`;
  });
}

/** What is read from outside of the graph, by node. */
function outputNames(program: Program): ReadonlyMap<NodeId, readonly string[]> {
  const names = new Map<NodeId, readonly string[]>();
  const add = (id: NodeId, name: string): void => {
    names.set(id, [...(names.get(id) ?? []), name]);
  };
  for (const term of program.terms) add(term.contribution, term.name);
  for (const shaping of program.shapings) add(shaping.value, `shape ${shaping.name}`);
  for (const { name, state } of [...program.machines, ...program.objectives, ...program.pastObjectives])
    add(state, `${name}.state`);
  add(program.total, "total");
  add(program.reward, "reward");
  return names;
}

function operation(node: Node, program: Program): string {
  const inputs = node.inputs.map(ref).join(" ");
  switch (node.op) {
    case "constant":
      return list(node.value);
    case "param":
      return `param ${node.name}`;
    case "clock":
      return `clock ${clockName(node)}`;
    case "signal":
      return `signal ${node.name}`;
    case "flag":
      return node.name;
    case "trained":
      return `trained ${program.trained?.[node.slot]?.name ?? node.slot}`;
    case "state":
      return `state ${program.slots[node.slot]?.name ?? node.slot}`;
    case "unary":
    case "binary":
      return `${node.fn} ${inputs}`;
    case "select":
    case "sort":
    case "tally":
    case "reshape":
    case "record":
    case "spread":
    case "dynamic-slice":
    case "dynamic-update":
      return `${node.op} ${inputs}`;
    case "pool":
      return `pool ${node.fn} ${inputs} of each ${node.of} over ${node.scope}${byKeys(node)}${node.exceptSelf === true ? " except self" : ""}`;
    case "order":
      return `${node.fn}${node.q === undefined ? "" : ` ${node.q}`} (${node.ties}) ${inputs} of each ${node.of} over ${node.scope}${byKeys(node)}${node.exceptSelf === true ? " except self" : ""}`;
    case "enqueue":
      return `enqueue ${inputs} of each ${node.of}`;
    case "pair":
      return `${node.side} of ${inputs}`;
    case "scan":
      return `scan ${node.inputs.length === 4 ? "fading " : ""}${node.fn} ${node.direction} ${inputs}`;
    case "shift":
      return `shift ${inputs} by ${node.offset}`;
    case "reduce":
      return `${node.fn} ${inputs} over [${node.axes.join(", ")}]`;
    case "arg-extremum":
      return `arg-${node.fn} ${inputs} over ${node.axis}`;
    case "cumulative-sum":
      return `cumulative-sum ${inputs} over ${node.axis}`;
    case "slice":
      return `slice ${inputs} from [${node.starts.join(", ")}]`;
    case "gather":
      return `gather ${inputs} at [${node.indices.join(", ")}] of ${node.axis}`;
    case "concat":
      return `concat ${inputs} along ${node.axis}`;
    case "transpose":
      return `transpose ${inputs} to [${node.permutation.join(", ")}]`;
    case "lookup":
      return `lookup ${inputs} in ${list(node.table)}`;
    default:
      return unreachable(node);
  }
}

function outputLines(program: Program): readonly string[] {
  const { discount, dt } = program;
  return [
    `reward ${ref(program.reward)}, total ${ref(program.total)}, terminated ${ref(program.terminated)}, truncated ${ref(program.truncated)}, nan ${program.nan}`,
    ...(program.components ?? []).map(
      ({ name, reward, total }) => `component ${name}: reward ${ref(reward)}, total ${ref(total)}`,
    ),
    ...(program.average === undefined ? [] : [`average, step ${program.average.step}`]),
    ...(program.lexicographic === undefined ? [] : [`lexicographic within ${program.lexicographic.tolerance}`]),
    ...(discount === undefined ? [] : [`discount ${ref(discount)}`]),
    ...(program.stepDiscount === undefined ? [] : [`discount of the step ${ref(program.stepDiscount)}`]),
    ...(dt === undefined ? [] : [`dt ${dt}`]),
    ...program.terms.map(termLine),
    ...(program.finish === undefined ? [] : finishLines(program.finish)),
    ...program.shapings.map((shaping) => `shape ${shaping.name} ${ref(shaping.value)}`),
    ...program.endings.map(
      (ending) =>
        `${ending.kind} "${ending.cause}" ${ref(ending.condition)}${ending.reward === undefined ? "" : `, reward ${ref(ending.reward.value)}`}`,
    ),
    ...program.machines.map(
      (machine) =>
        `machine ${machine.name} { ${machine.states.join(", ")} }: state ${ref(machine.state)}, reward ${ref(machine.reward)}, label ${ref(machine.label)} of ${machine.classes}`,
    ),
    ...program.objectives.map(
      (objective) =>
        `objective ${objective.name} of ${objective.states.length} states: state ${ref(objective.state)}, label ${ref(objective.label)} of ${objective.classes}`,
    ),
    ...program.pastObjectives.map(
      ({ name, bits, states, state }) =>
        `objective ${name} of ${bits} bits, ${states.length} states: state ${ref(state)}`,
    ),
    ...(program.robustness ?? []).map(({ name, value }) => `robustness of ${name} ${ref(value)}`),
    ...(program.gradients ?? []).map(({ name, value }) => `gradient by ${name} ${ref(value)}`),
    ...program.asserts.map((assert) => `assert ${ref(assert.condition)}: ${assert.text}`),
    ...program.expectations.map((expectation) => `expect in test ${expectation.test}: ${expectation.text}`),
  ];
}

function termLine(term: TermOutput): string {
  return `term ${term.name} ${ref(term.contribution)}: raw ${ref(term.raw)}, weight ${ref(term.weight)}, active ${ref(term.active)}, finite ${ref(term.finite)}`;
}

/** What whole trajectories give. */
function finishLines({
  reward,
  total,
  terms,
  advantage,
  reports,
  keep,
  mask,
  due = [],
}: FinishOutput): readonly string[] {
  return [
    `in the end: reward ${ref(reward)}, total ${ref(total)}`,
    ...terms.map(termLine),
    ...(advantage === undefined ? [] : [`advantage ${ref(advantage)}`]),
    ...reports.map(({ name, value }) => `report ${name} ${ref(value)}`),
    ...(keep === undefined ? [] : [`keep group when ${ref(keep)}`]),
    ...(mask === undefined ? [] : [`mask episode when ${ref(mask)}`]),
    ...due.map(({ signal, at }) => `${signal} must be there when ${ref(at)}`),
  ];
}

const ref = (id: NodeId): string => `%${id}`;

function typeName({ dtype, shape }: Pick<Node, "dtype" | "shape">): string {
  return shape.length === 0 ? dtype : `${dtype}[${shape.join(", ")}]`;
}

/** A single number bare, several in brackets, long ones shortened with their length. */
function list(values: readonly number[]): string {
  const shown = values.slice(0, 16).map((value) => (Object.is(value, -0) ? "-0" : String(value)));
  if (values.length === 1) return shown[0] ?? "";
  return values.length > shown.length ? `[${shown.join(", ")}, … ${values.length}]` : `[${shown.join(", ")}]`;
}

function byKeys({ keys }: PoolNode | OrderNode): string {
  return keys === undefined ? "" : keys === "steps" ? " by segment" : ` by ${keys} keys`;
}

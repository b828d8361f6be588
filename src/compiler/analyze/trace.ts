import type { Program, SignalInput } from "../ir/program.js";
import {
  finishBatch,
  finishedStep,
  initialState,
  scalarPaid,
  step,
  type EpisodeState,
  type Moved,
  type Outputs,
  type PlayedRow,
} from "../../runtime/reference/index.js";
import { usualValue } from "../ir/usual-value.js";

/** Values of signals and actions, row-major; what is left out has its default, and an external signal is missing unless that is an error. */
export type Inputs = Readonly<Record<string, readonly number[]>>;

/** An episode: what the reset brings, with what is known from the start and holds, and what each step sees. */
export interface Trace {
  readonly reset: Inputs;
  readonly steps: readonly Inputs[];
  /** What comes when the episode is over, which it then is after its steps; absent where it goes on, and where nothing reads what comes then. */
  readonly end?: Inputs;
}

/** Where the learner stands in a trace, as in a test that does not set it: schedules are at their beginning. */
const clock = { steps: 0, updates: 0, episodes: 0 };

/** The reward's state at the beginning of an episode. */
export function begin(program: Program, reset: Inputs): EpisodeState {
  return initialState(program, complete(program, reset), { clock });
}

/** One step of the reference. */
export function advance(program: Program, state: EpisodeState, inputs: Inputs): Moved {
  return step(program, state, { signals: complete(program, inputs), clock });
}

/** All that a step or reset has, with what stands in for signals that are left out. */
export function complete(program: Program, inputs: Inputs): Inputs {
  return Object.fromEntries(
    program.signals.flatMap((signal) => {
      const value = given(signal, inputs) ?? (signal.missing === undefined ? usualValue(signal) : undefined);
      return value === undefined || signal.presenceOf !== undefined ? [] : [[signal.name, value]];
    }),
  );
}

/** What a step has of a signal, beside defaults: an external one that may not be missing has its usual value. */
function given(signal: SignalInput, inputs: Inputs): readonly number[] | undefined {
  return inputs[signal.name] ?? (signal.missing?.policy === "error" ? usualValue(signal) : undefined);
}

/** What the reference does in each step until the episode ends. Where whole trajectories pay, what steps are paid in the end, with the usual values of signals that come then. */
export function movesOf(program: Program, { reset, steps, end }: Trace): readonly Moved[] {
  const found: PlayedRow[] = [];
  const known = Object.entries(reset).filter(([name]) => isKnownAtStart(program, name));
  const held = Object.fromEntries(known);
  let state = begin(program, reset);
  for (const [index, inputs] of steps.entries()) {
    const signals = complete(program, { ...held, ...inputs });
    const moved = step(program, state, { signals, terminated: end !== undefined && index === steps.length - 1, clock });
    found.push({ row: {}, before: state, moved });
    state = moved.state;
    if (state.ended) break;
  }
  return program.finish === undefined ? found.map(({ moved }) => moved) : finished(program, found, end);
}

function isKnownAtStart({ signals }: Program, signal: string): boolean {
  return signals.some(({ name, per }) => name === signal && per?.atStart === true);
}

/** The episode as the only one of its batch. */
function finished(program: Program, played: readonly PlayedRow[], end: Inputs = {}): readonly Moved[] {
  const late = complete(program, end);
  const batch = { episodes: [{ reset: {}, rows: [], end: late, group: 0 }], groups: [late], clock };
  const whole = finishBatch(program, batch, [played]);
  return played.map(({ moved }, step) => {
    const { reward, total, terms, raw, nonFinite } = finishedStep(program, whole, step);
    const { outputs } = moved;
    const [allTerms, allRaw] = [
      { ...outputs.terms, ...terms },
      { ...outputs.raw, ...raw },
    ];
    const broken = [...outputs.nonFinite, ...nonFinite.map((term) => ({ term, inputs: {} }))];
    return { ...moved, outputs: { ...outputs, reward, total, terms: allTerms, raw: allRaw, nonFinite: broken } };
  });
}

/** What the reference says of each step until the episode ends. */
export function outputsOf(program: Program, trace: Trace): readonly Outputs[] {
  return movesOf(program, trace).map(({ outputs }) => outputs);
}

/** What a step pays, for rules that judge totals that are one number. */
export function totalOf({ total }: Outputs): number {
  return scalarPaid(total);
}

/** What a test expects after its steps, by their index. */
export type Expectations = Readonly<Record<number, string>>;

/** The trace as a test that can be pasted into the spec. */
export function asTest(program: Program, name: string, trace: Trace, expectations: Expectations): string {
  const lines: string[] = [];
  const start = valuesText(program, trace.reset, ({ per }) => per?.atStart === true);
  if (start !== "") lines.push(`  given { ${start} }`);
  const reset = valuesText(program, trace.reset, (signal) => !isOnce(signal) && neededAtReset(program, signal));
  if (reset !== "") lines.push(`  reset { ${reset} }`);
  const texts = trace.steps.map((inputs) => valuesText(program, inputs, (signal) => !isOnce(signal)));
  for (let from = 0; from < texts.length;) {
    let end = from + 1;
    // A step with an expectation stands alone.
    while (end < texts.length && texts[end] === texts[from] && expectations[from] === undefined) {
      if (expectations[end] !== undefined) break;
      end++;
    }
    const text = texts[from] ?? "";
    lines.push(`  step ${end - from === 1 ? "" : `* ${end - from} `}${text === "" ? "{}" : `{ ${text} }`}`);
    const expected = expectations[end - 1];
    if (expected !== undefined) lines.push(`    expect ${expected}`);
    from = end;
  }
  if (trace.end !== undefined) {
    const text = valuesText(program, trace.end, (signal) => isOnce(signal) && signal.per?.atStart === false);
    lines.push(text === "" ? "  end" : `  end { ${text} }`);
  }
  return [`test "${name}" {`, ...lines, "}"].join("\n");
}

/** The note of a finding that shows a test. */
export function testNote(test: string, introduction = "as a test"): string {
  return `${introduction}:\n${test}`;
}

/** What a test writes of the inputs. */
export function valuesText(program: Program, inputs: Inputs, accepts: (signal: SignalInput) => boolean): string {
  const lengths = new Set(program.signals.flatMap((signal) => lengthsOf(signal)));
  const written = program.signals.filter((signal) => {
    // A list says itself how long it is, and an empty one says nothing.
    if (lengths.has(signal.name) || !accepts(signal) || sizesOf(signal, inputs).includes(0)) return false;
    const values = given(signal, inputs);
    if (signal.missing !== undefined) return values !== undefined;
    const defaults = usualValue(signal);
    return values?.some((value, index) => value !== defaults[index]) === true;
  });
  const said = new Set(written.flatMap((signal) => lengthsOf(signal)));
  for (const signal of program.signals) {
    if (!accepts(signal) || sizesOf(signal, inputs).includes(0)) continue;
    if (lengthsOf(signal).every((length) => said.has(length))) continue;
    written.push(signal);
    for (const length of lengthsOf(signal)) said.add(length);
  }
  return written
    .map((signal) => assignment(signal, sizesOf(signal, inputs), given(signal, inputs) ?? usualValue(signal)))
    .join(", ");
}

/** Whether the signal comes once for an episode or a group. */
function isOnce({ per }: SignalInput): boolean {
  return per !== undefined && per.rate !== "segment";
}

function lengthsOf({ lengths = [] }: SignalInput): readonly string[] {
  return lengths.map(({ signal }) => signal);
}

/** Whether a reset must bring the signal, or how long it is. */
export function neededAtReset({ signals }: Program, { needsReset, lengths = [] }: SignalInput): boolean {
  return needsReset || signals.some((other) => other.needsReset && lengths.some((each) => each.signal === other.name));
}

/** How long the axes are; those of varying length as their signals say. */
function sizesOf({ shape, lengths = [] }: SignalInput, inputs: Inputs): readonly number[] {
  return shape.map((size, axis) => {
    const varying = lengths.find((each) => each.axis === axis);
    return varying === undefined ? size : (inputs[varying.signal]?.[0] ?? 0);
  });
}

function assignment(signal: SignalInput, sizes: readonly number[], values: readonly number[]): string {
  const { name, dtype, members, shape } = signal;
  const written = (value: number): string =>
    members !== undefined ? (members[value] ?? "?") : dtype === "bool" ? String(value !== 0) : String(value);
  if (shape.length === 0) {
    const [value = 0] = values;
    if (dtype === "bool") return value === 0 ? `not ${name}` : name;
    return `${name} = ${written(value)}`;
  }
  return `${name} = ${nested(values.map(written), shape, sizes)}`;
}

/** `shape` is the array's, `sizes` how much of each axis is written. */
function nested(
  values: readonly string[],
  [size = 1, ...rest]: readonly number[],
  [length = size, ...inner]: readonly number[],
): string {
  const width = values.length / size;
  if (rest.length === 0) return `[${values.slice(0, length).join(", ")}]`;
  const rows = Array.from({ length }, (_, row) => nested(values.slice(row * width, (row + 1) * width), rest, inner));
  return `[${rows.join(", ")}]`;
}

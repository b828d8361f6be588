import type { Program, SignalInput } from "../ir/program.js";
import { initialState, step, type Outputs } from "../../runtime/reference/index.js";
import { usualValue } from "../ir/usual-value.js";

/** Values of signals and actions, row-major; what is left out has its default. */
export type Inputs = Readonly<Record<string, readonly number[]>>;

/** An episode: what the reset brings and what each step sees. */
export interface Trace {
  readonly reset: Inputs;
  readonly steps: readonly Inputs[];
}

/** What the reference says of each step until the episode ends. */
export function outputsOf(program: Program, { reset, steps }: Trace): readonly Outputs[] {
  const complete = (inputs: Inputs): Inputs =>
    Object.fromEntries(program.signals.map((signal) => [signal.name, inputs[signal.name] ?? usualValue(signal)]));
  const found: Outputs[] = [];
  let state = initialState(program, complete(reset));
  for (const inputs of steps) {
    const moved = step(program, state, { signals: complete(inputs) });
    state = moved.state;
    found.push(moved.outputs);
    if (state.ended) break;
  }
  return found;
}

/** The trace as a test that can be pasted into the spec; `expectation` is judged after the last step. */
export function asTest(program: Program, name: string, trace: Trace, expectation: string): string {
  const lines: string[] = [];
  const reset = valuesText(program, trace.reset, ({ needsReset }) => needsReset);
  if (reset !== "") lines.push(`  reset { ${reset} }`);
  const texts = trace.steps.map((inputs) => valuesText(program, inputs, () => true));
  for (let from = 0; from < texts.length;) {
    let end = from + 1;
    // The last step stands alone: the expectation is its own.
    while (end < texts.length - 1 && texts[end] === texts[from]) end++;
    const text = texts[from] ?? "";
    lines.push(`  step ${end - from === 1 ? "" : `* ${end - from} `}${text === "" ? "{}" : `{ ${text} }`}`);
    from = end;
  }
  return [`test "${name}" {`, ...lines, `    expect ${expectation}`, "}"].join("\n");
}

function valuesText(program: Program, inputs: Inputs, accepts: (signal: SignalInput) => boolean): string {
  return program.signals
    .flatMap((signal) => {
      const values = inputs[signal.name];
      if (values === undefined || !accepts(signal)) return [];
      const defaults = usualValue(signal);
      return values.every((value, index) => value === defaults[index]) ? [] : [assignment(signal, values)];
    })
    .join(", ");
}

function assignment(signal: SignalInput, values: readonly number[]): string {
  const { name, dtype, members, shape } = signal;
  const written = (value: number): string =>
    members !== undefined ? (members[value] ?? "?") : dtype === "bool" ? String(value !== 0) : String(value);
  if (shape.length === 0) {
    const [value = 0] = values;
    if (dtype === "bool") return value === 0 ? `not ${name}` : name;
    return `${name} = ${written(value)}`;
  }
  return `${name} = ${nested(values.map(written), shape)}`;
}

function nested(values: readonly string[], [size = 1, ...rest]: readonly number[]): string {
  if (rest.length === 0) return `[${values.join(", ")}]`;
  const width = values.length / size;
  const rows = Array.from({ length: size }, (_, row) => nested(values.slice(row * width, (row + 1) * width), rest));
  return `[${rows.join(", ")}]`;
}

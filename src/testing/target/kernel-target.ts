import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { Program } from "../../compiler/ir/program.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import type { Columns, RewardKernel, StepOutputs } from "../../runtime/kernel/kernel.js";
import { own, type Paid, type Row, type Values } from "../../runtime/reference/index.js";
import { columnsOf, inputsOf } from "../conformance/columns.js";
import { tensorsIn } from "../conformance/tensors-in.js";
import { declaredParams, inputsBelow } from "./inputs-below.js";
import type { EpisodeSettings, RowResult, Target, TargetEpisode } from "./target.js";

/** Kernels with one environment per episode. `make` compiles a program, once each. */
export function kernelTarget(name: string, make: (program: Program) => RewardKernel): Target {
  const kernels = new WeakMap<Program, RewardKernel>();
  const kernelOf = (program: Program): RewardKernel => {
    const kernel = kernels.get(program) ?? make(program);
    kernels.set(program, kernel);
    return kernel;
  };
  return {
    name,
    begin: (program, reset, options = {}) => new KernelEpisode(program, kernelOf(program), reset, options),
    kernel: kernelOf,
  };
}

class KernelEpisode implements TargetEpisode {
  #state: ReturnType<RewardKernel["init"]>;
  #steps = 0;
  #ended = false;
  readonly #environment: number;

  constructor(
    private readonly program: Program,
    private readonly kernel: RewardKernel,
    reset: Values,
    options: EpisodeSettings,
  ) {
    const needed = program.signals.filter(({ needsReset }) => needsReset);
    for (const { name, presence, presenceOf } of needed) {
      if (own(reset, name) === undefined && presence === undefined && presenceOf === undefined)
        throw new RewardError({ kind: "missing-signal", signal: name, at: "reset", environment: 0 });
    }
    this.#environment = options.environment ?? 0;
    const columns = columnsOf(needed, [reset]);
    this.#state = kernel.init(1, columns, options);
    dispose(Object.values(columns));
  }

  async step(row: Row): Promise<RowResult> {
    const { program, kernel } = this;
    const filled = { ...row, signals: this.#signals(row) };
    const { inputs: columns, tensors } = inputsOf(program, [filled]);
    const { state, ...outputs } = kernel.step(this.#state, columns);
    dispose([...tensorsIn(this.#state), ...tensors]);
    this.#state = state;
    const stepped = !this.#ended;
    const result = await readRow(program, kernel, { state, ...outputs }, stepped);
    const nonFinite = await indices(outputs.nonFinite);
    const [missing] = outputs.missing === undefined ? [] : await indices(outputs.missing);
    dispose(tensorsIn(outputs));
    const place = { environment: this.#environment, step: this.#steps };
    if (missing !== undefined)
      throw new RewardError({
        kind: "missing-value",
        signal: kernel.descriptor.neverMissing?.[missing] ?? "",
        ...place,
      });
    const [broken] = nonFinite;
    if (program.nan === "error" && broken !== undefined) {
      const term = program.terms[broken];
      const roots = term === undefined ? [] : [term.raw, term.weight, term.contribution];
      const inputs = inputsBelow(program, roots, { ...declaredParams(program), ...row.params, ...filled.signals });
      throw new RewardError({
        kind: "non-finite",
        term: term?.name ?? "",
        ...place,
        inputs,
      });
    }
    if (stepped) this.#steps++;
    this.#ended ||= result.terminated || result.truncated;
    return result;
  }

  dispose(): void {
    dispose(tensorsIn(this.#state));
  }

  #signals(row: Row): Values {
    const given = { ...row.signals, ...row.actions };
    return Object.fromEntries(
      this.program.signals.flatMap((signal) => {
        const value = own(given, signal.name) ?? signal.default;
        if (value === undefined && (signal.presence !== undefined || signal.presenceOf !== undefined)) return [];
        if (value === undefined)
          throw new RewardError({
            kind: "missing-signal",
            signal: signal.name,
            at: "step",
            environment: this.#environment,
          });
        return [[signal.name, value] as const];
      }),
    );
  }
}

async function readRow(
  program: Program,
  kernel: RewardKernel,
  outputs: StepOutputs,
  stepped: boolean,
): Promise<RowResult> {
  const machines = await numbers(outputs.machines);
  const cause = await first(outputs.cause);
  const name = cause < 0 ? undefined : kernel.descriptor.causes[cause];
  return {
    stepped,
    reward: await paid(outputs.reward),
    total: await paid(outputs.total),
    ...(outputs.discount === undefined ? {} : { discount: await first(outputs.discount) }),
    terms: await numbers(outputs.terms),
    raw: await numbers(outputs.raw),
    shapings: await numbers(outputs.shapings),
    machines: Object.fromEntries(
      program.machines.map((machine) => [machine.name, machine.states[machines[machine.name] ?? 0] ?? "?"]),
    ),
    objectives: await numbers(outputs.objectives),
    ...(outputs.robustness === undefined ? {} : { robustness: await numbers(outputs.robustness) }),
    terminated: (await first(outputs.terminated)) !== 0,
    truncated: (await first(outputs.truncated)) !== 0,
    ...(name === undefined ? {} : { cause: name }),
    failedAsserts: await indices(outputs.failedAsserts),
  };
}

async function numbers(columns: Columns): Promise<Readonly<Record<string, number>>> {
  const read = Object.entries(columns).map(async ([name, column]) => [name, await first(column)] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function first(column: Tensor): Promise<number> {
  return (await column.data())[0] ?? NaN;
}

/** `[1]` as a number, `[1, K]` as K of them. */
async function paid(column: Tensor): Promise<Paid> {
  return column.rank === 1 ? first(column) : [...(await column.data())];
}

/** Where a bool `[1, K]` holds. */
async function indices(flags: Tensor): Promise<readonly number[]> {
  return [...(await flags.data())].flatMap((flag, index) => (flag === 0 ? [] : [index]));
}

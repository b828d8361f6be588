import type { KernelOptions, RewardOutputs } from "../../src/runtime/fused/index.js";
import { wasmKernel, type Column, type FusedKernel, type WasmModule } from "../../src/runtime/fused/index.js";
import { sizeOf } from "../../src/runtime/kernel/size-of.js";

type Made = FusedKernel<RewardOutputs> & { readonly rows?: Float32Array };

/** Every way to make a kernel but the plain one. */
const others: readonly KernelOptions[] = [
  { outputs: "reward" },
  { inputs: "rows" },
  { outputs: "reward", inputs: "rows" },
];

/** The plain kernel of a module, which throws where a kernel made in another way gives anything else, number by number. Signals that no loop reads are NaN in rows. */
export function alikeKernel(
  module: WasmModule,
  environments: number,
  further: readonly KernelOptions[] = [],
): FusedKernel {
  const plain = wasmKernel(module, environments);
  const made = [...others, ...further].map((options): readonly [string, Made] => [
    JSON.stringify(options),
    wasmKernel(module, environments, options),
  ]);
  const bring = (): void => {
    for (const [, kernel] of made) {
      for (const name of ["isFirst", "terminated", "truncated"] as const) kernel[name].set(plain[name]);
      copyFields(plain.first, kernel.first);
      if (kernel.rows === undefined) copyFields(plain.signals, kernel.signals);
      else kernel.rows.set(rowsOf(plain));
      kernel.restore(plain.save());
    }
  };
  const all = (run: (kernel: Made) => void): void => {
    bring();
    run(plain);
    for (const [name, kernel] of made) {
      run(kernel);
      for (const field of Object.keys(kernel.outputs) as readonly (keyof RewardOutputs)[])
        same(`${name}: ${field}`, kernel.outputs[field], plain.outputs[field]);
      for (const [slot, { columns }] of Object.entries(plain.slots))
        columns.forEach((column, element) => same(`${name}: ${slot}`, kernel.slots[slot]?.columns[element], column));
      same(`${name}: ended`, kernel.ended, plain.ended);
    }
  };
  return {
    ...plain,
    set: (settings) => [plain, ...made.map(([, kernel]) => kernel)].forEach((kernel) => kernel.set(settings)),
    init: (seed) => all((kernel) => kernel.init(seed)),
    reset: (mask) => all((kernel) => kernel.reset(mask)),
    step: () => all((kernel) => kernel.step()),
  };
}

function copyFields(from: FusedKernel["signals"], to: FusedKernel["signals"]): void {
  for (const [name, { columns }] of Object.entries(from))
    columns.forEach((column, element) => to[name]?.columns[element]?.set(column));
}

function rowsOf({ descriptor, signals, environments }: FusedKernel): Float32Array {
  const columns = descriptor.signals.flatMap(({ name, shape }) =>
    Array.from({ length: sizeOf(shape) }, (_, element) => signals[name]?.columns[element]),
  );
  return Float32Array.from({ length: environments * columns.length }, (_, place) => {
    return columns[place % columns.length]?.[Math.floor(place / columns.length)] ?? NaN;
  });
}

/** Outputs that have columns of their own, or lists of them, are compared as what they are. */
function same(what: string, found: unknown, wanted: unknown): void {
  if (!isColumn(wanted)) return;
  const differs = isColumn(found) ? wanted.findIndex((value, row) => !Object.is(found[row], value)) : 0;
  if (differs >= 0) throw new Error(`${what} differs in environment ${differs}`);
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value);
}

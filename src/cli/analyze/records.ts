import type { Analysis } from "../../compiler/analyze/index.js";
import { totalOf, type KernelReport } from "./count-kernels.js";

/** The analysis as JSON records; numbers that are not finite are the strings that `rewardc eval` writes, too. */
export function analysisRecords(file: string, analysis: Analysis, kernels: KernelReport): readonly object[] {
  const number = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
  return [
    ...analysis.bounds.map(({ kind, name, low, high, mayBreak }) => ({
      v: 1,
      type: "bound",
      file,
      kind,
      name,
      low: number(low),
      high: number(high),
      mayBreak,
    })),
    ...analysis.slopes.map(({ component, signal, bound, jumps }) => ({
      v: 1,
      type: "slope",
      file,
      ...(component === undefined ? {} : { component }),
      signal,
      bound: number(bound),
      jumps,
    })),
    ...analysis.asserts.map((assert) => ({ v: 1, type: "assert", file, ...assert })),
    {
      v: 1,
      type: "cost",
      file,
      ...analysis.cost,
      state: analysis.state,
      machines: analysis.machines,
      objectives: analysis.objectives,
      ...(analysis.pastObjectives.length === 0 ? {} : { pastObjectives: analysis.pastObjectives }),
    },
    {
      v: 1,
      type: "kernels",
      file,
      target: "tfjs",
      backend: "cpu",
      ...("notCounted" in kernels ? kernels : { ...totalOf(kernels), ...kernels }),
    },
  ];
}

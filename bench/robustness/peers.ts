import { pythonPackage, PythonFilter } from "../robustness-oracle/python.js";
import { rtamtText } from "../robustness-oracle/rtamt-text.js";
import type { Case } from "./cases.js";

/** Nanoseconds a step on one trace; undefined where the peer cannot do the case. */
export interface Peer {
  readonly name: string;
  readonly nanoseconds: (one: Case) => Promise<number | undefined>;
  readonly close: () => void;
}

/** A trace of both margins. */
type Trace = Readonly<Record<"x0" | "x1", readonly number[]>>;

/** RTAMT and stlcg++, as far as these Pythons have them, and a line for each that is missing. */
export function peers(python: string, torchPython: string, signals: Trace, seconds: number) {
  const found: Peer[] = [];
  const missing: string[] = [];
  const steps = signals.x0.length;
  const timed = async (filter: PythonFilter, question: object): Promise<number> => {
    const answer = (await filter.ask({ ...question, signals, seconds })) as { readonly seconds: number };
    return (answer.seconds * 1e9) / steps;
  };
  const rtamt = pythonPackage(python, "rtamt", ["rtamt"]);
  if (rtamt === undefined) missing.push(`RTAMT IS MISSING: ${python} has no package rtamt (pip install rtamt)`);
  else {
    const filter = new PythonFilter(python, "bench/robustness/time_rtamt.py");
    found.push({
      name: `RTAMT ${rtamt}`,
      nanoseconds: async (one) => (one.rtamt ? timed(filter, { formula: rtamtText(one.formula) }) : undefined),
      close: () => filter.close(),
    });
  }
  const stlcgpp = pythonPackage(torchPython, "stlcgpp", ["stlcgpp", "torch"]);
  if (stlcgpp === undefined) {
    missing.push(`STLCG++ IS MISSING: ${torchPython} has no packages stlcgpp and torch (pip install stlcgpp torch)`);
  } else {
    const filter = new PythonFilter(torchPython, "bench/robustness/time_stlcgpp.py");
    found.push({
      name: `stlcg++ ${stlcgpp}`,
      nanoseconds: async (one) => {
        const interval = one.window === undefined ? null : [one.window.low, one.window.high];
        return one.stlcgpp ? timed(filter, { kind: one.kind, interval }) : undefined;
      },
      close: () => filter.close(),
    });
  }
  return { found, missing };
}

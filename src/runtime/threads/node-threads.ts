import { Worker } from "node:worker_threads";
import type { Crew, SharedLoops, Threads } from "../fused/threads.js";

/** Threads that can be ended. */
export interface NodeThreads extends Threads {
  /** Ends the workers of all kernels that were made with these threads; such kernels cannot step any more. */
  close(): Promise<void>;
}

/** So many workers for each kernel, beside the thread that calls it. They wait asleep and keep no process from ending. */
export function nodeThreads(workers: number): NodeThreads {
  if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`${workers} is no number of workers`);
  const running: Worker[] = [];
  return {
    workers,
    start: (loops) => {
      running.push(...loops.parameters.map((_, index) => workerOf(loops, index)));
      return crewOf(loops);
    },
    close: async () => {
      await Promise.all(running.splice(0).map((worker) => worker.terminate()));
    },
  };
}

/** Where in the control words stand: how often the workers were called, which loop it is, how many of them are not done. */
const [calls, which, busy] = [0, 1, 2];
/** Looks before the caller goes to sleep, about 20 µs. */
const looks = 2_000;
const patience = 60_000;

function crewOf({ control, parameters, names }: SharedLoops): Crew {
  return {
    run: (name, own) => {
      Atomics.store(control, which, names.indexOf(name));
      Atomics.store(control, busy, parameters.length);
      Atomics.add(control, calls, 1);
      Atomics.notify(control, calls);
      own();
      for (let look = 0; look < looks; look++) if (Atomics.load(control, busy) === 0) return;
      for (let left = Atomics.load(control, busy); left > 0; left = Atomics.load(control, busy))
        if (Atomics.wait(control, busy, left, patience) === "timed-out")
          throw new Error("the workers of this kernel do not answer: were they closed?");
    },
  };
}

function workerOf({ module, memory, control, parameters, names }: SharedLoops, index: number): Worker {
  const worker = new Worker(program, {
    eval: true,
    workerData: { module, memory, control, names, parameters: parameters[index], positions: { calls, which, busy } },
  });
  worker.unref();
  return worker;
}

/** What a worker does; text, so that it stays whole however the runtime is bundled. `scalar` is that of wasm-kernel.ts. */
const program = `
const { module, memory, control, names, parameters, positions } = require("node:worker_threads").workerData;
const { sin, cos, tan } = Math;
const scalar = { sin, cos, tan, pow: (x, y) => x ** y, remainder: (x, y) => x % y };
const { exports } = new WebAssembly.Instance(module, { environment: { memory }, scalar });
for (let seen = 0; ; ) {
  Atomics.wait(control, positions.calls, seen);
  const calls = Atomics.load(control, positions.calls);
  if (calls === seen) continue;
  seen = calls;
  exports[names[Atomics.load(control, positions.which)]](...parameters);
  Atomics.sub(control, positions.busy, 1);
  Atomics.notify(control, positions.busy);
}
`;

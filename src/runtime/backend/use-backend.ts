import * as tf from "@tensorflow/tfjs-core";
import { backendNames, Unavailable, type BackendCandidate, type BackendName, type BackendReport } from "./backend.js";
import { BackendError } from "./backend-error.js";
import { candidates } from "./candidates/index.js";
import { registerGradients } from "./gradients/index.js";
import { repairKernels } from "./repairs/index.js";

export type AvailableBackend = Extract<BackendReport, { readonly available: true }>;

export interface UseBackendOptions {
  /** Only backends whose tensors can be read at once; a loop that calls `dataSync` asks for this. */
  readonly synchronous?: boolean;
}

/**
 * Makes tfjs ready: the named backend, else the one in the environment variable `REWARDC_BACKEND`, else the first that this machine
 * has. Throws a `BackendError` where one was named and cannot be had: nothing else is taken in its place.
 */
export async function useBackend(name?: string, options: UseBackendOptions = {}): Promise<AvailableBackend> {
  // Silences the advertisement that tfjs-cpu prints in Node.
  tf.env().set("PROD", true);
  const wanted = name ?? environmentVariable("REWARDC_BACKEND");
  const loaded = wanted === undefined ? await first(options) : await named(wanted, options);
  // tfjs-node brings its own gradients along, over ours.
  registerGradients();
  repairKernels();
  return loaded;
}

async function named(name: string, options: UseBackendOptions): Promise<AvailableBackend> {
  const candidate = candidates.find((known) => known.name === name);
  if (candidate === undefined)
    throw new BackendError(`there is no backend \`${name}\`: the backends are ${backendNames.join(", ")}`);
  if (options.synchronous === true && !candidate.synchronous) {
    throw new BackendError(`backend \`${name}\` gives tensors as promises only, and this needs them at once`);
  }
  try {
    return await loadedFrom(candidate);
  } catch (error) {
    if (error instanceof Unavailable)
      throw new BackendError(`backend \`${name}\` is not available: ${error.message}`, error.install);
    throw error;
  }
}

async function first(options: UseBackendOptions): Promise<AvailableBackend> {
  for (const candidate of candidates) {
    if (options.synchronous === true && !candidate.synchronous) continue;
    try {
      return await loadedFrom(candidate);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
  throw new BackendError("no tfjs backend is available", "npm install @tensorflow/tfjs-backend-cpu@4.22.0");
}

async function loadedFrom(candidate: BackendCandidate): Promise<AvailableBackend> {
  return { name: candidate.name, available: true, ...(await candidate.load()) };
}

/** Which backends this machine has, and why not the others, in order of preference. tfjs's current backend stays what it was. */
export async function checkBackends(names: readonly BackendName[] = backendNames): Promise<readonly BackendReport[]> {
  tf.env().set("PROD", true);
  const before = current();
  const reports: BackendReport[] = [];
  for (const candidate of candidates) if (names.includes(candidate.name)) reports.push(await reportOf(candidate));
  if (before !== undefined) await tf.setBackend(before);
  return reports;
}

async function reportOf({ name, check }: BackendCandidate): Promise<BackendReport> {
  try {
    return { name, available: true, ...(await check()) };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return {
      name,
      available: false,
      reason: error.message,
      ...(error.install === undefined ? {} : { install: error.install }),
    };
  }
}

/** tfjs's current backend, `undefined` before one was chosen. */
function current(): string | undefined {
  const name: string | null | undefined = tf.engine().backendName;
  return name ?? undefined;
}

function environmentVariable(name: string): string | undefined {
  const value = typeof process === "object" ? process.env[name] : undefined;
  return value === "" ? undefined : value;
}

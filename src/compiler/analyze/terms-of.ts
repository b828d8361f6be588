import type { Program, TermOutput } from "../ir/program.js";

/** Every term by its name: those that steps know, and those that are known later. */
export function outputsOfTerms({ terms, finish }: Program): ReadonlyMap<string, TermOutput> {
  return new Map([...terms, ...(finish?.terms ?? [])].map((term) => [term.name, term]));
}

import { doubleCounter, singleCounter } from "./counters.js";
import type { Family, NamedFormula } from "./family.js";
import { literature } from "./literature/index.js";
import {
  boundedResponse,
  delay,
  globallyAndEventually,
  leftRelease,
  leftUntil,
  responses,
  rightRelease,
  rightUntil,
  sequence,
} from "./nested.js";
import { nim } from "./nim.js";
import { lydiaLike, syftLike } from "./random-sets.js";

/** Formulas that are timed together. */
export interface Case {
  readonly name: string;
  readonly formulas: readonly NamedFormula[];
  /** For all of them, in milliseconds. */
  readonly goal?: number;
  /** The sum of the states of the automata, if it is known from elsewhere. */
  readonly states?: number;
}

function members(family: Family, sizes: readonly number[], goals: Readonly<Record<number, number>> = {}): Case[] {
  return sizes.map((size) => {
    const member = family.member(size);
    const [goal, states] = [goals[size], family.states?.(size)];
    return {
      name: member.name,
      formulas: [member],
      ...(goal === undefined ? {} : { goal }),
      ...(states === undefined ? {} : { states }),
    };
  });
}

/** What bench/temporal.ts measures, with the goals that the project has set itself. Sizes end where MONA stops, and then go on. */
export function cases(): readonly Case[] {
  return [
    { name: "literature", formulas: literature, goal: 150 },
    ...members(rightUntil, [10, 13, 15, 16, 17, 20], { 20: 100 }),
    ...members(leftUntil, [9, 10, 11, 12], { 11: 2_000 }),
    ...members(rightRelease, [12, 20]),
    ...members(leftRelease, [9, 11]),
    ...members(globallyAndEventually, [12, 15, 18, 19], { 18: 8_000 }),
    ...members(responses, [8, 12]),
    ...members(sequence, [9, 30]),
    ...members(boundedResponse, [12, 100]),
    ...members(delay, [10, 14]),
    ...members(singleCounter, [5, 7, 9, 10], { 9: 7_000 }),
    ...members(doubleCounter, [3, 4, 5, 6], { 5: 14_000 }),
    ...members(nim(1), [5, 10, 20]),
    ...members(nim(2), [3, 6, 8, 9]),
    ...members(nim(3), [2, 4, 5, 6]),
    ...members(nim(4), [1, 2]),
    ...members(nim(5), [1]),
    { name: "lydia-like, 40 formulas", formulas: lydiaLike(40) },
    { name: "syft-like, 50 formulas", formulas: syftLike(50) },
  ];
}

import type { Addition, Sums } from "../sums.js";

/**
 * The greatest of finitely many numbers, or a smooth stand-in for it, as a function of sums over them; and its derivatives likewise, so that both slide over
 * windows in constant time a step. The least is minus the greatest negative.
 *
 * −∞ is no member: the greatest of nothing is −∞. +∞ beats all. Nothing small changes an infinite number, so derivatives to and of it are 0.
 */
export interface Maximum {
  /** Whether this is the greatest itself. */
  readonly exact: boolean;
  readonly addition: Addition;
  /** How many sums it takes, and how many those of the derivatives take. */
  readonly width: number;
  readonly adjointWidth: number;
  /** Writes what a member adds to the sums, as item `at`. */
  member(x: number, into: Sums, at: number): void;
  /** The value of the members whose sums are item `at`. */
  value(sums: Sums, at: number): number;
  /** Writes what a result (its sums are item `at`) that counts `weight` adds, as item `index`, to the sums over all results that a member is part of. */
  adjoint(sums: Sums, at: number, value: number, weight: number, into: Sums, index: number): void;
  /** From these sums, item `at`, the derivative to that member. */
  pull(x: number, adjoints: Sums, at: number): number;
}

import type { KnownDifference } from "./judge.js";

/** All differences from the reference that `npm run conformance:gpu` finds and that are the drivers', not ours; `docs/backends.md` tells them. */
export const knownDifferences: readonly KnownDifference[] = [];

import { configuration } from "./configuration.js";
import { external } from "./external.js";
import { infinite } from "./infinite.js";
import { internal } from "./internal.js";
import { lint } from "./lint.js";
import { machines } from "./machines.js";
import { names } from "./names.js";
import { syntax } from "./syntax.js";
import { temporal } from "./temporal.js";
import { terms } from "./terms.js";
import { types } from "./types.js";

/** Every diagnostic that rewardc can give, by name. Codes are never reused. */
export const registry = {
  ...syntax,
  ...names,
  ...types,
  ...external,
  ...machines,
  ...temporal,
  ...infinite,
  ...terms,
  ...lint,
  ...configuration,
  ...internal,
} as const;

export type DiagnosticName = keyof typeof registry;

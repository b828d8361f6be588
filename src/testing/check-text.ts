import type { CheckResult } from "../compiler/check/index.js";
import { check } from "../compiler/compile.js";
import { hostOf } from "./files.js";

/** The path that `checkText` gives to its text. */
export const textPath = "spec.reward";

/** Checks a spec given as text; `others` are further files by path, for imports. */
export function checkText(
  text: string,
  options: { readonly variant?: string; readonly others?: Readonly<Record<string, string>> } = {},
): CheckResult {
  const host = hostOf({ ...options.others, [textPath]: text });
  return check(textPath, host, options.variant === undefined ? {} : { variant: options.variant });
}

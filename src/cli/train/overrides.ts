import { UsageError } from "../command.js";

/**
 * A configuration with `--set key=value` applied: keys are dotted paths (`settings.learningRate`), values JSON or, where they are not,
 * plain text.
 */
export function withOverrides(configuration: unknown, overrides: readonly string[]): unknown {
  return overrides.reduce(withOverride, configuration);
}

function withOverride(configuration: unknown, override: string): unknown {
  const at = override.indexOf("=");
  if (at < 1) throw new UsageError(`--set takes key=value, found \`${override}\``);
  return replaced(configuration, override.slice(0, at).split("."), valueOf(override.slice(at + 1)));
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function replaced(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const object = typeof target === "object" && target !== null ? (target as Readonly<Record<string, unknown>>) : {};
  return { ...object, [key]: replaced(object[key], rest, value) };
}

import { environments, type Environment } from "../../runtime/environments/index.js";
import { suggest } from "../../compiler/diagnostics/suggest.js";
import { UsageError } from "../command.js";
import type { Configuration } from "./configuration.js";

/** `size` copies of the configured environment. An unknown name or option is a `UsageError`. */
export function makeEnvironment({ environment }: Configuration, size: number, seed: number): Environment {
  const names = environments.all.map((each) => each.name);
  const definition = environments.all.find((each) => each.name === environment.name);
  if (definition === undefined) {
    const near = suggest(environment.name, names);
    const hint = near === undefined ? `; there are ${names.join(", ")}` : `; did you mean \`${near}\`?`;
    throw new UsageError(`\`environment\`: no environment is called \`${environment.name}\`${hint}`);
  }
  const { limit, tasks, map } = environment;
  try {
    return definition.create({
      size,
      seed,
      ...(limit === undefined ? {} : { limit }),
      ...(tasks === undefined ? {} : { tasks }),
      ...(map === undefined ? {} : { map }),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`\`environment\`: ${error.message}`);
    throw error;
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, UsageError, type RegisterCommand } from "../command.js";
import { packageRoot } from "../package-root.js";

export const registerExplain: RegisterCommand = (program, shell) => {
  program
    .command("explain")
    .argument("[code]", "a diagnostic's code or name, as in RWD2001 or unknown-name; none lists them all")
    .description("explain a diagnostic: what it means, an example and its repair")
    .addHelpText("after", "\nExample:\n  rewardc explain RWD2001")
    .action(async (wanted: string | undefined) => {
      const { registry } = await import("../../compiler/diagnostics/registry/index.js");
      const known = Object.entries(registry).map(([name, { code, severity }]) => ({ name, code, severity }));
      if (wanted === undefined) {
        for (const { code, severity, name } of known) shell.out(`${code}  ${severity.padEnd(7)}  ${name}\n`);
        return;
      }
      const found = known.find(({ name, code }) => name === wanted || code === wanted.toUpperCase());
      if (found === undefined) {
        const { suggest } = await import("../../compiler/diagnostics/suggest.js");
        const near = suggest(
          wanted,
          known.flatMap(({ name, code }) => [code, name]),
        );
        throw new UsageError(
          `there is no diagnostic \`${wanted}\`${near === undefined ? "" : `; did you mean \`${near}\`?`}`,
        );
      }
      shell.out(readFileSync(join(packageRoot(), "docs", "diagnostics", `${found.code}.md`), "utf8"));
      shell.exit(exitCodes.fine);
    });
};

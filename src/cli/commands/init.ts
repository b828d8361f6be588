import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError, type RegisterCommand } from "../command.js";
import { files } from "../init/files.js";

export const registerInit: RegisterCommand = (program, shell) => {
  program
    .command("init")
    .argument("[dir]", "the folder, made where it does not exist", ".")
    .description("write a small working spec with its tests, a training run and a program that uses the reward")
    .addHelpText("after", "\nExample:\n  rewardc init my-reward")
    .action((folder: string) => {
      const taken = Object.keys(files).filter((name) => existsSync(join(folder, name)));
      if (taken.length > 0)
        throw new UsageError(
          `${taken.join(", ")} exist${taken.length === 1 ? "s" : ""} already in ${folder}; nothing was written`,
        );
      try {
        mkdirSync(folder, { recursive: true });
        for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      } catch (error) {
        throw new UsageError(`cannot write to ${folder}: ${error instanceof Error ? error.message : String(error)}`);
      }
      const inside = folder === "." ? "" : `cd ${folder}\n  `;
      shell.err(
        `wrote ${Object.keys(files).join(", ")}; next:\n  ${inside}npx rewardc test balance.reward\n  npx rewardc train train.json\n`,
      );
    });
};

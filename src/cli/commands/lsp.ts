import type { RegisterCommand } from "../command.js";

export const registerLsp: RegisterCommand = (program) => {
  program
    .command("lsp")
    .requiredOption("--stdio", "speak the language server protocol on standard input and output")
    .description("start the language server")
    .addHelpText("after", "\nExample (an editor's configuration):\n  rewardc lsp --stdio")
    .action(async () => {
      const { serveStdio } = await import("../../server/stdio.js");
      serveStdio();
    });
};

import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly backend?: string;
  readonly format: string;
}

export const registerDoctor: RegisterCommand = (program, shell) => {
  program
    .command("doctor")
    .option("--backend <name>", "look at this backend only")
    .option("--format <format>", "human, or json (one record per line)", "human")
    .description("show which tfjs backends this machine has, and why not the others")
    .addHelpText("after", "\nExample:\n  rewardc doctor\n  REWARDC_BACKEND=cpu rewardc train run.json")
    .action(async ({ backend, format }: Options) => {
      if (format !== "human" && format !== "json") throw new UsageError("--format is `human` or `json`");
      const { backendNames } = await import("../../runtime/backend/backend.js");
      const { checkBackends } = await import("../../runtime/backend/use-backend.js");
      const name = backendNames.find((known) => known === backend);
      if (backend !== undefined && name === undefined) {
        throw new UsageError(`there is no backend \`${backend}\`: the backends are ${backendNames.join(", ")}`);
      }
      const reports = await checkBackends(name === undefined ? backendNames : [name]);
      const { chosenBackend, doctorTable } = await import("../doctor/doctor-table.js");
      if (format === "json") {
        const chosen = chosenBackend(reports);
        for (const report of reports)
          shell.out(`${JSON.stringify({ v: 1, type: "backend", ...report, chosen: report.name === chosen })}\n`);
      } else {
        shell.out(doctorTable(reports));
      }
      if (!reports.some(({ available }) => available)) shell.exit(exitCodes.findings);
    });
};

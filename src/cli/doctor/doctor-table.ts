import type { BackendName, BackendReport } from "../../runtime/backend/backend.js";

/** The backend that a command takes if nothing else is said: that of the environment, else the first available one. */
export function chosenBackend(
  reports: readonly BackendReport[],
  wanted = process.env["REWARDC_BACKEND"] ?? "",
): BackendName | undefined {
  const named = wanted === "" ? undefined : wanted;
  return reports.find(({ name, available }) => available && (named === undefined || name === named))?.name;
}

/** Backends in order of preference, for people: versions and devices, or reasons and what to install. */
export function doctorTable(reports: readonly BackendReport[]): string {
  const chosen = chosenBackend(reports);
  const width = Math.max(...reports.map(({ name }) => name.length));
  const lines = reports.flatMap((report) => {
    const name = report.name.padEnd(width);
    if (report.available) {
      const device = report.device === undefined ? "" : `, ${report.device}`;
      return [
        `✓ ${name}  ${report.version}${device}${report.name === chosen ? "  ← used unless you say otherwise" : ""}`,
      ];
    }
    const install = report.install === undefined ? [] : [`  ${" ".repeat(width)}  ${report.install}`];
    return [`✗ ${name}  ${report.reason}`, ...install];
  });
  const wanted = process.env["REWARDC_BACKEND"] ?? "";
  const note =
    wanted !== "" && chosen === undefined ? [`REWARDC_BACKEND asks for \`${wanted}\`, which is not available`] : [];
  return `${[`Node ${process.version.slice(1)}, tfjs backends in the order in which they are tried:`, ...lines, ...note].join("\n")}\n`;
}

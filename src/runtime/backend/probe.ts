import type { ExecFileException } from "node:child_process";
import { Unavailable, type LoadedBackend } from "./backend.js";

const answers = new Map<string, Promise<LoadedBackend>>();

/**
 * Runs a script in a child process, once per process and key, and takes the JSON that it prints: native addons can end a process in
 * ways that nothing catches (a missing symbol exits with 127). Throws `Unavailable` with the first telling line of what went wrong.
 */
export function probe(key: string, script: string): Promise<LoadedBackend> {
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = runProbe(script);
  answers.set(key, answer);
  // Whoever asked hears of it; an answer that nobody waits for any more is no unhandled rejection.
  answer.catch(() => undefined);
  return answer;
}

const marker = "rewardc-probe:";
const patience = 60_000;

async function runProbe(script: string): Promise<LoadedBackend> {
  const { execFile } = await import("node:child_process");
  return await new Promise((resolve, reject) => {
    const options = { timeout: patience, env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" }, maxBuffer: 2 ** 24 };
    execFile(process.execPath, ["--input-type=module", "-e", script], options, (error, stdout, stderr) => {
      const line = stdout.split("\n").find((text) => text.startsWith(marker));
      if (line === undefined) return reject(new Unavailable(reasonOf(error, stderr)));
      const answer = JSON.parse(line.slice(marker.length)) as LoadedBackend | { readonly reason: string };
      if ("reason" in answer) reject(new Unavailable(answer.reason));
      else resolve(answer);
    });
  });
}

/** Wraps the body of a probe: `answer` is what it returns, a thrown error its reason. */
export function probeScript(body: string): string {
  return `
const say = (answer) => new Promise((done) => process.stdout.write(${JSON.stringify(`\n${marker}`)} + JSON.stringify(answer) + "\\n", done));
try {
  await say(await (async () => {${body}})());
} catch (error) {
  await say({ reason: String(error?.message ?? error).split("\\n")[0] });
}
process.exit(0);`;
}

function reasonOf(error: ExecFileException | null, stderr: string): string {
  const telling = stderr
    .split("\n")
    .find((line) => /error|cannot|not found|failed/i.test(line))
    ?.trim();
  if (error?.killed === true) return `it did not load within ${patience / 1000} s`;
  const ending = typeof error?.signal === "string" ? `signal ${error.signal}` : `exit code ${String(error?.code ?? 0)}`;
  return telling === undefined
    ? `loading it ends the process with ${ending}`
    : `loading it ends the process with ${ending}: ${telling}`;
}

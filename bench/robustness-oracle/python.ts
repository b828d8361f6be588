import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createInterface, type Interface } from "node:readline";

/** Whether this Python has the packages; `version` is what it says of the first one. */
export function pythonPackage(python: string, name: string, modules: readonly string[]): string | undefined {
  const program = `import ${modules.join(", ")}; from importlib.metadata import version; print(version("${name}"))`;
  const { status, stdout } = spawnSync(python, ["-W", "ignore", "-c", program], { encoding: "utf8" });
  return status === 0 ? stdout.trim().split("\n").at(-1) : undefined;
}

/** A Python program that answers one line of JSON with one. */
export class PythonFilter {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #errors = "";

  constructor(python: string, program: string) {
    this.#child = spawn(python, ["-W", "ignore", program]);
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask(question: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`the judge died: ${this.#errors.slice(-2000)}`);
      if (value.startsWith("= ")) return JSON.parse(value.slice(2));
    }
  }

  close(): void {
    this.#child.stdin.end();
    this.#reader.close();
  }
}

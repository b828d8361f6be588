import { readFileSync } from "node:fs";
import { SourceFile } from "../../compiler/source/source-file.js";
import { UsageError } from "../command.js";

/** The text of a trace; `-` is standard input. A file that cannot be read is a `UsageError`. */
export function readTrace(path: string): SourceFile {
  try {
    const bytes = Uint8Array.from(readFileSync(path === "-" ? 0 : path));
    return new SourceFile(
      path === "-" ? "standard input" : path,
      new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    );
  } catch (error) {
    throw new UsageError(`cannot read the trace \`${path}\`: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return "no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "it cannot be opened";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "it is not UTF-8 text";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

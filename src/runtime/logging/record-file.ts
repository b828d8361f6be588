import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { jsonLine } from "./json-line.js";
import type { RunRecord } from "./records.js";

/** Appends records to a JSON Lines file; buffered, so `flush` before it matters. */
export class RecordFile {
  readonly #descriptor: number;
  #position: number;
  #waiting: string[] = [];

  /** `keep`: bytes of an earlier run's file to keep (what follows is dropped); 0 begins anew. */
  constructor(
    readonly path: string,
    keep = 0,
  ) {
    this.#descriptor = openSync(path, keep === 0 ? "w" : "r+");
    const { size } = fstatSync(this.#descriptor);
    if (size < keep) throw new Error(`${path} has ${String(size)} bytes, the checkpoint speaks of ${String(keep)}`);
    ftruncateSync(this.#descriptor, keep);
    this.#position = keep;
  }

  write(record: RunRecord): void {
    this.#waiting.push(jsonLine(record));
    if (this.#waiting.length >= 256) this.flush();
  }

  /** Writes what waits. Returns the length of the file in bytes. */
  flush(): number {
    const bytes = new TextEncoder().encode(this.#waiting.join(""));
    this.#waiting = [];
    for (let done = 0; done < bytes.length;) {
      const written = writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#position);
      done += written;
      this.#position += written;
    }
    return this.#position;
  }

  close(): void {
    this.flush();
    closeSync(this.#descriptor);
  }
}

import type { CompilerHost, ReadResult } from "../compiler/source/host.js";

/** The disk with the editor's unsaved text laid over it. */
export class OverlayHost implements CompilerHost {
  constructor(
    private readonly disk: CompilerHost,
    private readonly openText: (path: string) => string | undefined,
  ) {}

  read(path: string): ReadResult {
    const text = this.openText(path);
    return text === undefined ? this.disk.read(path) : { text };
  }

  resolve(from: string, specifier: string): string {
    return this.disk.resolve(from, specifier);
  }
}

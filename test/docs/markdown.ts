import { readdirSync, readFileSync } from "node:fs";

/** A fenced block of a Markdown file. */
export interface Block {
  readonly file: string;
  /** One-based line of the opening fence. */
  readonly line: number;
  readonly language: string;
  /** The rest of the info string. */
  readonly info: string;
  readonly text: string;
}

/** All fenced blocks of a Markdown file; fences are three backquotes at the start of a line. */
export function blocks(file: string): readonly Block[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const found: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const opening = /^```(\S+) ?(.*)$/.exec(lines[i] ?? "");
    if (opening === null) continue;
    const end = lines.indexOf("```", i + 1);
    if (end < 0) throw new Error(`${file}:${i + 1}: the fence is never closed`);
    found.push({ file, line: i + 1, language: opening[1] ?? "", info: opening[2] ?? "", text: lines.slice(i + 1, end).join("\n") });
    i = end;
  }
  return found;
}

/** README and every page below docs/. */
export function pages(): readonly string[] {
  const below = readdirSync("docs", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", ...below.map((file) => `docs/${file}`).sort()];
}

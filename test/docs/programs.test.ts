import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocks, pages, type Block } from "./markdown.js";

/*
 * Executable programs: a `ts` block whose info string is `file=NAME` is a whole program; the `console` block after it starts with `$ node NAME` and shows
 * what it prints.
 */
const programs = pages().flatMap((page) => {
  const all = blocks(page);
  return all.flatMap((block, index): readonly (readonly [string, Block, Block | undefined])[] => {
    const name = /file=(\S+)/.exec(block.info)?.[1];
    return block.language === "ts" && name !== undefined ? [[`${page}: ${name}`, block, all[index + 1]]] : [];
  });
});

describe("programs in the docs", () => {
  it.each(programs)("%s prints what it says", (title, program, console) => {
    const name = title.split(": ")[1] ?? "";
    const folder = mkdtempSync(join(tmpdir(), "rewardc-docs-"));
    try {
      writeFileSync(join(folder, name), program.text);
      const { stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", join(folder, name)], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(console?.text).toBe(`$ node ${name}\n${stdout.trimEnd()}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are found", () => expect(programs.length).toBeGreaterThan(0));
});

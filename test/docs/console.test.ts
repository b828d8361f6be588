import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, rewardc } from "../cli/rewardc.js";
import { blocks, pages } from "./markdown.js";

/*
 * Executable pages: a block whose info string is `file=NAME` writes that file into the page's folder; a `console` block runs its
 * `$ rewardc …` lines there, one after the other, and compares what they print (stdout and stderr) with the lines below. A line
 * `…` stands for any lines. A last line `(exit N)` gives the exit code, 0 if unsaid.
 */
const executable = pages().filter((page) => blocks(page).some(({ language, text }) => language === "console" && text.startsWith("$ rewardc")));

describe("console blocks in the docs", { timeout: 180_000 }, () => {
  it.each(executable)("%s prints what it says", (page) => {
    const cwd = folder();
    for (const block of blocks(page)) {
      const name = /file=(\S+)/.exec(block.info)?.[1];
      if (name !== undefined) writeFileSync(join(cwd, name), `${block.text}\n`);
      if (block.language !== "console") continue;
      for (const run of block.text.split(/^(?=\$ )/m)) {
        const [command = "", ...expected] = run.trimEnd().split("\n");
        if (!command.startsWith("$ rewardc")) continue;
        const exit = Number(/^\(exit (\d)\)$/.exec(expected.at(-1) ?? "")?.[1] ?? 0);
        if (exit !== 0) expected.pop();
        const result = rewardc(words(command).slice(2), { cwd });
        expect({ command, code: result.code }).toEqual({ command, code: exit });
        if (expected.length > 0) expect(`${result.out}${result.err}`.trimEnd()).toMatch(pattern(expected.join("\n").trimEnd()));
      }
    }
  });
});

function words(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function pattern(expected: string): RegExp {
  const escaped = expected.split(/^…$\n?/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join("[^]*?")}$`);
}

import { mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSpec } from "../../../src/compiler/check/index.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rewardc-host-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("the disk", () => {
  const host = nodeHost();

  it("gives text without its byte-order mark", () => {
    expect(host.read(file("bom.reward", "\uFEFFreward A"))).toEqual({ text: "reward A" });
  });

  it("says why a file cannot be read, and never throws", () => {
    mkdirSync(join(folder, "sub"));
    const huge = file("huge.reward", "");
    truncateSync(huge, 33 * 1024 * 1024);
    const reasons = [
      join(folder, "gone"),
      join(folder, "sub"),
      file("latin1.reward", new Uint8Array([0x72, 0xe9])),
      huge,
      join(folder, "bom.reward", "below"),
      "a\0b",
    ].map((path) => {
      const result = host.read(path);
      return "failure" in result ? result.failure.reason : "read";
    });
    expect(reasons).toEqual(["missing", "directory", "not-utf8", "too-large", "missing", "unreadable"]);
  });

  it("finds the standard library from anywhere", () => {
    const result = host.read(host.resolve("/elsewhere/a.reward", "std/prelude"));
    expect("text" in result && result.text).toContain("library Prelude");
  });

  it("checks files beside each other", () => {
    file("lib.reward", "library L\r\ndef twice(x) = 2 * x\r\n");
    const main = file("main.reward", 'reward A\r\nimport { twice } from "./lib"\r\nterm t = twice(1)\r\n');
    expect(checkSpec(main, host).diagnostics).toEqual([]);
  });

  it("turns a file that cannot be read into a diagnostic", () => {
    for (const [path, reason] of [
      [join(folder, "gone.reward"), "no such file"],
      [folder, "it is a directory"],
      [file("binary.reward", new Uint8Array([0xff, 0xfe, 0x00])), "it is not UTF-8 text"],
    ] as const) {
      const { diagnostics, spec } = checkSpec(path, host);
      expect(spec).toBeUndefined();
      expect(diagnostics.map(({ message }) => message)).toEqual([`cannot read \`${path}\`: ${reason}`]);
    }
  });
});

describe("files in memory", () => {
  const host = memoryHost({ "a/b.reward": "\uFEFFx", "std/own.reward": "library Own" });

  it("resolve like those on the disk", () => {
    expect(host.resolve("a/b.reward", "./c")).toBe("a/c.reward");
    expect(host.resolve("a/b.reward", "../c.txt")).toBe("c.txt");
    expect(host.resolve("b.reward", "../../c")).toBe("../../c.reward");
    expect(host.resolve("/x/b.reward", "./y/../c")).toBe("/x/c.reward");
    expect(host.resolve("a/b.reward", "std/own")).toBe("std/own.reward");
    expect(host.read("a/b.reward")).toEqual({ text: "x" });
    expect(host.read("nothing")).toEqual({ failure: { reason: "missing" } });
  });
});

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folder } from "../cli/rewardc.js";

/** Runs a program and returns what it prints; fails with its whole output. */
function run(cwd: string, command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe", env: { ...process.env, NO_COLOR: "1" } });
}

describe("the packed tarball", { timeout: 300_000 }, () => {
  let tarball: string;
  beforeAll(() => {
    const target = folder();
    const [packed] = JSON.parse(
      run(".", "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", target),
    ) as { filename: string }[];
    tarball = resolve(target, packed?.filename ?? "");
  }, 60_000);

  it("is sound for publishing", () => {
    expect(run(".", "npx", "publint", "run", tarball, "--strict")).toContain("All good!");
  });

  it("has types that every way of importing it resolves", () => {
    expect(() => run(".", "npx", "attw", tarball, "--profile", "esm-only", "--no-emoji")).not.toThrow();
  });

  it("installs into an empty project, where a new spec is written, tested, compiled, type-checked and run", () => {
    const project = folder({ "package.json": '{ "name": "mine", "private": true, "type": "module" }' });
    run(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", tarball);
    const rewardc = (...args: readonly string[]): string => run(project, "npx", "--no-install", "rewardc", ...args);
    rewardc("init", ".");
    rewardc("check", "balance.reward");
    expect(run(project, "sh", "-c", "npx --no-install rewardc test balance.reward 2>&1")).toMatch(
      /\d+ passed, 0 failed/,
    );
    rewardc("compile", "balance.reward", "--target", "tfjs", "-o", "balance.ts");
    const strict = [
      "--noEmit",
      "--strict",
      "--noUncheckedIndexedAccess",
      "--module",
      "nodenext",
      "--skipLibCheck",
      "balance.ts",
    ];
    run(project, process.execPath, resolve("node_modules/typescript/bin/tsc"), ...strict);
    const script =
      'import { backendNames } from "rewardc/runtime"; import { check, memoryHost } from "rewardc"; console.log(backendNames.length > 0, check("a", memoryHost({ a: "" })).diagnostics.length > 0)';
    expect(run(project, process.execPath, "--input-type=module", "-e", script)).toBe("true true\n");
  });
});

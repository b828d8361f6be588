import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Unavailable, backendNames } from "../../../src/runtime/backend/backend.js";
import { probe, probeScript } from "../../../src/runtime/backend/probe.js";
import { BackendError } from "../../../src/runtime/backend/backend-error.js";
import { checkBackends, useBackend } from "../../../src/runtime/backend/use-backend.js";

/** A folder with a package that looks installed, as the current folder. */
function pretend(name: string, version: string, source: string): string {
  const root = mkdtempSync(join(tmpdir(), "rewardc-backend-"));
  const folder = join(root, "node_modules", ...name.split("/"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version, main: "index.cjs" }));
  writeFileSync(join(folder, "index.cjs"), source);
  chmodSync(folder, 0o755);
  return root;
}

describe("choosing a backend", () => {
  let folder: string | undefined;

  beforeEach(() => {
    vi.unstubAllEnvs();
    vi.stubEnv("REWARDC_BACKEND", "");
  });
  afterEach(() => {
    vi.restoreAllMocks();
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });

  it.each(["cpu", "wasm"] as const)("makes %s ready by name and computes on it", async (name) => {
    const report = await useBackend(name);
    expect(report).toMatchObject({ name, available: true, version: "4.22.0" });
    expect(tf.getBackend()).toBe(name);
    expect([...tf.square(tf.tensor1d([1, 2])).dataSync()]).toEqual([1, 4]);
  });

  it("takes the environment's choice where none is named", async () => {
    vi.stubEnv("REWARDC_BACKEND", "cpu");
    expect((await useBackend()).name).toBe("cpu");
  });

  it("lets the caller's name win over the environment's", async () => {
    vi.stubEnv("REWARDC_BACKEND", "wasm");
    expect((await useBackend("cpu")).name).toBe("cpu");
  });

  it("names the backends where a name is unknown", async () => {
    await expect(useBackend("cuda")).rejects.toThrow(/no backend `cuda`: the backends are tfjs-node-gpu, .*, cpu/);
  });

  it("takes nothing else in the place of a backend that was asked for", async () => {
    await expect(useBackend("webgl")).rejects.toThrow(
      new BackendError("backend `webgl` is not available: WebGL needs a browser"),
    );
  });

  it("refuses a backend without synchronous reads where they are needed", async () => {
    await expect(useBackend("webgpu", { synchronous: true })).rejects.toThrow("promises only");
  });

  it("reports every backend in order of preference, each with a version or a reason, and keeps the current one", async () => {
    await useBackend("cpu");
    const reports = await checkBackends();
    expect(reports.map(({ name }) => name)).toEqual(backendNames);
    for (const report of reports) expect(report.available ? report.version : report.reason).not.toBe("");
    expect(reports.find(({ name }) => name === "webgl")).toMatchObject({
      available: false,
      reason: "WebGL needs a browser",
    });
    expect(tf.getBackend()).toBe("cpu");
  });

  it("survives a native package whose loading ends the process", async () => {
    folder = pretend(
      "@tensorflow/tfjs-node",
      "4.22.0",
      "process.stderr.write('symbol lookup error: undefined symbol: TF_X'); process.exit(127);",
    );
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    await expect(useBackend("tfjs-node")).rejects.toThrow("exit code 127: symbol lookup error: undefined symbol: TF_X");
  });

  it("does not call a GPU package that finds no GPU available", async () => {
    const source =
      "module.exports = { ready: async () => {}, tensor1d: (x) => x, square: () => ({ dataSync: () => [] }), backend: () => ({ isUsingGpuDevice: false }) };";
    folder = pretend("@tensorflow/tfjs-node-gpu", "4.22.0", source);
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    await expect(useBackend("tfjs-node-gpu")).rejects.toThrow(
      /finds no CUDA device .* \(npm install @tensorflow\/tfjs-node@4.22.0\)/,
    );
  });
});

describe("a probe", () => {
  it("gives what the script returns", async () => {
    expect(await probe("fine", probeScript("return { version: '1', device: 'toy' };"))).toEqual({
      version: "1",
      device: "toy",
    });
  });

  it("gives the first line of an error as the reason", async () => {
    await expect(probe("broken", probeScript("throw new Error('no such device\\nmore');"))).rejects.toThrow(
      new Unavailable("no such device"),
    );
  });
});

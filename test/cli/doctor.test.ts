import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Shell } from "../../src/cli/command.js";
import { doctorTable } from "../../src/cli/doctor/doctor-table.js";
import { main } from "../../src/cli/main.js";
import { backendNames, type BackendReport } from "../../src/runtime/backend/backend.js";

async function rewardc(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  const text = { out: "", err: "", code: 0 };
  const shell: Shell = {
    colour: false,
    out: (part) => (text.out += part),
    err: (part) => (text.err += part),
    exit: (code) => (text.code = Math.max(text.code, code)),
  };
  await main(args, shell);
  return text;
}

describe("rewardc doctor", () => {
  beforeEach(() => void vi.stubEnv("REWARDC_BACKEND", ""));
  afterEach(() => vi.unstubAllEnvs());

  it("lists every backend with a version, or a reason and what to install", async () => {
    const { out, code } = await rewardc("doctor");
    expect(code).toBe(0);
    for (const name of backendNames) expect(out).toMatch(new RegExp(`^[✓✗] ${name} +\\S`, "m"));
    expect(out).toMatch(/^✓ cpu +4\.22\.0, plain JavaScript/m);
    expect(out).toMatch(/^✗ webgl +WebGL needs a browser$/m);
    expect(out.match(/← used/g)).toHaveLength(1);
  });

  it("prints one versioned record per backend as JSON", async () => {
    const { out } = await rewardc("doctor", "--format", "json");
    const records = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ name }) => name)).toEqual(backendNames);
    expect(records.at(-1)).toMatchObject({ v: 1, type: "backend", name: "cpu", available: true, version: "4.22.0" });
    expect(records.filter(({ chosen }) => chosen === true)).toHaveLength(1);
  });

  it("looks at one backend, and exits 1 where it is not available", async () => {
    expect(await rewardc("doctor", "--backend", "webgl")).toMatchObject({
      code: 1,
      out: expect.stringContaining("✗ webgl") as string,
    });
    expect((await rewardc("doctor", "--backend", "cuda")).err).toContain("there is no backend `cuda`");
  });

  it("marks the backend of the environment as the one that is used, and says where it is missing", () => {
    const reports: BackendReport[] = [
      { name: "wasm", available: true, version: "4.22.0" },
      { name: "cpu", available: true, version: "4.22.0" },
    ];
    vi.stubEnv("REWARDC_BACKEND", "cpu");
    expect(doctorTable(reports)).toMatch(/cpu .*← used/);
    vi.stubEnv("REWARDC_BACKEND", "webgpu");
    expect(doctorTable(reports)).toContain("REWARDC_BACKEND asks for `webgpu`, which is not available");
  });
});

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Shell } from "../../src/cli/command.js";
import { compileAndWatch } from "../../src/cli/compile/compile-and-watch.js";
import { main } from "../../src/cli/main.js";
import type { FusedKernel } from "../../src/runtime/fused/index.js";
import { folder } from "./rewardc.js";

const good = "reward Door\nsignal open: bool\nterm goal = open\n";

interface Run extends Shell {
  readonly text: { out: string; err: string; code: number };
}

function shell(): Run {
  const text = { out: "", err: "", code: 0 };
  return {
    text,
    colour: false,
    out: (part) => (text.out += part),
    err: (part) => (text.err += part),
    exit: (code) => (text.code = Math.max(text.code, code)),
  };
}

async function rewardc(...args: string[]): Promise<Run["text"]> {
  const run = shell();
  await main(args, run);
  return run.text;
}

describe("rewardc compile", () => {
  it("prints a module of tfjs operations on standard output", async () => {
    const { out, err, code } = await rewardc("compile", join(folder({ "door.reward": good }), "door.reward"));
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toContain("export function createKernel(): RewardKernel");
    expect(out).toContain("readonly open: tf.Tensor;");
  });

  it("prints the graph with --target ir", async () => {
    const { out } = await rewardc("compile", join(folder({ "door.reward": good }), "door.reward"), "--target", "ir");
    expect(out).toMatch(/^program Door\nsignals\n {2}signal open: bool\n/);
  });

  it.each(["fused", "fused-js"])(
    "prints a module of one loop with --target %s, which runs without the compiler",
    async (target) => {
      const path = folder({ "door.reward": good });
      const output = join(path, "door.mjs");
      await rewardc("compile", join(path, "door.reward"), "--target", target, "-o", output);
      expect(readFileSync(output, "utf8")).toContain('from "rewardc/runtime/fused"');
      const { createKernel } = (await import(output)) as {
        readonly createKernel: (environments: number) => FusedKernel;
      };
      const kernel = createKernel(3);
      kernel.init();
      kernel.signals["open"]?.columns[0]?.set([0, 1, 1]);
      kernel.step();
      expect([...kernel.outputs.reward]).toEqual([0, 1, 1]);
    },
  );

  it("says why a spec is no single loop, and which target takes it", async () => {
    const late = `${good}report shown = mean(open) over batch\n`;
    const large = "reward Large\nsignal x: float[30000]\nterm goal = sum(x ^ 3)\n";
    const path = folder({ "late.reward": late, "large.reward": large });
    const compiled = (name: string): Promise<Run["text"]> =>
      rewardc("compile", join(path, name), "--target", "fused-js");
    const [first, second] = [await compiled("late.reward"), await compiled("large.reward")];
    expect([first.code, first.out, second.code, second.out]).toEqual([1, "", 1, ""]);
    expect(first.err).toContain(
      "error[RWD8401]: target `fused-js` goes by steps, and whole trajectories are needed for `shown`\n",
    );
    expect(first.err).toContain("= help: compile it with `--target tfjs`");
    expect(second.err).toMatch(/error\[RWD8405\]: .*more than 20000\n +--> .*large\.reward:3:13\n/);
  });

  it("says it in records with --format json, and leaves an old result alone", async () => {
    const path = folder({ "late.reward": `${good}report shown = mean(open) over batch\n`, "late.js": "old" });
    const output = join(path, "late.js");
    const args = ["--target", "wgsl", "--format", "json", "-o", output];
    const { code, out, err } = await rewardc("compile", join(path, "late.reward"), ...args);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      type: "diagnostic",
      code: "RWD8401",
      help: "compile it with `--target tfjs`",
    });
    expect(readFileSync(output, "utf8")).toBe("old");
  });

  it("writes a file with -o, folders included, and says so on standard error", async () => {
    const path = folder({ "door.reward": good });
    const { out, err } = await rewardc("compile", join(path, "door.reward"), "-o", join(path, "out/door.ts"));
    expect(out).toBe("");
    expect(err).toMatch(/door\.reward: wrote .*out\/door\.ts \(\d+ ms\)\n$/);
    expect(readFileSync(join(path, "out/door.ts"), "utf8")).toContain("createKernel");
  });

  it("compiles a variant", async () => {
    const path = folder({ "door.reward": `${good}variant double { set goal.weight = 2 }\n` });
    const { out } = await rewardc("compile", join(path, "door.reward"), "--variant", "double");
    expect(out).toContain("tf.mul(2,");
  });

  it("prints diagnostics, exits 1 and leaves an old result alone where the spec is wrong", async () => {
    const path = folder({ "door.reward": good.replace("= open", "= opne"), "door.ts": "old" });
    const { out, err, code } = await rewardc("compile", join(path, "door.reward"), "-o", join(path, "door.ts"));
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toMatch(/^error\[RWD2\d{3}\]/);
    expect(readFileSync(join(path, "door.ts"), "utf8")).toBe("old");
  });

  it.each([
    [["--target", "cobol"], "there is no target `cobol`: the targets are tfjs, fused, fused-js, wgsl, glsl, ir"],
    [["--format", "json"], "--format json needs -o"],
    [["-o", "/dev/null/x/y.ts"], "cannot write /dev/null/x/y.ts"],
  ])("exits 2 with one sentence: %j", async (args, sentence) => {
    const { err, code, out } = await rewardc("compile", join(folder({ "door.reward": good }), "door.reward"), ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`rewardc: ${sentence}`);
  });

  it("exits 2 for a library and for a missing file", async () => {
    const path = folder({ "lib.reward": "library Lib\ndef double(x) = 2 * x\n" });
    const library = await rewardc("compile", join(path, "lib.reward"));
    expect(library).toMatchObject({ code: 2, err: expect.stringContaining("is a library") as string });
    expect((await rewardc("compile", join(path, "none.reward"))).code).toBe(2);
  });
});

describe("rewardc compile --watch", () => {
  const stop = new AbortController();
  afterEach(() => stop.abort());

  it("compiles again when the spec or an import changes, and survives errors", async () => {
    const imported = 'reward Door\nimport { worth } from "./lib.reward"\nsignal open: bool\nterm goal = worth(open)\n';
    const path = folder({ "door.reward": imported, "lib.reward": "library Lib\ndef worth(x) = 2 * x\n" });
    const output = join(path, "door.ir");
    const run = shell();
    const settings = { file: join(path, "door.reward"), target: "ir", output, format: "human" } as const;
    const watching = compileAndWatch(settings, run, stop.signal);
    const reaches = (claim: () => boolean): Promise<void> =>
      vi.waitFor(() => expect(claim()).toBe(true), { timeout: 10_000, interval: 20 });

    await reaches(() => existsSync(output) && run.text.err.includes("watching"));
    expect(readFileSync(output, "utf8")).toMatch(/= 2 : /);

    writeFileSync(join(path, "lib.reward"), "library Lib\ndef worth(x) = 7 * x\n");
    await reaches(() => /= 7 : /.test(readFileSync(output, "utf8")));

    writeFileSync(join(path, "lib.reward"), "library Lib\ndef worth(x) = 7 * \n");
    await reaches(() => run.text.err.includes("error[RWD"));
    expect(readFileSync(output, "utf8")).toMatch(/= 7 : /);

    // As editors do: a new file takes the old one's place.
    writeFileSync(join(path, "lib.tmp"), "library Lib\ndef worth(x) = 9 * x\n");
    renameSync(join(path, "lib.tmp"), join(path, "lib.reward"));
    await reaches(() => /= 9 : /.test(readFileSync(output, "utf8")));

    stop.abort();
    await watching;
  });
});

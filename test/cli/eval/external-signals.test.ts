import { describe, expect, it } from "vitest";
import { evaluateTrace } from "../../../src/cli/eval/evaluate-trace.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { readRecording } from "../../../src/compiler/recording/read.js";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { findTarget } from "../../../src/testing/target/find-target.js";
import { runSpecTests } from "../../../src/testing/index.js";
import { programOf } from "../../compiler/lower/run.js";

const declarations = `external signal grade: float missing hold default 7
external signal pose: float[2] missing default 1
signal speed: float
term t = grade + sum(pose) + speed
`;
const csv = "speed,grade,pose[0],pose[1]\n0,,,\n0,3,5,5\n0,,2,2\n";
const jsonLines = `{"episode":0,"signals":{"speed":0}}
{"episode":0,"signals":{"speed":0,"grade":3,"pose":[5,5]}}
{"episode":0,"signals":{"speed":0,"grade":null,"pose":[2,2]}}
`;
// 7 + 2, then 3 + 10, then 3 + 4.
const rewards = [9, 13, 7];

async function evaluated(
  text: string,
  file: string,
  backend: string,
  spec = declarations,
): Promise<{ readonly rewards: readonly number[]; readonly found: readonly Diagnostic[] }> {
  const program = programOf(spec);
  const found: Diagnostic[] = [];
  const paid: number[] = [];
  const lines = readRecording(new SourceFile(file, text), program.signals, (each) => found.push(each));
  const target = await findTarget(backend);
  if ("unavailable" in target) throw new Error(target.unavailable);
  await evaluateTrace(lines, {
    program,
    target,
    seed: 0,
    print: (record) => {
      if ("type" in record && record.type === "step" && "reward" in record) paid.push(Number(record.reward));
    },
    diagnose: (each) => found.push(each),
  });
  return { rewards: paid, found };
}

describe.each(["reference", "cpu"])("a recording with missing values, on %s", (backend) => {
  it("leaves them out, or has `null`, in JSON Lines", async () => {
    expect(await evaluated(jsonLines, "trace.jsonl", backend)).toEqual({ rewards, found: [] });
  });

  it("has empty cells in CSV", async () => {
    expect(await evaluated(csv, "trace.csv", backend)).toEqual({ rewards, found: [] });
  });

  it("is refused at the line that lacks what may not be missing", async () => {
    const spec = "external signal proof: float missing error\nterm t = proof\n";
    const text = '{"episode":0,"signals":{"proof":2}}\n{"episode":0,"signals":{}}\n';
    const { rewards: paid, found } = await evaluated(text, "trace.jsonl", backend, spec);
    expect(paid).toEqual([2]);
    expect(found.map(({ message }) => message)).toEqual(["episode `0`: signal `proof` is missing in the step"]);
    expect(found[0]?.primary.span.start).toBe(text.indexOf("\n") + 1);
  });
});

describe("a recording in a test", () => {
  it.each([
    ["trace.csv", csv],
    ["trace.jsonl", jsonLines],
  ])("brings what it has of external signals: %s", async (file, text) => {
    const test = `test "recorded" { trace "${file}" end truncated {} expect return == 29 }`;
    const files = { [file]: text, "main.reward": `reward Recorded\n${declarations}${test}` };
    const results = await runSpecTests(files, "main.reward");
    expect(results.map(({ passed }) => passed)).toEqual([true]);
  });

  it("refuses `null` for a signal that is not external", async () => {
    const { found } = await evaluated('{"episode":0,"signals":{"speed":null}}\n', "trace.jsonl", "reference");
    expect(found.map(({ name }) => name)).toContain("trace-value");
  });
});

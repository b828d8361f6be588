import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLine } from "../../../src/runtime/logging/json-line.js";
import { Progress, progressLine } from "../../../src/runtime/logging/progress.js";
import { RecordFile } from "../../../src/runtime/logging/record-file.js";
import type { RunRecord, TrainRecord } from "../../../src/runtime/logging/records.js";

const train: TrainRecord = {
  v: 1,
  type: "train",
  update: 3,
  steps: 12_500,
  totalSteps: 50_000,
  episodes: 9,
  episodesEnded: 2,
  ends: { environment: 2 },
  machines: { Delivery: { Empty: 0.8, Carrying: 0.15, Delivered: 0.04, Broken: 0.01 } },
  recentReturn: -151.26,
  recentShaped: -20.5,
  seconds: 5,
  stepsPerSecond: 2500,
  learner: {},
};

describe("a line of record", () => {
  it("writes numbers that JSON has not as words", () => {
    expect(jsonLine({ v: 1, a: NaN, b: -Infinity, c: Float32Array.of(1, NaN) })).toBe(
      '{"v":1,"a":"NaN","b":"-Infinity","c":[1,"NaN"]}\n',
    );
  });

  it("is kept up to the checkpoint's position when a run resumes", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "rewardc-")), "records.jsonl");
    const record = (seconds: number): RunRecord => ({
      v: 1,
      type: "end",
      reason: "steps",
      steps: 1,
      episodes: 0,
      seconds,
    });
    const first = new RecordFile(file);
    first.write(record(1));
    const kept = first.flush();
    first.write(record(2));
    first.close();
    const second = new RecordFile(file, kept);
    second.write(record(3));
    second.close();
    const seconds = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { seconds: number }).seconds);
    expect(seconds).toEqual([1, 3]);
  });
});

describe("the progress line", () => {
  it("says how far, how fast, how long yet, what is earned and where the machines are", () => {
    expect(progressLine(train)).toBe(
      " 25%  13k/50k steps  2.5k/s  15s left  return -151.3  shaped -20.5  Delivery Empty 80% Carrying 15% Delivered 4%",
    );
  });

  it("is rewritten on a terminal, and cut to its width", () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text), terminal: true, columns: 30, every: 0 });
    progress.show(train);
    progress.end();
    expect(written).toEqual([`\r\u001b[2K${progressLine(train).slice(0, 29)}`, "\n"]);
  });

  it("comes now and then as a plain line elsewhere, and always at the end", () => {
    const written: string[] = [];
    let time = 0;
    const progress = new Progress({ write: (text) => written.push(text), terminal: false, now: () => time });
    progress.show(train);
    time = 9_999;
    progress.show(train);
    time = 10_000;
    progress.show(train);
    progress.show({ ...train, steps: 50_000 });
    progress.end();
    expect(written).toHaveLength(3);
    expect(written.every((line) => line.endsWith("\n") && !line.includes("\u001b"))).toBe(true);
  });
});

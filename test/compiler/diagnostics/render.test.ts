import { describe, expect, it } from "vitest";
import type { Diagnostic, Label } from "../../../src/compiler/diagnostics/diagnostic.js";
import { toRecord } from "../../../src/compiler/diagnostics/json.js";
import { render } from "../../../src/compiler/diagnostics/render/render.js";
import { SourceFile } from "../../../src/compiler/source/source-file.js";

const door = new SourceFile(
  "door.reward",
  "reward Door\n\nsignal at_goal: bool\nmachine M {\n  state A { when at_gaol -> B }\n}\n",
);
const props = new SourceFile("props.reward", "library Props\nlet at_goal = true\n");
const sources = new Map([door, props].map((file) => [file.path, file]));

function label(file: SourceFile, text: string, words = ""): Label {
  const start = file.text.indexOf(text);
  return { span: { file: file.path, start, end: start + text.length }, label: words };
}

function diagnostic(primary: Label, rest: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "RWD2004",
    name: "unknown-signal",
    severity: "error",
    message: "unknown signal `at_gaol`",
    primary,
    related: [],
    notes: [],
    fixes: [],
    ...rest,
  };
}

describe("render", () => {
  it("shows every label of a file in one frame, and other files in frames of their own", () => {
    const text = render(
      diagnostic(label(door, "at_gaol", "not declared"), {
        related: [label(door, "at_goal", "declared here"), label(props, "at_goal", "and here")],
        notes: ["names are compared after NFC"],
        help: "did you mean `at_goal`?",
      }),
      sources,
    );
    expect(text).toBe(
      [
        "error[RWD2004]: unknown signal `at_gaol`",
        "  --> door.reward:5:18",
        "   |",
        " 3 | signal at_goal: bool",
        "   |        ------- declared here",
        "...",
        " 5 |   state A { when at_gaol -> B }",
        "   |                  ^^^^^^^ not declared",
        "  ::: props.reward:2:5",
        "   |",
        " 2 | let at_goal = true",
        "   |     ------- and here",
        "   = note: names are compared after NFC",
        "   = help: did you mean `at_goal`?",
        "",
      ].join("\n"),
    );
  });

  it("puts the marker under the right cell after tabs, emoji and wide characters", () => {
    const file = new SourceFile("x", "\tlet 🙂漢 = oops");
    const lines = render(diagnostic(label(file, "oops")), new Map([["x", file]])).split("\n");
    expect(lines[3]).toBe("   |     let 🙂漢 = oops".replace("   |", " 1 |"));
    expect(lines[4]).toBe(`   | ${" ".repeat(4 + 4 + 4 + 3)}^^^^`);
  });

  it("cuts a five-megabyte line to a window around the mistake", () => {
    const file = new SourceFile("x", `${"a + ".repeat(1_250_000)}oops`);
    const text = render(diagnostic(label(file, "oops", "here")), new Map([["x", file]]));
    expect(text.length).toBeLessThan(1000);
    expect(text).toContain("^^^^ here");
  });

  it("marks a span of several lines on its first line", () => {
    const file = new SourceFile("x", "let a = [\n 1\n]\n");
    const text = render(
      diagnostic({ span: { file: "x", start: 8, end: 13 }, label: "unclosed" }),
      new Map([["x", file]]),
    );
    expect(text).toContain(" 1 | let a = [\n   |         ^ unclosed");
  });

  it("never prints control characters of the source", () => {
    const file = new SourceFile("x", "let \u001b[31m\u0000 = oops");
    expect(render(diagnostic(label(file, "oops")), new Map([["x", file]]))).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it("names a file that could not be read without an excerpt", () => {
    const text = render(diagnostic({ span: { file: "gone.reward", start: 0, end: 0 }, label: "" }), new Map());
    expect(text).toBe("error[RWD2004]: unknown signal `at_gaol`\n  --> gone.reward\n");
  });
});

describe("the JSON record", () => {
  it("has zero-based, end-exclusive UTF-16 positions", () => {
    const record = toRecord(diagnostic(label(door, "at_gaol")), sources);
    expect(record.range).toEqual([
      [4, 17],
      [4, 24],
    ]);
    expect(record).toMatchObject({ v: 1, type: "diagnostic", file: "door.reward", code: "RWD2004" });
  });
});

import { describe, expect, it } from "vitest";
import { checkText, expectDiagnostics, readMarkers } from "../../src/testing/index.js";

describe("readMarkers", () => {
  it("takes positions and ranges out of the text", () => {
    expect(readMarkers("a + <|b|> <|>")).toEqual({ text: "a + b ", positions: [6], ranges: [{ start: 4, end: 5 }] });
  });

  it("nests ranges", () => {
    expect(readMarkers("<|a <|b|>|>")).toEqual({
      text: "a b",
      positions: [],
      ranges: [
        { start: 0, end: 3 },
        { start: 2, end: 3 },
      ],
    });
  });

  it.each(["<|a", "a|>"])("refuses the unbalanced %s", (source) => {
    expect(() => readMarkers(source)).toThrow(/never/);
  });
});

describe("checkText", () => {
  it("gives the typed spec of a text without errors, with the standard library at hand", () => {
    expect(checkText("reward Door\nsignal x: float\nterm t = huber(x)\n")).toMatchObject({
      diagnostics: [],
      spec: { name: "Door" },
    });
  });

  it("reads imports from the other files", () => {
    const result = checkText(
      'reward Door\nimport { twice } from "./lib.reward"\nsignal x: float\nterm t = twice(x)\n',
      {
        others: { "lib.reward": "library Lib\ndef twice(x) = 2 * x\n" },
      },
    );
    expect(result.diagnostics).toEqual([]);
  });
});

describe("expectDiagnostics", () => {
  const wrong = "reward Door\nsignal at_goal: bool\nterm goal = <|at_gaol|>\n";

  it("accepts codes, names and descriptions, at the marked places", () => {
    expectDiagnostics(wrong, ["unknown-name"]);
    expectDiagnostics(wrong, [{ severity: "error", message: /at_gaol/, help: /at_goal/ }]);
  });

  it("shows what it found instead", () => {
    expect(() => expectDiagnostics(wrong, [])).toThrow(/expected 0 diagnostics, found 1; found:\nerror\[RWD2\d\d\d\]/);
    expect(() => expectDiagnostics(wrong, ["duplicate-name"])).toThrow(
      "diagnostic 1: name is `unknown-name`, expected `duplicate-name`",
    );
    expect(() => expectDiagnostics("reward <|Door|>\nterm goal = at_gaol\n", ["unknown-name"])).toThrow(
      "diagnostic 1 stands at [24, 31), expected [7, 11)",
    );
    expect(() => expectDiagnostics("reward Door\nterm goal = 1\n", ["unknown-name"])).toThrow("found:\nno diagnostics");
  });
});

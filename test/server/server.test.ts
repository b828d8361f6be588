import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodeActionRequest } from "vscode-languageserver/node";
import { toRecord } from "../../src/compiler/diagnostics/json.js";
import { check, nodeHost } from "../../src/compiler/index.js";
import { folder } from "../cli/rewardc.js";
import { Editor } from "./client.js";

const good = "reward Door\nsignal at_goal: bool\nterm goal = at_goal\n";
const bad = good.replace("= at_goal", "= at_gaol");

describe("the language server", () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start();
  });
  afterEach(() => editor.stop());

  it("publishes on open what `check` says of the same text", async () => {
    const path = join(folder({ "door.reward": bad }), "door.reward");
    const uri = pathToFileURL(path).href;
    await editor.open(uri, bad);
    const published = await editor.diagnostics(uri, 1);
    const { diagnostics, sources } = check(path, nodeHost());
    expect(
      published.map(({ code, range }) => [
        code,
        [range.start.line, range.start.character],
        [range.end.line, range.end.character],
      ]),
    ).toEqual(
      diagnostics.map((diagnostic) => toRecord(diagnostic, sources)).map(({ code, range }) => [code, ...range]),
    );
    expect(published.length).toBeGreaterThan(0);
  });

  it("publishes what the analysis finds suspicious, with its test", async () => {
    const uri = "file:///nowhere/spare.reward";
    await editor.open(uri, "reward Spare\nsignal x: float in [0, 1]\nterm progress = x\nterm spare = max(0, x - 2)\n");
    const published = await editor.diagnostics(uri, 1);
    expect(published.map(({ code }) => code)).toEqual(["RWD7202"]);
    expect(published[0]?.message).toContain('test "spare is always 0" {');
  });

  it("publishes an empty list when the mistake is gone, for the version that was typed last", async () => {
    const uri = "file:///nowhere/door.reward";
    await editor.open(uri, bad);
    expect(await editor.diagnostics(uri, 1)).not.toEqual([]);
    await editor.change(uri, 2, good.replace("at_goal\n", "at_goal\nlet"));
    await editor.change(uri, 3, good);
    expect(await editor.diagnostics(uri, 3)).toEqual([]);
  });

  it("checks unsaved text of imported files, and clears files that nobody opens any more", async () => {
    const cwd = folder({ "props.reward": "library Props\nlet high = 1\n" });
    const main = pathToFileURL(join(cwd, "main.reward")).href;
    const props = pathToFileURL(join(cwd, "props.reward")).href;
    const text = 'reward Main\nimport { low } from "./props.reward"\nterm t = low\n';
    await editor.open(main, text);
    expect(await editor.diagnostics(main)).not.toEqual([]);
    await editor.open(props, "library Props\nlet low = 1\n");
    await editor.diagnostics(props, 1);
    expect(await editor.diagnostics(main)).toEqual([]);
    await editor.close(main);
    expect(await editor.diagnostics(main)).toEqual([]);
  });

  it("offers the quick fix of a misspelt name as an edit", async () => {
    const uri = "file:///nowhere/door.reward";
    await editor.open(uri, bad);
    const [diagnostic] = await editor.diagnostics(uri, 1);
    if (diagnostic === undefined) expect.fail("nothing published");
    const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    expect(actions).toMatchObject([
      { title: expect.stringContaining("at_goal") as string, edit: { changes: { [uri]: [{ newText: "at_goal" }] } } },
    ]);
  });

  it("survives half a file, binary junk and 10,000 brackets", async () => {
    const uri = "file:///nowhere/junk.reward";
    await editor.open(uri, "reward");
    await editor.diagnostics(uri, 1);
    for (const [index, text] of [
      "\u0000\u0001\u0002😀",
      "(".repeat(10_000),
      `reward A\nlet x = ${"(".repeat(10_000)}`,
    ].entries()) {
      await editor.change(uri, index + 2, text);
      expect((await editor.diagnostics(uri, index + 2)).length).toBeGreaterThan(0);
    }
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { check, memoryHost } from "../../src/compiler/index.js";
import { readText } from "../../src/compiler/automata/text/read.js";
import { folder } from "./rewardc.js";

interface Result {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs the command line in this process. */
async function rewardc(...argv: readonly string[]): Promise<Result> {
  let [out, err, code] = ["", "", 0];
  await main(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false,
    exit: (raised) => void (code = Math.max(code, raised)),
  });
  return { out, err, code };
}

const coffee = "specs/machines/coffee.reward";
const t3 = "specs/office/published/t3.txt";

describe("machine check", () => {
  it("judges a machine-text file by itself", async () => {
    expect(await rewardc("machine", "check", t3)).toEqual({
      out: "",
      err: "t3: 6 states, 9 label classes, complete\n",
      code: 0,
    });
  });

  it("names the states of a spec that some label finds without an edge, which is no failure", async () => {
    const { err, code } = await rewardc("machine", "check", coffee);
    expect(err).toContain("no guard of state `Empty` holds for some label");
    expect(err).toContain("no guard holds with: not plant, not coffee");
    expect(code).toBe(0);
  });

  it("prints one record for each finding and each machine", async () => {
    const { out } = await rewardc("machine", "check", coffee, "--format", "json");
    const records = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly type: string; readonly name: string });
    expect(records.map(({ type }) => type)).toEqual(["diagnostic", "diagnostic", "machine-summary"]);
    expect(records[2]).toEqual({
      v: 1,
      type: "machine-summary",
      name: "Delivery",
      states: 4,
      classes: 5,
      perState: false,
      complete: false,
    });
  });

  it("fails where guards overlap", async () => {
    const spec = join(
      folder({
        "fork.reward":
          "reward Fork\nsignal a, b: bool\nmachine M {\n  start state S {\n    when a -> T reward 1\n    when b -> U\n  }\n  final state T, U\n}\nterm t = M.reward\n",
      }),
      "fork.reward",
    );
    const { err, code } = await rewardc("machine", "check", spec);
    expect(err).toContain("both hold with: a, b");
    expect(code).toBe(1);
  });

  it("warns with `--compat falling-off-pays` of edges that the published code loses", async () => {
    const file = join(folder({ "t.txt": "0\n[1]\n(0,1,'f',1)\n(0,1,'g&!f',5)\n(0,0,'!f&!g',0)\n" }), "t.txt");
    expect((await rewardc("machine", "check", file)).err).not.toContain("RWD7064");
    expect((await rewardc("machine", "check", file, "--compat", "falling-off-pays")).err).toContain("RWD7064");
  });
});

describe("machine convert", () => {
  it("writes a text file as a spec that compiles and says the same", async () => {
    const { out, code } = await rewardc("machine", "convert", t3, "--to", "reward");
    expect(code).toBe(0);
    const { spec, diagnostics } = check("t3.reward", memoryHost({ "t3.reward": out }));
    expect(diagnostics).toEqual([]);
    expect(spec?.machines[0]?.states.map(({ name, end }) => `${name} ${end}`)).toEqual([
      "u0 none",
      "u1 none",
      "u2 none",
      "u3 none",
      "u4 final",
      "failed final",
    ]);
    const written = await rewardc(
      "machine",
      "convert",
      join(folder({ "t3.reward": out }), "t3.reward"),
      "--to",
      "text",
    );
    expect(readText(written.out).machine).toMatchObject({ initial: 0, terminals: [4] });
  });

  it("writes words of the language in backquotes", async () => {
    const file = join(folder({ "when.txt": "0\n[1]\n(0,1,'state',1)\n(0,0,'!state',0)\n" }), "when.txt");
    const { out } = await rewardc("machine", "convert", file, "--to", "reward");
    expect(check("when.reward", memoryHost({ "when.reward": out })).diagnostics).toEqual([]);
  });

  it("pays for falling off only with the compatibility flag", async () => {
    const plain = await rewardc("machine", "convert", "specs/office/published/t1.txt", "--to", "reward");
    const published = await rewardc(
      "machine",
      "convert",
      "specs/office/published/t1.txt",
      "--to",
      "reward",
      "--compat",
      "falling-off-pays",
    );
    expect(plain.out).not.toContain("otherwise -> failed reward");
    expect(published.out).toContain("otherwise -> failed reward 1");
  });

  it.each([
    ["text", /^0 # initial state; a = plant; b = coffee; c = office\n\[2\]/],
    ["dot", /^digraph "Delivery" \{/],
    ["mermaid", /^stateDiagram-v2\n/],
    ["svg", /<svg [^]*<\/svg>/],
    ["json", /^\{"v":1,"type":"machine","name":"Delivery"/],
  ])("writes %s", async (form, pattern) => {
    const { out, code } = await rewardc("machine", "convert", coffee, "--to", form);
    expect(out).toMatch(pattern);
    expect(code).toBe(0);
  });

  it("writes to a file with -o", async () => {
    const target = join(folder(), "coffee.dot");
    expect(await rewardc("machine", "convert", coffee, "--to", "dot", "-o", target)).toEqual({
      out: "",
      err: "",
      code: 0,
    });
    expect(readFileSync(target, "utf8")).toContain("digraph");
  });

  it("writes no edges in which the published code would overwrite rewards without a note", async () => {
    const spec = join(
      folder({
        "two.reward":
          "reward Two\nsignal a, b: bool\nmachine M {\n  start state S {\n    when a -> T reward 1\n    else when b -> T reward 2\n  }\n  final state T\n}\nterm t = M.reward\n",
      }),
      "two.reward",
    );
    const { err, code } = await rewardc("machine", "convert", spec, "--to", "text");
    expect(err).toBe(
      "note: the published code keeps only the later of the edges (0, 1) and (0, 1), which lead to one state for it\n",
    );
    expect(code).toBe(0);
  });

  it.each([
    [["specs/machines/visits.reward", "--to", "text"], "Job cannot be written as text: the format has no counters"],
    [["specs/machines/random-start.reward", "--to", "text"], "the format has no random starts"],
    [["specs/machines/enemies.reward", "--to", "text"], "the format has no comparisons, such as those of `distance`"],
    [[coffee, "--to", "reward"], "this file is a spec already"],
    [[coffee, "--to", "png"], "--to is one of reward, text, hoa, dot, mermaid, svg, json"],
    [["specs/machines/templates.reward", "--to", "dot"], "choose one with --machine (Coffee, Mail)"],
    [
      ["specs/machines/templates.reward", "--to", "dot", "--machine", "Tea"],
      "the file has no machine Tea: it has Coffee, Mail",
    ],
    [["missing.txt", "--to", "dot"], "cannot read missing.txt"],
    [[coffee, "--to", "dot", "--compat", "wrong"], "--compat is `falling-off-pays`"],
    [[coffee, "--to", "dot", "-o", "/nowhere/at/all.dot"], "cannot write /nowhere/at/all.dot"],
  ])("refuses %j in one sentence", async (argv, sentence) => {
    const { err, code } = await rewardc("machine", "convert", ...argv);
    expect(err).toContain(sentence);
    expect(code).toBe(2);
  });

  it("chooses among several machines by name", async () => {
    expect(
      (await rewardc("machine", "convert", "specs/machines/templates.reward", "--to", "dot", "--machine", "Mail")).out,
    ).toContain("lab and speed < 0.5");
  });
});

describe("HOA files", () => {
  const spot =
    'HOA: v1\nname: "F(a & Fb)"\nStates: 3\nStart: 2\nAP: 2 "a" "b"\nacc-name: Buchi\nAcceptance: 1 Inf(0)\nproperties: trans-labels explicit-labels state-acc complete\n' +
    "--BODY--\nState: 0 {0}\n[t] 0\nState: 1\n[1] 0\n[!1] 1\nState: 2\n[!0] 2\n[0&!1] 1\n[0&1] 0\n--END--\n";

  it("are judged as machines", async () => {
    const file = join(folder({ "spot.hoa": spot }), "spot.hoa");
    expect(await rewardc("machine", "check", file)).toEqual({
      out: "",
      err: "spot: 3 states, 4 label classes, complete\n",
      code: 0,
    });
  });

  it("are converted to specs whose accepting edges pay 1, and back to the same automaton", async () => {
    const file = join(folder({ "spot.hoa": spot }), "spot.hoa");
    const { out } = await rewardc("machine", "convert", file, "--to", "reward");
    expect(out).toContain("when b -> u0 reward 1");
    expect(out).toContain("final state u0");
    expect(check("m.reward", memoryHost({ "m.reward": out })).diagnostics).toEqual([]);
    const back = await rewardc("machine", "convert", join(folder({ "m.reward": out }), "m.reward"), "--to", "hoa");
    expect(back.err).toBe("");
    expect(back.out).toBe(
      'HOA: v1\nname: "spot"\ntool: "rewardc"\nStates: 3\nStart: 2\nAP: 2 "b" "a"\nacc-name: Buchi\nAcceptance: 1 Inf(0)\n' +
        "properties: trans-labels explicit-labels trans-acc complete deterministic\n--BODY--\n" +
        'State: 0 "u0"\n[t] 0 {0}\nState: 1 "u1"\n[!0] 1\n[0] 0 {0}\nState: 2 "u2"\n[!1] 2\n[!0&1] 1\n[0&1] 0 {0}\n--END--\n',
    );
    const again = await rewardc("machine", "convert", join(folder({ "m.hoa": back.out }), "m.hoa"), "--to", "reward");
    expect(again.out).toContain("when b -> u0 reward 1");
  });

  it("are read by specs, with labels for their propositions", () => {
    const spec =
      'reward R\nsignal coffee, office: bool\nmachine Task from "spot.hoa" labels { a -> coffee, b -> office }\nterm task = Task.reward\n' +
      'test "in order" { step { coffee } expect task == 0 step { office } expect task == 1, terminated }\n';
    expect(check("r.reward", memoryHost({ "r.reward": spec, "spot.hoa": spot })).diagnostics).toEqual([]);
  });

  it("are refused where two edges overlap, with a label that takes both", async () => {
    const overlapping = spot.replace("[0&!1] 1", "[0] 1");
    const { err, code } = await rewardc("machine", "check", join(folder({ "two.hoa": overlapping }), "two.hoa"));
    expect(err).toContain("both hold with: b, a");
    expect(err).toContain("error[RWD4024]");
    expect(code).toBe(1);
  });

  it("end in a failed state where no edge fits", async () => {
    const partial = spot.replace("[!1] 1\n", "");
    const { out } = await rewardc("machine", "convert", join(folder({ "p.hoa": partial }), "p.hoa"), "--to", "reward");
    expect(out).toContain("otherwise -> failed");
  });

  it("say where they are broken", async () => {
    const broken = spot.replace("[0&1] 0", "[0&2] 0");
    const { err, code } = await rewardc("machine", "check", join(folder({ "b.hoa": broken }), "b.hoa"));
    expect(err).toContain("found `2`, expected the number of one of the 2 atomic propositions");
    expect(err).toContain("b.hoa:18:4");
    expect(code).toBe(1);
  });

  it.each([
    ["specs/machines/visits.reward", "Job cannot be written as HOA: the format has no counters"],
    ["specs/machines/enemies.reward", "the format has no comparisons, such as those of `distance`"],
  ])("cannot hold %s", async (file, sentence) => {
    const { err, code } = await rewardc("machine", "convert", file, "--to", "hoa");
    expect(err).toContain(sentence);
    expect(code).toBe(2);
  });

  it("hold no rewards but 0 and 1", async () => {
    const spec =
      "reward R\nsignal a: bool\nmachine M { start state S { when a -> T reward 2 } final state T }\nterm t = M.reward\n";
    const { err } = await rewardc("machine", "convert", join(folder({ "r.reward": spec }), "r.reward"), "--to", "hoa");
    expect(err).toContain("M cannot be written as HOA: the format has no rewards but 0 and 1");
  });
});

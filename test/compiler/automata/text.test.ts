import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "../../../src/compiler/automata/text/read.js";
import { writeText } from "../../../src/compiler/automata/text/write.js";

const labels = fc.stringMatching(/^[a-z][a-z0-9_]{0,3}$/);
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const literal = fc.record({ label: labels, negated: fc.boolean() });
const edge = fc.record({
  from: fc.nat(9),
  to: fc.integer({ min: -1, max: 9 }),
  guard: fc.array(fc.array(literal, { maxLength: 3 }), { maxLength: 3 }),
  reward: fc.oneof(
    fc.record({ function: fc.constant("ConstantRewardFunction"), arguments: fc.tuple(numbers) }),
    fc.record({ function: fc.constant(undefined), arguments: fc.tuple(numbers) }),
  ),
});

/** Without the places in the text. */
function bare(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "place" ? undefined : inner)));
}

describe("the text format", () => {
  it("reads back what it writes", () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.array(fc.nat(9), { maxLength: 3 }),
        fc.array(edge, { maxLength: 6 }),
        (initial, terminals, edges) => {
          const placed = edges.map((own) => ({
            ...own,
            place: { start: 0, end: 0 },
            guard: own.guard.map((cube) => cube.map((one) => ({ ...one, place: { start: 0, end: 0 } }))),
            reward: { ...own.reward, place: { start: 0, end: 0 } },
          }));
          const { machine, problems } = readText(writeText({ initial, terminals, edges: placed }));
          expect(problems).toEqual([]);
          expect(bare(machine)).toEqual(bare({ initial, terminals, edges: placed }));
        },
      ),
    );
  });

  it("reads labels as whole words, never as parts of one another", () => {
    const { machine } = readText("0\n[1]\n(0,1,'ab&!b',ConstantRewardFunction(1))\n");
    expect(machine?.edges[0]?.guard).toMatchObject([
      [
        { label: "ab", negated: false },
        { label: "b", negated: true },
      ],
    ]);
  });

  it("reads comments, blank lines, spaces, both quotes and line ends of Windows", () => {
    const { machine, problems } = readText('0 # initial\r\n\r\n[ 1 , 2, ]\r\n( 0, 1, "a | True", 0.5 ) # edge\r\n');
    expect(problems).toEqual([]);
    expect(machine).toMatchObject({
      initial: 0,
      terminals: [1, 2],
      edges: [{ from: 0, to: 1, guard: [[{ label: "a" }], []], reward: { function: undefined, arguments: [0.5] } }],
    });
  });

  it("drops a conjunction that is false", () => {
    expect(readText("0\n[1]\n(0,1,'a&False|b',0)").machine?.edges[0]?.guard).toMatchObject([[{ label: "b" }]]);
  });

  it.each([
    ["", "the initial state"],
    ["zero\n[1]", "the initial state, a whole number"],
    ["0\n1", "`[`"],
    ["0\n[1]\n(0,1,a,0)", "a guard in quotes"],
    ["0\n[1]\n(0,1,'a&',0)", "the name of a label"],
    ["0\n[1]\n(0,1,'a b',0)", "the end of the line"],
    ["0\n[1]\n(0,1,'a',__import__('os').system('echo hacked'))", "a number"],
  ])("says what it expected in %j", (text, expected) => {
    const { machine, problems } = readText(text);
    expect(machine).toBeUndefined();
    expect(problems[0]?.expected).toBe(expected);
    for (const { place } of problems) expect(place.start).toBeLessThanOrEqual(text.length);
  });
});
